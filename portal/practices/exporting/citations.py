"""Citations of one practice or of many for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.context import publishing_city
from portal.practices.citation import authors, bibtex, published_in_city, year
from portal.practices.terms import terms_of

if TYPE_CHECKING:
    from portal.practices.models import PracticePage


def permanent_url(page: PracticePage) -> str:
    """Return the address of a practice that never changes."""
    return f"{settings.BASE_URL}/p/{page.reference}"


def keywords(page: PracticePage) -> list[str]:
    """Return the names of types and themes in the language of the page."""
    terms = (*terms_of(page, "types"), *terms_of(page, "themes"))
    return [term.label(page.locale.language_code) for term in terms]


def ris(page: PracticePage) -> str:
    """Return the RIS record (type ELEC, lines end in CRLF) of a practice."""
    published = published_in_city(page)
    lines = [
        ("TY", "ELEC"),
        ("ID", page.reference),
        *(("AU", name) for name in authors(page)),
        ("TI", page.title),
        ("T2", _("Banco de experiencias")),
        ("PY", year(page)),
        ("DA", published.strftime("%Y/%m/%d") if published else ""),
        ("CY", publishing_city()),
        ("AB", page.lead),
        *(("KW", word) for word in keywords(page)),
        ("LA", page.locale.language_code),
        ("AN", page.reference),
        ("UR", permanent_url(page)),
    ]
    text = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value)
    return f"{text}ER  - \r\n"


def csl(page: PracticePage) -> dict[str, Any]:
    """Return the CSL-JSON item (plain data, type "webpage") of a practice."""
    published = published_in_city(page)
    issued = [published.year, published.month, published.day] if published else [int(year(page))] if year(page) else []
    item = {
        "id": page.reference,
        "type": "webpage",
        "title": page.title,
        "author": [{"literal": name} for name in authors(page)],
        "issued": {"date-parts": [issued]} if issued else None,
        "container-title": _("Banco de experiencias"),
        "publisher-place": publishing_city(),
        "abstract": page.lead,
        "keyword": ", ".join(keywords(page)),
        "language": page.locale.language_code,
        "number": page.reference,
        "URL": permanent_url(page),
    }
    return {name: value for name, value in item.items() if value}


def texts_in_language(
    write: Callable, pages: Iterator | list[PracticePage], language: str
) -> Iterator[dict[str, Any] | str]:
    """Yield `write(page)` for each page with the interface's words in `language`; nothing stays switched meanwhile."""
    for page in pages:
        with override(language):
            text = write(page)
        yield text


def bibtex_entries(pages: Iterator | list[PracticePage], language: str) -> Iterator:
    """Yield the BibTeX entries (str) of practices, the bank's name in `language`."""
    return texts_in_language(lambda page: f"{bibtex(page, permanent_url(page))}\n", pages, language)


def ris_records(pages: Iterator | list[PracticePage], language: str) -> Iterator:
    """Yield the RIS records (str) of practices, an empty line after each."""
    return texts_in_language(lambda page: f"{ris(page)}\r\n", pages, language)


def csl_array(pages: Iterator | list[PracticePage], language: str) -> Iterator[str]:
    """Yield the pieces (str) of a CSL-JSON array of practices."""
    before = "["
    for item in texts_in_language(csl, pages, language):
        yield f"{before}\n{json.dumps(item, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
