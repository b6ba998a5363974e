"""What the bank page, a practice and a dossier show."""

from typing import Any

from django.http import HttpRequest

from portal.core.public_views import context

from .bank import bank_context
from .dossiers import dossier_context, dossier_rows
from .models import DossierPage, PracticeIndexPage, PracticePage
from .record import practice_context


@context(PracticeIndexPage)
def bank(page: PracticeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the bank page shows; the dossiers stand there only while nothing is filtered."""
    values = bank_context(request, page)
    return {**values, "dossiers": [] if values["is_filtered"] else dossier_rows(request)}


@context(PracticePage)
def practice(page: PracticePage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a practice shows."""
    return practice_context(request, page)


@context(DossierPage)
def dossier(page: DossierPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a dossier shows."""
    return dossier_context(page)
