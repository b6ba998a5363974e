"""A council's page: when it meets next and how to take part, what it is, who sits on it, and what it did year by year."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.language import localized_pages, reader_language, source_version
from portal.core.listing import pager, whole_number
from portal.core.registry import sections_of
from portal.councils.choices import Criterion
from portal.councils.models import SessionPage
from portal.districts.models import DistrictPage
from portal.districts.pages.folders import neighbourhood_address, open_folders
from portal.events.formatting import day_words
from portal.events.next_card import next_card

from .rrule_text import council_rule_words
from .session_rows import SHOWN_WITH, row_state, session_notes, session_row

if TYPE_CHECKING:
    from portal.councils.models import CouncilPage

COMING = 6
PAGE_SIZE = 20


def council_context(request: HttpRequest, page: CouncilPage) -> dict[str, Any]:
    """Return what the page of a council (CouncilPage) shows; parameters `year` and `page` choose among past sessions."""
    now = timezone.now()
    source = source_version(page)
    sessions = localized_pages(SessionPage.objects.filter(council=source))
    coming = list(sessions.filter(until__gt=now).select_related(*SHOWN_WITH).order_by("start", "pk")[:COMING])
    following = next((session for session in coming if not session.is_cancelled), None)
    folders = open_folders(request)
    text_lang = page.locale.language_code if page.is_in_other_language else ""
    return {
        "text_lang": text_lang,
        "kind": council_kind_line(page),
        "state": None if page.active else {"kind": "cancelled", "word": _("Ya no se reúne")},
        "next": next_of(following, now) if following else None,
        "coming": [session_row(request, session, now) for session in coming if session is not following],
        "members": council_members(page, timezone.localdate()),
        "facts": council_facts(page, source, folders, text_lang),
        "links": [{"text": link.get_kind_display(), "url": link.url} for link in page.links.all()],
        "office": page.district,
        "pictures": list(page.pictures.select_related("image")),
        "past": past_of(request, sessions.filter(until__lte=now), now),
        "sections": sections_of("council", request, page),
    }


def council_kind_line(page: CouncilPage) -> str:
    """Return what stands above the name: "Consejo barrial, distrito Oeste"."""
    if page.district is None:
        return page.get_kind_display()
    if page.district.kind == "whole-city":
        return _("%(kind)s, de toda la ciudad") % {"kind": page.get_kind_display()}
    return _("%(kind)s, distrito %(district)s") % {"kind": page.get_kind_display(), "district": page.district}


def next_of(session: SessionPage, now: datetime) -> dict[str, Any]:
    """Return what the page says of the next session: its card, what it is about, whether it is now."""
    card = next_card(session, now, row_state(session, now))
    return card | {"about": session.lead, "is_now": session.start <= now}


def council_members(page: CouncilPage, today: date) -> list[dict[str, Any]]:
    """Return who sits on a council today: [{role, who, since, till}]; a person only where she agreed."""
    members = page.members.select_related("unit", "organisation") if page.pk else page.members.all()
    return [
        {
            "role": member.role,
            "who": [
                str(who)
                for who in (
                    member.person_agreed and member.person,
                    member.unit and member.unit.label(),
                    member.organisation,
                )
                if who
            ],
            "since": member.since,
            "till": member.till,
        }
        for member in members
        if (member.till is None or member.till >= today) and (member.since is None or member.since <= today)
    ]


def council_facts(
    page: CouncilPage, source: CouncilPage, folders: dict[int, DistrictPage], text_lang: str
) -> list[dict[str, Any]]:
    """Return what a council is, as facts; places that have a page link to it. `source` is its first version."""
    everybody = _("Todas las personas") if page.open_to_all else _("Quienes la integran")
    elected = (
        {"datetime": page.elected_on.isoformat(), "words": day_words(page.elected_on)} if page.elected_on else None
    )
    rows = [
        {"term": _("Clase"), "value": page.get_kind_display(), "note": criterion_note(page)},
        {"term": _("Se reúne"), "value": council_rule_words(source) if page.active else ""},
        {"term": _("Barrios"), "links": neighbourhood_links(page, folders)},
        {"term": _("Distritos"), "links": district_links(page, folders)},
        {"term": _("Temas"), "value": ", ".join(term.label() for term in page.themes.all())},
        {"term": _("Abierto a"), "value": page.audience or everybody, "lang": text_lang if page.audience else ""},
        {"term": _("Elegido"), "value": elected["words"] if elected else ""},
        {"term": _("Lo eligió"), "value": page.elected_by, "lang": text_lang},
    ]
    return [row for row in rows if row.get("value") or row.get("links")]


def criterion_note(page: CouncilPage) -> str:
    """Return by what people are called together, in words."""
    if page.criterion == Criterion.THEMATIC:
        return _("Reúne a quienes se interesan por un tema")
    return _("Reúne a quienes viven o trabajan en un mismo lugar")


def neighbourhood_links(page: CouncilPage, folders: dict[int, DistrictPage]) -> list[dict[str, str]]:
    """Return the neighbourhoods of a council: [{text, url}], with the way to those of open districts."""
    places = [page.neighbourhood] if page.neighbourhood else []
    places += [place for place in page.other_neighbourhoods.all() if place.pk != page.neighbourhood_id]
    known = [(place, folders.get(place.district_id)) for place in places]
    return [{"text": place.name, "url": neighbourhood_address(folder, place.code)} for place, folder in known if folder]


def district_links(page: CouncilPage, folders: dict[int, DistrictPage]) -> list[dict[str, str]]:
    """Return the districts that a council covers: [{text, url, lang}], open ones only, its own first."""
    wanted = [page.district_id, *(district.pk for district in page.other_districts.all())]
    found = [folders[pk] for pk in dict.fromkeys(wanted) if pk in folders]
    here = reader_language()
    codes = [(folder, folder.locale.language_code) for folder in found]
    return [
        {"text": folder.title, "url": folder.address, "lang": code if code != here else ""} for folder, code in codes
    ]


# Past sessions -------------------------------------------------------------------------------------------------------


def past_of(request: HttpRequest, sessions: QuerySet[SessionPage], now: datetime) -> dict[str, Any] | None:
    """Return the past sessions (QuerySet) of one year, a page of them: {years, year, rows, pager}; None without any."""
    counts = sessions.order_by().annotate(year=ExtractYear("start")).values_list("year").annotate(Count("pk"))
    years = dict(sorted(counts, reverse=True))
    if not years:
        return None
    year = whole_number(request.GET.get("year"), default=max(years))
    year = year if year in years else max(years)
    pages = -(-years[year] // PAGE_SIZE)
    page = min(max(whole_number(request.GET.get("page")), 1), pages)
    of_year = sessions.filter(Q(start__year=year)).select_related(*SHOWN_WITH).order_by("-start", "-pk")
    shown = list(of_year[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    notes = session_notes(shown)
    return {
        "year": year,
        "years": [
            {"text": f"{known} ({count})", "url": f"?year={known}#past", "current": known == year}
            for known, count in years.items()
        ],
        "rows": [session_row(request, session, now) | {"tags": notes.get(session.pk, [])} for session in shown],
        "pager": pager(Shown(page, pages), lambda number: f"?year={year}&page={number}#past"),
    }


class Shown:
    """Which page of how many, as `pager` asks of results."""

    def __init__(self, page, pages):
        self.page, self.pages = page, pages
