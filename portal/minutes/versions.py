"""The published versions of minutes, and what changed from one to the next: word by word, struck, marked and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.core.language import reader_language
from portal.events.formatting import day_words

from .choices import ItemOutcome, SaidKind
from .content import NUMBER_KEYS, PRIVATE_KEYS, ROW_FIELDS, content_rows, topics_in
from .minutes_page import frame_context, themes_by_code
from .models import MinutesVersion
from .published import internal_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from portal.councils.models import SessionPage

    from .models import Minutes

WORD = re.compile(r"\S+\s*")
#: words that did not change, on each side of what did
AROUND = 12
#: fields of rows that are compared word by word; those of CHOICES by their labels; the others are only named
TEXT_FIELDS = frozenset({"title", "discussed", "text", "name"})
CHOICES = {"outcome": ItemOutcome, "kind": SaidKind}
#: rows in the order of the page
KINDS = ("item", "extra", "agreement", "said", "organisation")
SINGLE = ("covered", "summary", "connection", "recording", "chapters", "other_topics")


@dataclass(frozen=True)
class DifferencePart:
    """A run of words: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class VersionChange:
    """What one place of the minutes said before and says after; without parts it is only named.

    `title` is that of its point, in the language of the minutes; so are the parts, unless they are words of the portal.
    """

    label: str
    parts: tuple[DifferencePart, ...] = ()
    title: str = ""
    is_own: bool = True


def versions_context(page: SessionPage, minutes: Minutes) -> dict[str, Any]:
    """Return what the page of versions shows: each with its day and reason, the newest first, and what it changed."""
    frame, hidden = frame_context(page, minutes), internal_codes(page)
    versions = list(MinutesVersion.objects.filter(minutes=minutes).order_by("number"))
    source = minutes.session.locale.language_code
    rows = []
    for before, version in zip([None, *versions], versions, strict=False):
        is_latest = version is versions[-1]
        rows.append(
            {
                "version": version,
                "day": day_words(version.at),
                "word": version.get_state_display(),
                "is_latest": is_latest,
                "url": f"{frame['base']}minutes/" + ("" if is_latest else f"versions/{version.number}/"),
                "changes": version_changes(before, version, hidden) if before else None,
            }
        )
    return {
        **frame,
        "part_title": _("Versiones del acta"),
        "versions": rows[::-1],
        "words_lang": source if source != reader_language() else "",
    }


# What is compared ----------------------------------------------------------------------------------------------------


def shown_content(version: MinutesVersion, hidden: Collection[str]) -> dict[str, str]:
    """Return {key: text} of what everybody may read of a version, the titles of its points among it.

    What belongs to an internal point is left out, as on the page itself.
    """
    content = version.content
    points = {point["key"]: point["title"] for point in version.points if point["key"] not in hidden}
    known = {"", *points, *(row.id for row in content_rows(content, "extra"))}
    found = {f"item.{key}.title": title for key, title in points.items()}
    for key, text in content.items():
        kind, _dot, rest = key.partition(".")
        row = rest.partition(".")[0]
        is_hidden = kind == "item" and row not in points
        is_hidden = is_hidden or (kind in ROW_FIELDS and content.get(f"{kind}.{row}.item", "") not in known)
        if key not in PRIVATE_KEYS and not is_hidden:
            found[key] = text
    return found


def version_changes(before: MinutesVersion, after: MinutesVersion, hidden: Collection[str] = ()) -> list[VersionChange]:
    """Return what changed from one version to the next, in the order of the page; numbers are named, never said."""
    old, new = shown_content(before, hidden), shown_content(after, hidden)
    changed = {key for key in old.keys() | new.keys() if old.get(key, "") != new.get(key, "")}
    found = [text_change(single_label(key), old.get(key, ""), new.get(key, "")) for key in SINGLE if key in changed]
    for kind in KINDS:
        found += row_changes(kind, old, new, changed)
    if topics_in(old) != topics_in(new):
        found.append(text_change(_("Temas"), topic_names(old), topic_names(new), is_own=False))
    if changed & NUMBER_KEYS:
        found.append(VersionChange(_("Se corrigieron los números de la asistencia o de las intervenciones.")))
    return found


