"""The agenda page: a readable address goes in, the days with their events and filters come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.agendas.calendar.query import LIST, MAP, MONTH, PARAMETERS, WEEK
from portal.agendas.calendar.result import CalendarResult
from portal.core.language import in_interface
from portal.core.partial_dates import partial_date_words
from portal.core.registry import sections_of
from portal.core.weeks import Week
from portal.districts.pages.my_district import chosen_district
from portal.events.formatting import day_words
from portal.territory.known import open_district_names

from .day_list import list_context
from .filters import NAMES, agenda_chips, facets, filter_words, kept_fields
from .month import month_context
from .navigation import ANY_TIME, leaf, tabs, years
from .place_map import agenda_map_context
from .week import week_context

if TYPE_CHECKING:
    from portal.agendas.calendar.query import CalendarQuery
    from portal.agendas.models import CalendarPage

LOOKS = {WEEK: week_context, LIST: list_context, MONTH: month_context, MAP: agenda_map_context}
TEMPLATES = {look: f"agendas/calendar/{look}.html" for look in LOOKS}


def agenda_page(request: HttpRequest, page: CalendarPage) -> HttpResponse:
    """Return the response for the agenda (CalendarPage) to an address: GET parameters as in `CalendarQuery`.

    A form leaves empty parameters behind: the reader goes on to the address without them.
    """
    answer = CalendarResult.on(page, request.GET)
    if any(not value.strip() for name in PARAMETERS for value in request.GET.getlist(name)):
        return HttpResponseRedirect(answer.asked.address(page=answer.asked.page))
    response = page.render(request, context_overrides=calendar_context(request, page, answer))
    if not answer.asked.district:
        patch_vary_headers(response, ["Cookie"])  # the visitor's own district is offered
    return response


def calendar_context(request: HttpRequest, page: CalendarPage, answer: CalendarResult) -> dict[str, Any]:
    """Return what the agenda's template shows of a CalendarResult."""
    asked, labels = answer.asked, answer.labels
    on = agenda_chips(asked, labels)
    query = asked.filters_only().query()
    head = {"kind": kind_words(answer), "title": title_words(answer), "lead": lead_words(answer)}
    return {
        "asked": asked,
        "agenda_url": in_interface(page.get_url(request) or ""),
        "head": head,
        "part_description": ". ".join(text for text in head.values() if text),
        "is_filtered": asked.is_filtered() or bool(request.GET),
        "notes": notes(answer),
        "tabs": tabs(answer),
        "leaf": leaf(answer),
        "facets": facets(answer.counted, asked, labels),
        "chips": on,
        "clear_url": asked.unfiltered().address(),
        "on_count": len(on) + bool(asked.since or asked.to),
        "kept": kept_fields(asked),
        "mine": my_district(request, asked),
        "years": years(answer),
        "is_empty": not answer.found,
        "empty": empty_words(answer) if not answer.found else None,
        "look": TEMPLATES[asked.view],
        "filters_query": f"?{query}" if query else "",
        "filters_words": filter_words(asked, labels),
        "issue_url": f"{answer.week}/" if answer.reach.is_issued else "",
        "agenda_sections": sections_of("agenda", request, page),
        **LOOKS[asked.view](answer),
    }


def kind_words(answer: CalendarResult) -> str:
    """Return the line above the title: the agenda, and the number of the week."""
    if answer.period.kind == "week":
        return _("Agenda, semana %(number)s") % {"number": Week.holding(answer.period.begin).number}
    return _("Agenda")


def title_words(answer: CalendarResult) -> str:
    """Return the title of the days shown."""
    period = answer.period
    last = period.end.fromordinal(period.end.toordinal() - 1)
    if period.kind == "week":
        return Week.holding(period.begin).words
    if period.kind == "month":
        return partial_date_words(f"{period.begin:%Y-%m}").capitalize()
    if period.kind == "year":
        return str(period.begin.year)
    if period.kind == "coming":
        return _("Lo que viene")
    return _("Del %(first)s al %(last)s") % {"first": day_words(period.begin), "last": day_words(last)}


def lead_words(answer: CalendarResult) -> str:
    """Return how many events there are, how many of them are cancelled, and how many were moved to another day."""
    present = answer.present
    cancelled = sum(one.state == "cancelled" for one in present)
    happening = len(present) - cancelled
    parts = [ngettext("%(count)s encuentro", "%(count)s encuentros", happening) % {"count": happening}]
    if cancelled:
        parts.append(ngettext("%(count)s cancelado", "%(count)s cancelados", cancelled) % {"count": cancelled})
    if gone := sum(not one.is_present for one in answer.found) if answer.asked.view in (WEEK, MONTH) else 0:
        parts.append(ngettext("%(count)s pasó a otra fecha", "%(count)s pasaron a otra fecha", gone) % {"count": gone})
    return _("%(parts)s.") % {"parts": ", ".join(parts)} if answer.found else ""


def notes(answer: CalendarResult) -> list[str]:
    """Return what a reader must know of what was asked (list of texts)."""
    asked, found = answer.asked, []
    names = {**NAMES, "week": _("Semana"), "month": _("Mes"), "year": _("Año"), "from": _("Desde"), "to": _("Hasta")}
    unknown = [str(names.get(name, name)) for name in dict.fromkeys(asked.unknown)]
    if unknown:
        found.append(
            _("No entendimos esta parte de la dirección web y la dejamos de lado: %(names)s.")
            % {"names": ", ".join(unknown)}
        )
    if asked.since and asked.to and answer.period.end <= asked.to:
        last = day_words(answer.period.end.fromordinal(answer.period.end.toordinal() - 1))
        found.append(_("Una lista muestra un año como mucho: esta llega hasta el %(day)s.") % {"day": last})
    return found


def my_district(request: HttpRequest, asked: CalendarQuery) -> dict[str, str] | None:
    """Return {text, url} that narrows the agenda to the district that the visitor calls hers; None when it is so already."""
    code = chosen_district(request)
    name = open_district_names().get(code)
    if not name or asked.district:
        return None
    return {"text": _("Solo mi distrito: %(name)s") % {"name": name}, "url": asked.address(district=(code,))}


def empty_words(answer: CalendarResult) -> dict[str, Any]:
    """Return why nothing is shown and what to do, as components/empty.html takes it."""
    asked, links = answer.asked, []
    is_new = answer.reach.first is None
    if asked.is_filtered() and answer.everything:
        title, text = (
            _("Nada coincide con todo lo que pediste"),
            _("Quita un filtro: con cada uno ves menos resultados."),
        )
        links.append({"text": _("Ver todo lo de estos días"), "url": asked.unfiltered().address()})
    elif is_new:
        title = _("La agenda todavía está vacía")
        text = _("Cuando un distrito publique su primera sesión, estará aquí.")
    else:
        title, text = _("No hay encuentros en estos días"), _("Puede que todavía no se hayan publicado.")
        if answer.period.end <= answer.today:
            text = _("La agenda no tiene nada de esos días.")
    if answer.period.kind != "coming" and not is_new:
        links.append({"text": _("Ver lo que viene"), "url": asked.address(**ANY_TIME | {"view": LIST})})
    return {"title": title, "text": text, "links": links}
