"""The sheets for the table, for the team only: who signs in, and how many came, without names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from portal.access.scoped import denial_response
from portal.core.language import CODES, public_translations, reader_language, source_version
from portal.councils.models import SessionPage
from portal.events.choices import Modality
from portal.events.models import Registration
from portal.participants.models import CONSENT

from .content import invited
from .pages import not_translated
from .rights import may_print_sheets

if TYPE_CHECKING:
    pass

ROWS, MOST_SHEETS = 20, 5
AGES = ("0–12", "13–17", "18–29", "30–44", "45–59", "60–74", "75+")


@dataclass(frozen=True)
class AttendanceSheet:
    """One sheet for the table: its name in addresses, what it is called, its template."""

    name: str
    label: object
    template: str


SHEETS = {
    sheet.name: sheet
    for sheet in (
        AttendanceSheet("sign-in", gettext_lazy("Planilla para anotarse"), "invitations/sign_in.html"),
        AttendanceSheet("tally", gettext_lazy("Planilla para contar"), "invitations/tally.html"),
    )
}


def sheet_address(session: SessionPage, sheet: AttendanceSheet, language: str, copies: int = 1) -> str:
    """Return the address of an AttendanceSheet of a session in a language (code)."""
    more = f"&sheets={copies}" if copies > 1 else ""
    return f"{reverse('invitation_sheet', args=[session.pk, sheet.name])}?language={language}{more}"


@require_safe
def sheet_view(request: HttpRequest, page_id: int, name: str) -> HttpResponse:
    """Show a sheet to print; 403 for whoever does not work on the session. Raises Http404 for no sheet."""
    session = source_version(get_object_or_404(SessionPage, pk=page_id))
    sheet = SHEETS.get(name)
    if not may_print_sheets(request.user, session):
        return denial_response(request)
    if sheet is None:
        raise Http404
    asked = request.GET.get("language", "")
    language = asked if asked in CODES else reader_language()
    # the account may have chosen another zone and language for the admin
    with override(language), timezone.override(timezone.get_default_timezone()):
        version = public_translations(session).get(language, session)
        context = sheet_context(session, version, sheet, copies_asked(request.GET.get("sheets", "")))
        response = HttpResponse(render_to_string(sheet.template, context, request))
    patch_cache_control(response, private=True, no_store=True)
    return response


def copies_asked(text: str) -> int:
    """Return how many sheets (1 to MOST_SHEETS) an address asks for; one for anything else."""
    return min(max(int(text), 1), MOST_SHEETS) if text.isascii() and text.isdecimal() and len(text) < 4 else 1


def sheet_context(session: SessionPage, version: SessionPage, sheet: AttendanceSheet, copies: int) -> dict[str, Any]:
    """Return what a sheet shows: the session in the language now active, its rows or its columns, the bar above it."""
    words, language = invited(version), reader_language()
    bar = [{"text": _("Todo para invitar"), "url": reverse("invitation_kit", args=[session.pk])}]
    if sheet.name == "sign-in":
        more = _("%(count)s hojas") % {"count": copies + 1}
        bar += [{"text": more, "url": sheet_address(session, sheet, language, copies + 1)}] * (copies < MOST_SHEETS)
    bar += [
        {"text": name, "url": sheet_address(session, sheet, code, copies), "lang": code, "current": code == language}
        for code, name in settings.LANGUAGES
    ]
    return {
        "name": sheet.label,
        "part": sheet.name,
        "paper": "a4",
        "invited": words,
        "bar": bar,
        "other_languages": not_translated(words),
        "pages": [range(copy * ROWS + 1, (copy + 1) * ROWS + 1) for copy in range(copies)],
        "consent": CONSENT,
        "retention_days": Registration.personal_data.days,
        "ages": [*AGES, _("No dice")],
        "groups": groups_of(session),
        "sexes": sexes(),
    }


def sexes() -> list[tuple[str, str]]:
    """Return [(letter, word)] of the columns of each group."""
    return [
        (_("M"), _("mujeres")),
        (_("V"), _("varones")),
        (_("X"), _("otra identidad, o no dice")),
    ]


def groups_of(session: SessionPage) -> list[str]:
    """Return the groups of columns (list of str): the ways in which people can take part in a session."""
    groups = []
    if session.modality != Modality.VIRTUAL:
        groups.append(_("En persona"))
    if session.modality != Modality.IN_PERSON:
        groups.append(_("En línea"))
        if session.phone_in:
            groups.append(_("Por teléfono"))
    return groups