def row_changes(
    kind: str, old: Mapping[str, str], new: Mapping[str, str], changed: Collection[str]
) -> list[VersionChange]:
    """Return what changed of the rows of one kind, row by row; what is neither text nor choice is only counted."""
    found, has_others = [], False
    for key in sorted(key for key in changed if key.startswith(f"{kind}.")):
        row, _dot, name = key.removeprefix(f"{kind}.").partition(".")
        before, after = old.get(key, ""), new.get(key, "")
        if name in TEXT_FIELDS:
            found.append(
                text_change(changed_field_name(kind, name), before, after, point_of_row(kind, row, name, new, old))
            )
        elif name in CHOICES:
            words = dict(CHOICES[name].choices)
            said = (str(words.get(before, "")), str(words.get(after, "")))
            title = point_of_row(kind, row, name, new, old)
            found.append(text_change(changed_field_name(kind, name), *said, title, is_own=False))
        else:
            has_others = True
    if has_others:
        said = _("%(what)s: cambió el tema, el lugar o el punto al que pertenece.")
        found.append(VersionChange(said % {"what": row_kind_name(kind)}))
    return found


def topic_names(content: Mapping[str, str]) -> str:
    """Return the themes that were ticked as one text."""
    themes = themes_by_code()
    return ", ".join(themes[code].label() for code in topics_in(content) if code in themes)


# Words ---------------------------------------------------------------------------------------------------------------


def single_label(key: str) -> str:
    """Return how the text of a key is called."""
    return {
        "covered": _("Zona"),
        "summary": _("En general"),
        "connection": _("Problemas de conexión"),
        "recording": _("Grabación"),
        "chapters": _("Capítulos de la grabación"),
        "other_topics": _("Otros temas"),
    }[key]


def row_kind_name(kind: str) -> str:
    """Return how rows of a kind are called."""
    return {
        "item": _("Punto"),
        "extra": _("Punto fuera del orden del día"),
        "agreement": _("Acuerdo"),
        "said": _("Lo que se dijo"),
        "organisation": _("Organización"),
    }[kind]


def changed_field_name(kind: str, name: str) -> str:
    """Return how one field of a row is called."""
    if kind in ("item", "extra") and name != "title":
        return _("qué pasó") if name == "outcome" else _("qué se dijo")
    return row_kind_name(kind)


def point_of_row(kind: str, row: str, name: str, *contents: Mapping[str, str]) -> str:
    """Return the title of the point of which a field is; "" for a row that is no point, and for the title itself."""
    if kind not in ("item", "extra") or name == "title":
        return ""
    return next((known for content in contents if (known := content.get(f"{kind}.{row}.title"))), "")


def text_change(label: str, before: str, after: str, title: str = "", *, is_own: bool = True) -> VersionChange:
    """Return the change of one text, word by word."""
    return VersionChange(label, tuple(compare_words(before, after)), title, is_own)


def compare_words(before: str, after: str) -> list[DifferencePart]:
    """Return two texts as one row of runs; long runs that did not change are unchanged_run in their middle."""
    old, new = WORD.findall(before), WORD.findall(after)
    plain = [[word.strip() for word in words] for words in (old, new)]
    parts: list[DifferencePart] = []
    for tag, begin, end, start, stop in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(DifferencePart("same", unchanged_run(new[start:stop])))
            continue
        if begin < end:
            parts.append(DifferencePart("gone", "".join(old[begin:end])))
        if start < stop:
            parts.append(DifferencePart("new", "".join(new[start:stop])))
    return parts


def unchanged_run(words: list[str]) -> str:
    """Return words that did not change, the middle of many left out."""
    if len(words) <= 2 * AROUND + 1:
        return "".join(words)
    return "".join([*words[:AROUND], "… ", *words[-AROUND:]])
