"""What the page of an event shows; the page of a session shows the same, and its agenda (portal/councils)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.dates import format_pattern
from portal.core.language import in_interface, language_name, localized_pages, reader_language
from portal.districts.pages.district import access_of
from portal.pictures.models import VenuePicture
from portal.practices.models import PracticePage
from portal.territory.known import said_name
from portal.territory.models import DistrictKind

from .choices import JoinVisibility, Modality
from .formatting import day_words, hour_words, place_words, when_words
from .json_ld import event_json_ld
from .online_access import dial_code, is_held_online, join_link, opens_at
from .registrations import event_seats
from .state import change_notice, event_distance_words, state_of

if TYPE_CHECKING:
    from portal.events.models import EventPage
    from portal.events.registrations import Places
    from portal.territory.models import Venue

MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"


def fact_row(
    term: str, value: str = "", note: str = "", lang: str = "", url: str = "", links: tuple = ()
) -> dict[str, Any]:
    """Return one row of the fact list as the facts component takes it."""
    return {"term": term, "value": value, "note": note, "lang": lang, "url": url, "links": list(links)}


def event_date_plate(event: EventPage) -> dict[str, Any]:
    """Return the first day of an event as the plate component takes it."""
    weekday, _space, _rest = day_words(event.start).replace(",", "").partition(" ")
    local = timezone.localtime(event.start)
    return {
        "datetime": f"{local:%Y-%m-%d}" if event.all_day else f"{local:%Y-%m-%dT%H:%M}",
        "top": weekday,
        "day": local.day,
        "bottom": month_words(local),
    }


def month_words(moment: datetime) -> str:
    """Return the month of a local datetime in the reader's language: "noviembre"."""
    return format_pattern(moment, "LLLL")


def event_kind_line(event: EventPage) -> str:
    """Return what stands above the title: "Taller, distrito Oeste"."""
    district = event.district if event.district_id else None
    if district is None or district.kind == DistrictKind.WHOLE_CITY:
        return event.get_kind_display()
    return _("%(kind)s, distrito %(district)s") % {"kind": event.get_kind_display(), "district": district.name}


def in_person(event: EventPage) -> dict[str, Any] | None:
    """Return where to go and how to get in: dict, or None for an event on-line."""
    if event.modality == Modality.VIRTUAL:
        return None
    venue = event.venue if event.venue_id else None
    if venue is None:
        return {"name": event.venue_name, "address": event.venue_address, "access": []}
    has_point = venue.latitude is not None and venue.longitude is not None
    return {
        "name": venue.label(),
        "address": venue.address,
        "directions": venue.directions,
        "access": access_of(venue),
        "access_note": venue.access_note,
        "picture": venue_picture_figure(venue),
        "map_url": MAP.format(f"{venue.latitude:.5f}", f"{venue.longitude:.5f}") if has_point else "",
    }


def venue_picture_figure(venue: Venue) -> dict[str, Any] | None:
    """Return the picture of a venue as the figure component takes it, with the language of its words; None without one."""
    picture = VenuePicture.objects.filter(venue=venue.pk).select_related("image").first()
    if picture is None:
        return None
    reader = reader_language()
    alt, language = picture.alt_in(reader)
    return {"image": picture.image, "alt": alt, "lang": language if language != reader else ""}


def from_home(event: EventPage, now: datetime) -> dict[str, Any] | None:
    """Return how to take part from home at `now`: dict, or None for an event in person only."""
    if event.modality == Modality.IN_PERSON:
        return None
    opens = opens_at(event)
    return {
        "link": join_link(event, now),
        "platform": event.get_online_platform_display() if event.online_platform not in ("", "other") else "",
        "opens": {"day": day_words(opens), "hour": hour_words(opens), "iso": opens.isoformat()} if opens else None,
        "for_registered": is_held_online(event) and event.join_visibility == JoinVisibility.REGISTERED,
        "phone": event.phone_in,
        "code": dial_code(event),
        "is_unknown": not is_held_online(event) and not event.phone_in,
    }


