"""How a practice is cited: as text, as BibTeX, and as schema.org JSON-LD."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.core.context import publishing_city
from portal.core.escaping import script_json
from portal.vocabularies.countries import country_name
from portal.vocabularies.known import known_terms

from .documents import practice_rows
from .licences import licence_address
from .review import json_ld_reviews
from .terms import terms_of

if TYPE_CHECKING:
    from portal.practices.models import PracticePage

BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def load_promoters(pages: list[PracticePage]) -> list[PracticePage]:
    """Read for a whole list of practices the organisations of which `authors` asks. Returns the list."""
    prefetch_related_objects(
        pages,
        Prefetch("organisation_links", to_attr="known_organisation_links"),
        "known_organisation_links__organisation",
    )
    return pages


def responsible_bodies(page: PracticePage) -> list[str]:
    """Return who answers for a practice: the institution that presents it, else its promoters, else bodies of no role."""
    if page.institution:
        return [page.institution]
    roles = {"promoter": [], "": []}
    for link in practice_rows(page, "organisation_links"):
        term = known_terms().get(link.role_id)
        roles.setdefault(term.code if term else "", []).append(link.organisation.name)
    return roles["promoter"] or roles[""]


def authors(page: PracticePage) -> list[str]:
    """Return who is named first in a citation (docs/codebook.md): whoever answers for it, else the city, else the bank."""
    return responsible_bodies(page) or [page.place_city or page.source_name or _("Banco de experiencias")]


def published_in_city(page: PracticePage) -> datetime | None:
    """Return when a practice was first published, by the clock of the city, or None."""
    return localtime(page.first_published_at) if page.first_published_at else None


def year(page: PracticePage) -> str:
    """Return the year of publication in the bank (str), by the city's clock, or that of the source."""
    published = published_in_city(page)
    return str(published.year) if published else page.source_date[:4]


def citation(page: PracticePage, permanent_url: str) -> str:
    """Return the citation of a practice as one sentence in the reader's language."""
    place = ", ".join(
        part for part in (page.place_city, country_name(page.place_country) if page.place_country else "") if part
    )
    title = f"{page.title} [{place}]." if place else f"{page.title}."
    parts = ["; ".join(authors(page)), f"({year(page)})" if year(page) else "", title]
    return _("%(opening)s %(city)s: Banco de experiencias, %(reference)s. %(url)s") % {
        "opening": " ".join(part for part in parts if part),
        "city": publishing_city(),
        "reference": page.reference,
        "url": permanent_url,
    }


def escape_bibtex(text: str) -> str:
    """Return `text` (str) so that BibTeX prints it as it is; line ends become spaces."""
    return re.sub(r"[\\{}&%$#_~^]", lambda match: BIBTEX_ESCAPES[match.group()], " ".join(text.split()))


def bibtex(page: PracticePage, permanent_url: str) -> str:
    """Return the BibTeX entry (@misc) of a practice, UTF-8."""
    fields = {
        "author": " and ".join(f"{{{escape_bibtex(name)}}}" for name in authors(page)),
        "title": f"{{{escape_bibtex(page.title)}}}",
        "year": escape_bibtex(year(page)),
        "howpublished": escape_bibtex(_("Banco de experiencias")),
        "address": escape_bibtex(publishing_city()),
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
    # A licence that is known by name only is a work with that name: an address is what schema.org would take it for.
    named_licence = {"@type": "CreativeWork", "name": page.source_licence} if page.source_licence else None
    published, modified = published_in_city(page), page.last_published_at and localtime(page.last_published_at)
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": permanent_url,
        "identifier": page.reference,
        "url": f"{settings.BASE_URL}{page.url}",
        "name": page.title,
        "abstract": page.lead or None,
        "inLanguage": page.locale.language_code,
        "creator": [{"@type": "Organization", "name": name} for name in responsible_bodies(page)],
        "contentLocation": place,
        "temporalCoverage": temporal_coverage(page),
        "keywords": [term.label() for term in (*terms_of(page, "types"), *terms_of(page, "themes"))] or None,
        "license": licence_address(page.source_licence) or named_licence,
        "isBasedOn": page.source_url or None,
        "review": json_ld_reviews(page),
        "datePublished": published and published.isoformat(),
        "dateModified": modified and modified.isoformat(),
        "workTranslation": [
            {"@id": f"{settings.BASE_URL}{other.url}"} for other in translations.values() if other.pk != page.pk
        ],
    }
    kept = {key: value for key, value in data.items() if value not in (None, [])}
    return script_json(kept)
