"""How a practice is cited: as text, as BibTeX, and as schema.org JSON-LD."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core.escaping import script_json
from portal.vocabularies.countries import country_name

from .review import json_ld_reviews
from .terms import terms_of

if TYPE_CHECKING:
    from portal.practices.models import PracticePage

BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def author(page: PracticePage) -> str:
    """Return who is named first in a citation: the institution, else the city, else the bank."""
    return page.institution or page.place_city or page.source_name or _("Banco de experiencias")


def year(page: PracticePage) -> str:
    """Return the year of publication in the bank (str), or that of the source."""
    return str(page.first_published_at.year) if page.first_published_at else page.source_date[:4]


def citation(page: PracticePage, permanent_url: str) -> str:
    """Return the citation of a practice as one sentence in the reader's language."""
    place = ", ".join(
        part for part in (page.place_city, country_name(page.place_country) if page.place_country else "") if part
    )
    parts = [author(page), f"({year(page)})" if year(page) else "", f"{page.title}."]
    opening = " ".join(part for part in parts if part)
    return _("%(opening)s %(place)s Banco de experiencias, %(reference)s. %(url)s") % {
        "opening": opening,
        "place": f"{place}." if place else "",
        "reference": page.reference,
        "url": permanent_url,
    }


def escape_bibtex(text: str) -> str:
    """Return `text` (str) so that BibTeX prints it as it is; line ends become spaces."""
    return re.sub(r"[\\{}&%$#_~^]", lambda match: BIBTEX_ESCAPES[match.group()], " ".join(text.split()))


def bibtex(page: PracticePage, permanent_url: str) -> str:
    """Return the BibTeX entry (@misc) of a practice, UTF-8."""
    fields = {
        "author": f"{{{escape_bibtex(author(page))}}}",
        "title": f"{{{escape_bibtex(page.title)}}}",
        "year": escape_bibtex(year(page)),
        "howpublished": escape_bibtex(_("Banco de experiencias")),
        "note": escape_bibtex(page.reference),
        "url": permanent_url,
        "language": page.locale.language_code,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{page.reference},\n{body}\n}}\n"


def temporal_coverage(page: PracticePage) -> str | None:
    """Return the period as an ISO 8601 interval with an open end, as schema.org asks."""
    if not page.start:
        return None
    return f"{page.start}/{'..' if page.end_open else page.end}".rstrip("/")


def practice_json_ld(page: PracticePage, permanent_url: str, translations: dict[str, PracticePage]) -> str:
    """Return the schema.org description of a practice as JSON that is safe inside a script element."""
    place = {"@type": "Place", "name": page.place_city} if page.place_city else None
    if place and page.place_country:
        place["address"] = {
            "@type": "PostalAddress",
            "addressLocality": page.place_city,
            "addressCountry": page.place_country,
        }
    if place and page.latitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": page.latitude, "longitude": page.longitude}
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": permanent_url,
        "identifier": page.reference,
        "url": f"{settings.BASE_URL}{page.url}",
        "name": page.title,
        "abstract": page.lead or None,
        "inLanguage": page.locale.language_code,
        "creator": {"@type": "Organization", "name": page.institution} if page.institution else None,
        "contentLocation": place,
        "temporalCoverage": temporal_coverage(page),
        "keywords": [term.label() for term in (*terms_of(page, "types"), *terms_of(page, "themes"))] or None,
        "license": page.source_licence or None,
        "isBasedOn": page.source_url or None,
        "review": json_ld_reviews(page),
        "datePublished": page.first_published_at and page.first_published_at.isoformat(),
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "workTranslation": [
            {"@id": f"{settings.BASE_URL}{other.url}"} for other in translations.values() if other.pk != page.pk
        ],
    }
    kept = {key: value for key, value in data.items() if value not in (None, [])}
    return script_json(kept)