def registration_words(event: EventPage, places: Places, now: datetime) -> list[str]:
    """Return what to know before coming, as short sentences: whether to register, how many places are left."""
    if event.is_cancelled or now >= event.until:
        return []
    said = [_("Hay que anotarse.")] if event.registration_required else []
    if event.seats is None:
        return said
    if places.is_full:
        said.append(_("No quedan lugares: puedes anotarte en la lista de espera."))
    elif places.free_to_say is None:
        said.append(ngettext("Hay %(count)s lugar.", "Hay %(count)s lugares.", event.seats) % {"count": event.seats})
    else:
        free = places.free_to_say
        said.append(ngettext("Queda %(count)s lugar.", "Quedan %(count)s lugares.", free) % {"count": free})
    return said


def event_facts(event: EventPage, now: datetime) -> list[dict[str, Any]]:
    """Return what else a reader asks: whom it is for, its language, who answers; as `fact` rows."""
    lang = event.lang_attribute
    everybody = _("Todas las personas") if event.open_to_all else ""
    language = language_name(event.language_held, reader_language())
    district = said_name(event.district.name, event.district.kind) if event.district_id else ""
    who = event.unit.label() if event.unit_id else district
    where = [event.neighbourhood, *event.other_neighbourhoods.all(), *event.other_districts.all()]
    rows = [
        fact_row(_("Cuándo"), capfirst(when_words(event))),
        fact_row(_("Dónde fue") if now >= event.until else _("Dónde"), capfirst(place_words(event))),
        fact_row(_("Abierta a"), event.audience or everybody, lang=lang if event.audience else ""),
        fact_row(_("De dónde es"), ", ".join(str(place) for place in where if place)),
        fact_row(_("Temas"), ", ".join(term.label() for term in event.themes.all())),
        fact_row(_("Lengua"), capfirst(language)),
        fact_row(_("Coordina"), who),
    ]
    return [row for row in rows if row["value"]]


def event_practices(event: EventPage) -> list[dict[str, Any]]:
    """Return the practices shown there as rows: those that are public, in the reader's language where they exist."""
    chosen = [link.practice_id for link in event.practice_links.all()]
    if not chosen:
        return []
    known = dict(PracticePage.objects.filter(pk__in=chosen).values_list("pk", "translation_key"))
    keys = [known[pk] for pk in chosen]
    found = localized_pages(PracticePage.objects.filter(translation_key__in=keys)).select_related("locale")
    language = reader_language()
    return [
        {
            "title": page.title,
            "url": in_interface(page.url or "", language),
            "lang": page.locale.language_code if page.locale.language_code != language else "",
            "text": page.lead,
            "tags": [page.place_city] if page.place_city else [],
        }
        for page in sorted(found, key=lambda page: keys.index(page.translation_key))
    ]


def calendar_address(url: str) -> str:
    """Return the address of the calendar file of the event whose page is at `url`; "" for a page without an address."""
    return f"{url}calendar.ics" if url else ""


def event_context(request: HttpRequest, event: EventPage) -> dict[str, Any]:
    """Return what the template of an event shows; `event` is an EventPage or what extends it."""
    now = getattr(event, "shown_at", None) or timezone.now()
    is_open = now < event.until and not event.is_cancelled
    places = event_seats(event)
    return {
        "kind": event_kind_line(event),
        "plate": event_date_plate(event),
        "when": capfirst(when_words(event)),
        "distance": event_distance_words(event, now) if is_open else "",
        "place": capfirst(place_words(event)),
        "state": state_of(event, now),
        "notice": change_notice(event),
        "is_open": is_open,
        "calendar_url": calendar_address(in_interface(event.url)),
        "is_over": now >= event.until,
        "in_person": in_person(event) if is_open else None,
        "from_home": from_home(event, now) if is_open else None,
        "services": [term.label() for term in event.services.all()],
        "registration": registration_words(event, places, now),
        "facts": event_facts(event, now),
        "pictures": list(event.pictures.select_related("image")),
        "practices": event_practices(event),
        "json_ld": event_json_ld(event),
        "text_lang": event.lang_attribute,
    }
