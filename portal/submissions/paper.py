"""The form of a kind as a sheet to print: the same steps and fields, as lines to write on and boxes to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from portal.core.language import localized_pages, reader_language
from portal.districts.models import DistrictPage
from portal.territory.models import District, DistrictKind
from portal.uploads.fields import ReceivedFilesField

from .contact_step import ContactStep
from .steps import StepForm, WordsField

if TYPE_CHECKING:
    from .kinds import SubmissionKind

#: hand-written words that fit on one line of a sheet
WORDS_ON_A_LINE = 10
MOST_LINES = 24  # a page; who needs more adds a sheet
#: letters of a text that fit on one line
LETTERS_ON_A_LINE = 90
#: boxes: up to the first they stand below each other, then short ones in columns, beyond the second long ones too;
#: more than the third are a line to write on, as are all places of a city, whose districts are boxes
FEW_BOXES, MOST_BOXES, MOST_LISTED, MOST_IN_GROUPS = 4, 8, 48, 16
#: letters of a choice that fit in a column: of a few on one line, of many on two
LETTERS_OF_FEW, LETTERS_IN_A_COLUMN = 30, 60


@dataclass(frozen=True)
class PaperField:
    """One question on paper. `shape`: "lines", "boxes", "columns", "tick", "date" or "files"."""

    label: Any
    shape: str
    help_text: Any = ""
    optional: bool = False
    #: lines to write on
    lines: range = range(0)
    #: what is to be ticked, in groups: [(name of the group or "", labels)]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: whether several boxes may be ticked
    several: bool = False


@dataclass(frozen=True)
class PaperStep:
    """One step on paper, with its questions."""

    title: Any
    why: Any
    optional: bool
    fields: list[PaperField]


@dataclass(frozen=True)
class Counter:
    """Where a sheet can be handed in."""

    name: str
    address: str
    hours: str
    phone: str


def paper_steps(kind: SubmissionKind, complete: bool) -> list[PaperStep]:
    """Return the steps of a kind's form as they stand on paper; the contact, where it is asked, is the last one."""
    contact = [ContactStep] if kind.asks_contact else []
    return [paper_step(step) for step in [*kind.all_steps(complete), *contact]]


def paper_step(step: type[StepForm]) -> PaperStep:
    """Return a step as it stands on paper. Who signs consents: that box is left out."""
    form = step()
    left_out = {"consent"} if step is ContactStep else set()
    asked = [form[name] for name in form.fields if name not in left_out and not form[name].is_hidden]
    return PaperStep(step.title, step.why, step.optional, [paper_field(bound.field) for bound in asked])


def paper_field(field: forms.Field) -> PaperField:
    """Return a form's field as it stands on paper."""
    said = {"label": field.label, "help_text": field.help_text, "optional": not field.required}
    if isinstance(field, ReceivedFilesField | forms.FileField):
        return PaperField(shape="files", **said)
    if isinstance(field, forms.BooleanField):
        return PaperField(shape="tick", **said)
    if isinstance(field, forms.ChoiceField):  # several, and rows of a model, are among them
        return choice_on_paper(field, said)
    if isinstance(field, forms.DateField):
        return PaperField(shape="date", **said)
    return PaperField(shape="lines", lines=range(lines_for(field)), **said)


def choice_on_paper(field: forms.ChoiceField, said: dict[str, Any]) -> PaperField:
    """Return a choice: boxes for a few, columns for many; of all places of a city a line to write on, and the districts."""
    groups = choice_groups(field)
    count = sum(len(labels) for _name, labels in groups)
    names = [name or label for name, labels in groups for label in ([name] if name else labels)]
    if any(name for name, _labels in groups) and count > MOST_IN_GROUPS and len(names) <= MOST_LISTED:
        return PaperField(shape="columns", groups=(("", tuple(names)),), lines=range(1), **said)
    if count > MOST_LISTED or not count:
        return PaperField(shape="lines", lines=range(1), **said)
    several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    longest = max(len(label) for _name, labels in groups for label in labels)
    is_compact = count > FEW_BOXES and longest <= (LETTERS_IN_A_COLUMN if count > MOST_BOXES else LETTERS_OF_FEW)
    return PaperField(shape="columns" if is_compact else "boxes", groups=groups, several=several, **said)


def choice_groups(field: forms.ChoiceField) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a choice offers, in groups; a run of choices without a group is a group without a name."""
    groups: list[tuple[str, list[str]]] = []
    for value, label in field.choices:
        if isinstance(label, list | tuple):
            groups.append((str(value), [str(words) for key, words in label if key not in ("", None)]))
        elif str(value):
            if not groups or groups[-1][0]:
                groups.append(("", []))
            groups[-1][1].append(str(label))
    return tuple((name, tuple(labels)) for name, labels in groups if labels)


def lines_for(field: forms.Field) -> int:
    """Return how many lines what is asked needs, by its limit of words or letters."""
    if isinstance(field, WordsField):
        return min(MOST_LINES, -(-field.most_words // WORDS_ON_A_LINE))
    rows = getattr(field.widget, "attrs", {}).get("rows")
    if isinstance(field.widget, forms.Textarea):
        return min(MOST_LINES, int(rows or 5))
    letters = getattr(field, "max_length", None) or 0
    return 1 if isinstance(field, forms.EmailField) else min(3, max(1, letters // LETTERS_ON_A_LINE))


def counters_of_districts() -> list[Counter]:
    """Return the centres of the open districts that everybody may read of, with address and hours: two queries."""
    pages = localized_pages(DistrictPage.objects.filter(record__active=True), reader_language())
    hours = dict(pages.values_list("record", "hours"))
    rows = District.objects.filter(pk__in=hours, kind=DistrictKind.DISTRICT).exclude(address="")
    return [Counter(row.seat_name or row.name, row.address, hours[row.pk], row.phone) for row in rows]
