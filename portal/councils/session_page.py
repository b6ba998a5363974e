"""A session's page: when, where and how to join it, what will be discussed point by point, what came before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.language import in_interface, localized_pages, reader_language, source_version
from portal.core.registry import sections_of
from portal.councils.models import CouncilPage, CouncilPicture, SessionPage
from portal.districts.models import DistrictPage
from portal.districts.pages.folders import neighbourhood_address, open_folders
from portal.events.formatting import day_words, hour_words
from portal.events.page_context import event_kind_line
from portal.territory.models import Neighbourhood
from portal.vocabularies.known import known_terms

from .attachments import links_of
from .items import planned_minutes, public_items
from .phases import Phase, agenda_closes_at, phase_of
from .session_rows import shown_state

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem


def session_context(request: HttpRequest, page: SessionPage) -> dict[str, Any]:
    """Return what the page of a session (SessionPage) shows beside what that of every event does."""
    now = getattr(page, "shown_at", None) or timezone.now()
    source = page if request_is_preview(request) else source_version(page)
    council = session_council(page)
    points = points_of(request, page, source)
    phase = phase_of(page, now)
    minutes = planned_minutes([point["item"] for point in points])
    return {
        "kind": session_kind_line(page, council),
        "council": council,
        "state": shown_state(page, now),
        "phase": phase,
        "closes": closing_words(page, phase),
        "takes_topics": phase == Phase.ANNOUNCED and bool(council and council["active"]),
        "takes_proposals": phase == Phase.ANNOUNCED and bool(page.contact_phone or page.contact_email),
        "points": points,
        "minutes": duration_words(minutes) if minutes else "",
        "neighbours": adjacent_sessions(request, page) if page.council_id else {},
        "first_sections": sections_of("session-first", request, page),
        "sections": sections_of("session", request, page),
        **council_cover(page, council),
    }


def request_is_preview(request: HttpRequest) -> bool:
    """Tell whether a page that is not stored yet is shown."""
    return getattr(request, "is_preview", False)


def session_council(page: SessionPage) -> dict[str, Any] | None:
    """Return the public council of a session in the reader's language {page_id, title, url, lang, active}, or None."""
    if not page.council_id:
        return None
    key = CouncilPage.objects.filter(pk=page.council_id).values("translation_key")
    found = localized_pages(CouncilPage.objects.filter(translation_key__in=key)).select_related("locale").first()
    if found is None:
        return None
    code = found.locale.language_code
    return {
        "page_id": found.pk,
        "title": found.title,
        "url": in_interface(found.url or ""),
        "lang": code if code != reader_language() else "",
        "active": found.active,
    }


def council_cover(page: SessionPage, council: dict[str, Any] | None) -> dict[str, list[CouncilPicture]]:
    """Return {"pictures"}: the council's cover for a session that has no picture of its own; {} for one that has."""
    if council is None or page.pictures.exists():
        return {}
    pictures = CouncilPicture.objects.filter(page=council["page_id"]).order_by("sort_order", "pk")
    return {"pictures": list(pictures.select_related("image")[:1])}


def session_kind_line(page: SessionPage, council: dict[str, str] | None) -> str:
    """Return what stands above the title: the council and its district, or that it is a session."""
    if council is None:
        return event_kind_line(page)
    if page.district is None or page.district.kind == "whole-city":
        return council["title"]
    return _("%(council)s, distrito %(district)s") % {"council": council["title"], "district": page.district}


def closing_words(page: SessionPage, phase: str) -> str:
    """Return until when points can or could be proposed; empty for what has begun or is off."""
    closes = agenda_closes_at(page)
    said = {"day": day_words(closes), "hour": hour_words(closes)}
    if phase == Phase.ANNOUNCED:
        return _("Se puede proponer otro punto hasta el %(day)s a las %(hour)s.") % said
    if phase == Phase.AGENDA_CLOSED:
        return _("El plazo para proponer puntos terminó el %(day)s a las %(hour)s.") % said
    return ""


def duration_words(minutes: int) -> str:
    """Return minutes as people say them: "40 minutos", "1 hora y 30 minutos"."""
    hours, rest = divmod(minutes, 60)
    of_hours = ngettext("%(count)s hora", "%(count)s horas", hours) % {"count": hours}
    of_minutes = ngettext("%(count)s minuto", "%(count)s minutos", rest) % {"count": rest}
    if hours and rest:
        return _("%(hours)s y %(minutes)s") % {"hours": of_hours, "minutes": of_minutes}
    return of_hours if hours else of_minutes


