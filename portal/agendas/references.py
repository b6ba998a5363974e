"""The permanent address of a session, printed on posters: it leads to the page wherever it lies now."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.language import in_interface, localized_pages, reader_language
from portal.councils.models import CouncilPage, SessionPage
from portal.events.formatting import day_words
from portal.events.models import Announcement

from .models import CalendarPage


def public_session(reference: str) -> SessionPage | None:
    """Return the public session with this reference in the reader's language, or in its first; None without one."""
    return localized_pages(SessionPage.objects.filter(reference=reference)).select_related("locale").first()


def withdrawn(reference: str) -> Announcement | None:
    """Return what was told of a session that is public no more (Announcement); None for what never was."""
    return Announcement.objects.filter(told__reference=reference, gone_at__isnull=False).order_by("-gone_at").first()


@require_safe
def session_reference_view(request: HttpRequest, reference: str) -> HttpResponse:
    """Go to the session in the reader's language; 410 for one that was withdrawn, 404 for what never was public."""
    with override(get_language_from_request(request)):
        reference = reference.upper()
        session = public_session(reference)
        if session is not None:
            return redirect(in_interface(session.url, reader_language()))
        gone = withdrawn(reference)
        if gone is None:
            raise Http404(_("No hay ninguna sesión con esta referencia."))
        return render(request, "councils/session/gone.html", gone_context(request, reference, gone), status=410)


def gone_context(request: HttpRequest, reference: str, gone: Announcement) -> dict[str, Any]:
    """Return what is said of a withdrawn session: its date and when it went; not its title, which may be why it went."""
    calendar = localized_pages(CalendarPage.objects.all()).select_related("locale").first()
    councils = CouncilPage.objects.filter(translation_key=gone.told.get("council_key") or None)
    council = localized_pages(councils).select_related("locale").first()
    start = gone.told.get("start")
    return {
        "council": council,
        "reference": reference,
        "announced_for": day_words(datetime.fromisoformat(start)) if start else "",
        "gone_on": day_words(gone.gone_at),
        "agenda_url": in_interface(calendar.get_url(request) or "") if calendar else "",
    }
