"""The form's headings and what stands under each; a line that fits nowhere refuses the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal

from . import wording
from .clean import refuse_hostile
from .options import has_box
from .paragraphs import goes_on

OPTION_FIELDS = ("candidacy", "types", "objectives", "scope", "themes")
HEADINGS = {1: wording.by_heading(wording.PART_ONE), 2: wording.by_heading(wording.PART_TWO)}
DIVIDERS = {
    "part one": wording.languages_by_heading(wording.PART_ONE_TITLES),
    "part two": wording.languages_by_heading(wording.PART_TWO_TITLES),
    "divider": wording.languages_by_heading(wording.DIVIDERS),
}
OTHER_WORDS = wording.languages_by_heading(wording.OTHER)
# No question longer than this is a heading
QUESTION_LENGTH = 160
DOUBTFUL_LENGTH = 60


@dataclass
class FormSection:
    """One heading of the form and the lines under it: [(line number, text)]."""

    name: str
    heading: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)


def looks_like_form(text: str) -> bool:
    """Tell whether `text` (str) has at least one heading of the form."""
    return any(form_divider(line) or heading_of(line, 1) or heading_of(line, 2) for line in text.split("\n"))


def form_divider(line: str) -> tuple[str, list[str]] | None:
    """Return ("part one" | "part two" | "divider", languages) when the line is such a title, else None."""
    folded = wording.fold_heading(line)
    return next(((name, known[folded]) for name, known in DIVIDERS.items() if folded in known), None)


def heading_of(line: str, part: int) -> tuple[list[str] | str, ...] | None:
    """Return (field, languages, heading, rest of the line) when the line is a heading of that part (1, 2), else None."""
    candidates = [(line, "")]
    if part == 1:
        candidates = [tuple(line.partition(mark)[::2]) for mark in ("\t", ":") if mark in line] + candidates
    for heading, rest in candidates:
        if known := HEADINGS[part].get(wording.fold_heading(heading)):
            return known[0][0], [language for _name, language in known], heading, rest
    return None


def read_sections(text: str) -> tuple[list[FormSection], str]:
    """Return ([Section], language of the headings) of a form (str).

    Raises Refusal for a heading that is unknown or double, and for a line that stands under none.
    """
    sections, votes, part, above = [], [], 1, None
    for number, line in enumerate(text.split("\n"), start=1):
        refuse_hostile(line, number)
        if not line.strip():
            if part == 2 and above:
                above.lines.append((number, ""))
            continue
        continued = part == 1 and is_continued(line)
        divider = None if continued else form_divider(line)
        if divider and (divider[0] != "divider" or part == 2):
            part, above = 1 if divider[0] == "part one" else 2, None
            votes += divider[1]
            continue
        found = None if continued else heading_of(line, part)
        if not found and part == 1 and not continued and (found := heading_of(line, 2)):
            part = 2
        if found:
            name, languages, heading, rest = found
            refuse_double(sections, name, heading, number)
            votes += languages
            above = FormSection(name, heading.strip(), number, [(number, rest)] if rest.strip() else [])
            sections.append(above)
        else:
            refuse_unknown(above, line, number, part)
            above.lines.append((number, line))
    if not sections:
        raise Refusal(_("no es un formulario del OIDP: no tiene ninguno de sus títulos"))
    return sections, max(wording.LANGUAGES, key=votes.count)


def is_continued(line: str) -> bool:
    """Tell whether a line of part 1 belongs to the heading above it: indented, or an item of a list."""
    return line[0] in "\t " or line.startswith(("- ", "• ", "[")) or has_box(line)


def refuse_double(sections: list[FormSection], name: str, heading: str, number: int) -> None:
    """Raise Refusal when the form has this heading already."""
    if before := next((section.line for section in sections if section.name == name), None):
        raise Refusal(
            _("el título «%(heading)s» ya estaba en la línea %(before)d")
            % {"heading": heading.strip()[:80], "before": before},
            number,
        )


def refuse_unknown(above: FormSection, line: str, number: int, part: int) -> None:
    """Raise Refusal unless the line can belong to the Section `above` it (None at the start of a part)."""
    text = line.strip()
    if above and part == 1:
        is_other = above.name in OPTION_FIELDS and wording.fold_heading(re.split(r"[:\t]", text)[0]) in OTHER_WORDS
        goes_further = above.name not in OPTION_FIELDS and above.lines and goes_on(above.lines[-1][1], text)
        allowed = is_continued(line) or is_other or goes_further
    else:
        allowed = above and not heading_like(text)
    if not allowed:
        raise Refusal(
            _("no conozco el título «%s»; si es parte de una respuesta, únelo a su párrafo") % text[:80], number
        )


def heading_like(text: str) -> bool:
    """Tell whether a line inside part 2 can only be meant as a heading: all bold, a single question, numbered part."""
    bold = re.fullmatch(r"\*\*[^*]+\*\*:?|<(b|strong)>.+</\1>:?", text)
    question = text.endswith("?") and len(text) <= QUESTION_LENGTH and not re.search(r"[.!?…]\s", text[:-2])
    return bool(bold or question or re.match(r"(?:PARTIE|PARTE|PART)\s+\d|#+\s", text))


def doubtful_headings(sections: list[FormSection]) -> list[tuple[int, str]]:
    """Return notes [(line, message)] on short lines inside an answer that end in a colon and lead to no list."""
    notes = []
    for section in sections:
        lines = section.lines if section.name in wording.PART_TWO else []
        for index, (number, line) in enumerate(lines):
            following = next((later for _number, later in lines[index + 1 :] if later.strip()), "")
            leads_to_list = following.lstrip().startswith(("-", "•", "*"))
            if line.strip().endswith(":") and len(line) <= DOUBTFUL_LENGTH and not leads_to_list:
                notes.append((number, _("«%s» se tomó como parte de la respuesta, no como título") % line.strip()))
    return notes