# Points --------------------------------------------------------------------------------------------------------------


def points_of(request: HttpRequest, page: SessionPage, source: SessionPage) -> list[dict[str, Any]]:
    """Return the public points of a session as its templates take them (list of dict), with few queries.

    `source` is its first version: a point that nobody translated yet has the source's words, and is labelled so.
    """
    items = public_items(page)
    originals = {} if source.pk == page.pk else {item.code: item for item in source.items.all()}
    places, folders = agenda_item_places(request, items)
    links, terms = links_of(items), known_terms()
    base = in_interface(page.get_url(request) or "") if page.pk else ""
    return [
        {
            "item": item,
            "number": item.number,
            "is_part": "." in item.number,
            "anchor": f"item-{item.code}",
            "url": f"{base}items/{item.code}/" if base else "",
            "title": item.title,
            "text": item.text,
            "lang": language_of(page, source, item, originals.get(item.code)),
            "minutes": duration_words(item.minutes) if item.minutes else "",
            "theme": terms[item.theme_id].label() if item.theme_id in terms else "",
            "place": place_link(places.get(item.neighbourhood_id), folders),
            "proposed_by": item.proposed_by,
            "proposed_lang": language_of(page, source, item, originals.get(item.code), ("proposed_by",)),
            "links": links[item.code],
        }
        for item in items
    ]


def language_of(
    page: SessionPage, source: SessionPage, item: AgendaItem, original: Any, fields: tuple[str, ...] = ("title", "text")
) -> str:
    """Return the language code of a point's words (`fields`) where it is not the interface's, else an empty string."""
    is_untranslated = original is not None and all(getattr(item, name) == getattr(original, name) for name in fields)
    code = (source if is_untranslated else page).locale.language_code
    return code if code != reader_language() else ""


def agenda_item_places(
    request: HttpRequest, items: list[AgendaItem]
) -> tuple[dict[int, Neighbourhood], dict[int, DistrictPage]]:
    """Return ({id: Neighbourhood} of points, {district id: its page}); nothing is asked where no point has one."""
    keys = {item.neighbourhood_id for item in items if item.neighbourhood_id}
    return (Neighbourhood.objects.in_bulk(keys), open_folders(request)) if keys else ({}, {})


def place_link(place: Neighbourhood | None, folders: dict[int, DistrictPage]) -> dict[str, str] | None:
    """Return a neighbourhood as {text, url}, the url empty where its district has no public page; None for none."""
    if place is None:
        return None
    folder = folders.get(place.district_id)
    return {"text": place.name, "url": neighbourhood_address(folder, place.code) if folder else ""}


def point_context(points: list[dict[str, Any]], code: str) -> dict[str, Any]:
    """Return what the page of one of the `points` of `points_of` shows. Raises Http404 where none has this code."""
    index = next((index for index, point in enumerate(points) if point["item"].code == code), None)
    if index is None:
        raise Http404
    point = points[index]
    main = point["number"].partition(".")[0]
    return {
        "point": point,
        "part_title": f"{point['number']}. {point['title']}",
        "parts": [other for other in points if other["is_part"] and other["number"].startswith(f"{point['number']}.")],
        "whole": next((other for other in points if point["is_part"] and other["number"] == main), None),
        "before": points[index - 1] if index else None,
        "after": points[index + 1] if index + 1 < len(points) else None,
    }


# Neighbours ----------------------------------------------------------------------------------------------------------


def adjacent_sessions(request: HttpRequest, page: SessionPage) -> dict[str, dict[str, str]]:
    """Return {"previous", "next"}: the sessions of the council before and after this one, as links, where there are."""
    others = localized_pages(
        SessionPage.objects.filter(council=page.council_id).exclude(translation_key=page.translation_key)
    )
    others = others.exclude(state="cancelled").select_related("locale")
    before = others.filter(start__lt=page.start).order_by("-start", "-pk").first()
    after = others.filter(start__gt=page.start).order_by("start", "pk").first()
    return {
        name: neighbour_link(request, session) for name, session in (("previous", before), ("next", after)) if session
    }


def neighbour_link(request: HttpRequest, session: SessionPage) -> dict[str, str]:
    """Return a session as a fact's link: its day."""
    return {"text": capfirst(day_words(session.start)), "url": in_interface(session.get_url(request) or "")}
