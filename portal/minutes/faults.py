"""What must be right in minutes before everybody reads them: one sentence beside each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from portal.submissions.place_field import PlaceField
from portal.vocabularies.models import Term, Vocabulary

from .chapters import chapter_lines
from .choices import ItemOutcome, SaidKind
from .content import NUMBER_KEYS, NUMBERS, attendance_total, content_rows, number_in, row_of, tally_of, topics_in

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem, SessionPage

MOST_COUNTED = 100_000


@dataclass(frozen=True)
class MinutesFault:
    """What is wrong with the text of one key."""

    key: str
    text: str


def minutes_faults(session: SessionPage, content: Mapping[str, str], *, for_list: bool = False) -> list[MinutesFault]:
    """Return what keeps minutes from being published, in the order of the form; `for_list`: the list of agreements alone.

    A few queries, however much is written.
    """
    items = list(session.items.all())
    if for_list:
        return [*agreement_faults(items, content)]
    return [
        *number_faults(content),
        *item_faults(items, content),
        *agreement_faults(items, content),
        *said_faults(items, content),
        *topic_faults(content),
        *recording_faults(content),
    ]


def number_faults(content: Mapping[str, str]) -> Iterator[MinutesFault]:
    """Numbers are whole; somebody counted the people; a part is not more than the whole."""
    for key in sorted(NUMBER_KEYS & content.keys()):
        number = number_in(content, key)
        if number is None:
            yield MinutesFault(key, _("Escribe un número, sin letras ni signos. Por ejemplo: 12."))
        elif number > MOST_COUNTED:
            yield MinutesFault(key, _("Es demasiado: revisa el número."))
    total = attendance_total(content)
    if total is None:
        if content.get("count.hall"):
            return  # something is written there, and it is no number: that was said above
        yield MinutesFault("count.hall", _("Escribe cuántas personas vinieron. Si no vino nadie, escribe 0."))
        return
    for kind in ("age", "gender", "times"):
        summed = sum(tally_of(content, kind).values())
        if summed > total:
            said = {"sum": summed, "total": total}
            text = _("Aquí suman %(sum)s personas, y en total vinieron %(total)s.") % said
            yield MinutesFault(f"{kind}.{NUMBERS[kind][0]}", text)


def item_faults(items: list[AgendaItem], content: Mapping[str, str]) -> Iterator[MinutesFault]:
    """What became of each point must be said, for those of the agenda and the others."""
    asked = _("Elige qué pasó con este punto.")
    for item in items:
        if row_of(content, "item", item.code)["outcome"] not in ItemOutcome.values:
            yield MinutesFault(f"item.{item.code}.outcome", asked)
    for row in content_rows(content, "extra"):
        if row["outcome"] not in ItemOutcome.values:
            yield MinutesFault(f"extra.{row.id}.outcome", asked)


def known_points(items: list[AgendaItem], content: Mapping[str, str]) -> set[str]:
    """Return the keys of the points to which a row may belong; "" for none."""
    return {"", *(item.code for item in items), *(row.id for row in content_rows(content, "extra"))}


def agreement_faults(items: list[AgendaItem], content: Mapping[str, str]) -> Iterator[MinutesFault]:
    """An agreement belongs to a point of this session, or to none."""
    known = known_points(items, content)
    for row in content_rows(content, "agreement"):
        if row["item"] not in known:
            yield MinutesFault(f"agreement.{row.id}.item", _("Elige un punto de esta sesión."))


def said_faults(items: list[AgendaItem], content: Mapping[str, str]) -> Iterator[MinutesFault]:
    """What was said is a complaint or a proposal, with a theme, a place and a point that exist."""
    points, places = known_points(items, content), offered_places()
    rows = content_rows(content, "said")
    themes = offered_themes({row["theme"] for row in rows})
    for row in rows:
        key = f"said.{row.id}"
        if row["kind"] not in SaidKind.values:
            yield MinutesFault(f"{key}.kind", _("Elige si fue un reclamo o una propuesta."))
        if row["theme"] and row["theme"] not in themes:
            yield MinutesFault(f"{key}.theme", _("Elige un tema de la lista."))
        if row["place"] and row["place"] not in places:
            yield MinutesFault(f"{key}.place", _("Elige un barrio."))
        if row["item"] not in points:
            yield MinutesFault(f"{key}.item", _("Elige un punto de esta sesión."))
        if row["times"] and not number_in({"times": row["times"]}, "times"):
            yield MinutesFault(f"{key}.times", _("Escribe cuántas personas lo dijeron. Por ejemplo: 3."))


def topic_faults(content: Mapping[str, str]) -> Iterator[MinutesFault]:
    """A theme that was ticked is one of the vocabulary."""
    ticked = topics_in(content)
    for code in sorted(set(ticked) - offered_themes(ticked)):
        yield MinutesFault(f"topic.{code}", _("Elige un tema de la lista."))


def recording_faults(content: Mapping[str, str]) -> Iterator[MinutesFault]:
    """A recording is a web address; its chapters begin with their time."""
    address = content.get("recording", "")
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            yield MinutesFault("recording", _("Escribe la dirección completa: empieza con https://"))
    wrong = next((line for line in chapter_lines(content.get("chapters", "")) if line.seconds is None), None)
    if wrong is not None:
        said = _("Cada línea empieza con el minuto. Por ejemplo: «12:30 La plaza». Revisa: «%(line)s».")
        yield MinutesFault("chapters", said % {"line": wrong.text[:60]})
    elif content.get("chapters") and not address:
        yield MinutesFault("recording", _("Escribe la dirección de la grabación: los capítulos llevan a ella."))


def offered_places() -> set[str]:
    """Return the values that the choice of a place offers."""
    groups = [choice for choice in PlaceField().places() if isinstance(choice[1], list)]
    return {str(value) for _name, choices in groups for value, _label in choices}


def offered_themes(codes: set[str] | list[str]) -> set[str]:
    """Return those of some codes that are themes to choose: one query, none without codes."""
    wanted = {code for code in codes if code}
    if not wanted:
        return set()
    return set(Term.objects.of(Vocabulary.THEME).choosable([]).filter(code__in=wanted).values_list("code", flat=True))
