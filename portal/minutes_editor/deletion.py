"""A session whose minutes are public is not deleted, nor what it lies in: no version may be lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from portal.councils.models import SessionPage
from portal.minutes.choices import PUBLISHED_STATES

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponseRedirect
    from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

MOST_NAMED = 3


def sessions_to_keep(pages: Iterable[Page]) -> QuerySet[SessionPage]:
    """Return the sessions at or below some pages of whose minutes something is public."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    is_public = Q(minutes_record__state__in=PUBLISHED_STATES) | Q(minutes_record__agreements_at__isnull=False)
    return SessionPage.objects.filter(below, is_public).order_by("-start", "pk")


def deletion_refusal(pages: Iterable[Page]) -> str:
    """Return why some pages are not deleted; "" where no public minutes would go with them."""
    sessions = sessions_to_keep(pages)
    count = sessions.count()
    if not count:
        return ""
    named = ", ".join(sessions.values_list("reference", flat=True)[:MOST_NAMED])
    text = ngettext(
        "No se borró nada: %(count)s sesión tiene su acta publicada (%(named)s), y se perdería. "
        "Si no debe verse, retírala de lo público.",
        "No se borró nada: %(count)s sesiones tienen su acta publicada (%(named)s), y se perderían. "
        "Si no deben verse, retíralas de lo público.",
        count,
    )
    return text % {"count": count, "named": f"{named}…" if count > MOST_NAMED else named}


def refuse_minutes_deletion(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """Answer instead of Wagtail where public minutes would go with a page."""
    refusal = deletion_refusal([page])
    if not refusal:
        return None
    messages.error(request, refusal)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_minutes_bulk_deletion(
    request: HttpRequest, action_type: str, objects: list[Model], action: PageBulkAction
) -> HttpResponseRedirect | None:
    """Answer instead of Wagtail where public minutes would go with one of many pages: then none is deleted."""
    if action_type != "delete" or not all(isinstance(page, Page) for page in objects):
        return None
    refusal = deletion_refusal(objects)
    if not refusal:
        return None
    messages.error(request, refusal)
    return redirect(action.next_url)
