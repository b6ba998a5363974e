"""What an editor should look at before she signs a weekly agenda: sentences, each with the pages that it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from portal.core.language import language_name, reader_language
from portal.core.public import public_pages
from portal.core.weeks import Week
from portal.councils.items import public_items
from portal.events.choices import EventState
from portal.events.models import EventPage

from .events import contents_of, is_session

if TYPE_CHECKING:
    from portal.agendas.models import WeeklyIssue

MOST_NAMED = 8


@dataclass
class Check:
    """One sentence and the pages (list of {title, url}) that it is about."""

    text: str
    pages: list = field(default_factory=list)


def checks_of(issue: WeeklyIssue, events: list[EventPage] | None = None) -> list[Check]:
    """Return what to look at (list of Check) in a draft; `events` are its contents where they are at hand."""
    week = Week.of(issue.week)
    if events is None:
        events = contents_of(week, issue.district, reader_language())
    happening = [event for event in events if not event.is_cancelled]
    found = [
        *place_fault_checks(
            happening, "venue", lambda n: ngettext("%(n)s encuentro sin lugar.", "%(n)s encuentros sin lugar.", n)
        ),
        *place_fault_checks(
            happening,
            "online_url",
            lambda n: ngettext(
                "%(n)s encuentro en línea sin enlace ni teléfono.",
                "%(n)s encuentros en línea sin enlace ni teléfono.",
                n,
            ),
        ),
        event_check(
            [event for event in happening if event.state == EventState.PLANNED],
            lambda n: ngettext("%(n)s encuentro sin confirmar.", "%(n)s encuentros sin confirmar.", n),
        ),
        event_check(
            [event for event in happening if is_session(event) and not public_items(event.sessionpage)],
            lambda n: ngettext("%(n)s sesión sin orden del día.", "%(n)s sesiones sin orden del día.", n),
        ),
        drafts_of(issue, week),
        *translations_of(events),
        *introductions_of(issue),
    ]
    if not events:
        found.insert(0, Check(gettext("No hay nada publicado para esta semana.")))
    return [check for check in found if check]


def place_fault_checks(events: list[EventPage], fault: str, sentence: Callable) -> list[Check]:
    """Return the Check (in a list) of the events that nobody could find for this reason (key of place_faults), or []."""
    check = event_check([event for event in events if fault in event.place_faults()], sentence)
    return [check] if check else []


def event_check(events: list[EventPage], sentence: Callable) -> Check | None:
    """Return the Check that says a sentence (function of a count) about events, or None for none."""
    if not events:
        return None
    named = [
        {"title": name_of(event), "url": reverse("wagtailadmin_pages:edit", args=[event.pk])}
        for event in events[:MOST_NAMED]
    ]
    return Check(sentence(len(events)) % {"n": len(events)}, named)


def name_of(event: EventPage) -> str:
    """Return how an event is named in a list of the admin."""
    council = getattr(event, "council_page", None)
    return f"{council.title}: {event.title}" if council and council.title != event.title else event.title


def drafts_of(issue: WeeklyIssue, week: Week) -> Check | None:
    """Return the Check of what lies in the week and is published nowhere: it will not be in the issue."""
    begins = EventPage.objects.filter(start__gte=week.begin, start__lt=week.end, live=False, alias_of__isnull=True)
    if issue.district:
        begins = begins.filter(district=issue.district)
    live = EventPage.objects.filter(live=True, translation_key__in=begins.values("translation_key"))
    drafts = begins.exclude(translation_key__in=live.values("translation_key")).order_by("start", "pk")
    return event_check(
        list(drafts),
        lambda n: ngettext(
            "%(n)s encuentro todavía es un borrador: no va a salir.",
            "%(n)s encuentros todavía son borradores: no van a salir.",
            n,
        ),
    )


def translations_of(events: list[EventPage]) -> list[Check]:
    """Return a Check for each language into which something is not translated."""
    keys = {event.translation_key for event in events}
    rows = public_pages(EventPage.objects.filter(translation_key__in=keys))
    known = set(rows.values_list("translation_key", "locale__language_code"))
    missing = {code: sum((key, code) not in known for key in keys) for code, _name in settings.LANGUAGES}
    return [
        Check(
            ngettext(
                "%(n)s encuentro sin traducir al %(language)s: se lee en su lengua.",
                "%(n)s encuentros sin traducir al %(language)s: se leen en su lengua.",
                count,
            )
            % {"n": count, "language": language_name(code)}
        )
        for code, count in missing.items()
        if count
    ]


def introductions_of(issue: WeeklyIssue) -> list:
    """Return the Check (in a list) of the languages without an introduction, where another one has it."""
    written = {code for code, text in issue.introductions.items() if text}
    names = [language_name(code) for code, _name in settings.LANGUAGES if code not in written]
    if not written or not names:
        return []
    return [Check(gettext("La presentación falta en %(languages)s.") % {"languages": ", ".join(names)})]
