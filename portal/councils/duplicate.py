"""A session made again on another day: how people meet and the skeleton of its agenda stay, the rest is of that day only."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput, Button
from wagtail.log_actions import log

from portal.access.page_forms import only_neighbourhoods
from portal.access.scoped import denial_response
from portal.core.language import source_version
from portal.core.models import BasePage, User
from portal.core.page_tree import free_slug
from portal.councils.models import AgendaItem, SessionPage
from portal.events.models.meeting import MEETING_FACTS

from .items import public_items

KEPT = (
    *MEETING_FACTS, "all_day", "neighbourhood", "open_to_all", "seats", "registration_required", "agenda_closes", "lead",
    "text", "venue_hint", "audience", "conditions", "themes", "other_neighbourhoods", "other_districts",
)  # fmt: skip
#: what belongs to that day only: its dates and state, its place in a series, what was shown and recorded there
DROPPED = (
    "kind", "state", "start", "end", "former_start", "cancel_reason", "source_key", "source_sequence",
    "source_stamp", "rebroadcast_url", "practice_links",
    "pictures", "council", "reference", "series", "recurrence_id", "items",
)  # fmt: skip
#: of each point; who proposed it and what was handed out then are of that day
KEPT_OF_ITEMS = ("title", "text", "is_sub", "minutes", "theme", "neighbourhood", "visibility", "sort_order")
FOUR_WEEKS = timedelta(weeks=4)


def may_duplicate(session: SessionPage, user: User) -> bool:
    """Tell whether an account may make another session like this one: add pages to its council, for its neighbourhood."""
    source = source_version(session)
    limit = only_neighbourhoods(user, source.district_id)
    adds = source.get_parent().permissions_for_user(user).can_add_subpage()
    sees = source.live or source.permissions_for_user(user).can_edit()
    return adds and sees and (limit is None or source.neighbourhood_id in limit)


@transaction.atomic
def duplicate(session: SessionPage, start: datetime, user: User, title: str = "") -> SessionPage:
    """Make a draft like a session (any language version), beginning at `start` (aware datetime); return it.

    An account that may not edit the session takes over what is public of it only. Rights are the caller's to check.
    """
    source = source_version(session)
    sees_all = source.permissions_for_user(user).can_edit()
    model = source.get_latest_revision_as_object() if sees_all else source
    parent = source.get_parent()
    copy = SessionPage(title=title or model.title, start=start, end=duplicate_end(model, start), owner=user, live=False)
    copy.locale, copy.slug = source.locale, free_slug(source.slug, parent, copy)
    for name in KEPT:
        if name != "logistics" or sees_all:
            value = getattr(model, name)
            setattr(copy, name, list(value.all()) if hasattr(value, "all") else value)
    points = model.items.all() if sees_all else public_items(model)
    copy.items = [
        AgendaItem(locale=source.locale, **{name: getattr(point, name) for name in KEPT_OF_ITEMS}) for point in points
    ]
    parent.add_child(instance=copy)
    log(copy, "wagtail.create", user=user, content_changed=True)
    copy.save_revision(user=user)
    return copy


def duplicate_end(session: SessionPage, start: datetime) -> datetime:
    """Return when a session like this one ends that begins at `start`; None where nobody said.

    It lasts as long by the clock on the city's walls, whatever daylight saving does that night.
    """
    if session.end is None:
        return None
    on_the_wall = [in_city(moment).replace(tzinfo=None) for moment in (start, session.start, session.end)]
    return timezone.make_aware(on_the_wall[0] + (on_the_wall[2] - on_the_wall[1]), timezone.get_default_timezone())


def in_city(moment: datetime) -> datetime:
    """Return an aware datetime in the city's zone, whatever zone an account chose for the admin."""
    return timezone.localtime(moment, timezone.get_default_timezone())


# The screen ----------------------------------------------------------------------------------------------------------


class DuplicateForm(forms.Form):
    """When the new session is, and what it is about."""

    day = forms.DateField(label=gettext_lazy("Día"), widget=AdminDateInput)
    at = forms.TimeField(label=gettext_lazy("A las"), widget=AdminTimeInput)
    title = forms.CharField(
        label=gettext_lazy("De qué se va a hablar"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Puedes escribirlo después. Vacío: el mismo título."),
    )

    def start(self):
        """Return the moment that was asked for (aware datetime), in the city's zone."""
        asked = datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"])
        return timezone.make_aware(asked, timezone.get_default_timezone())


def proposed(session: SessionPage) -> dict[str, Any]:
    """Return what the form begins with: the same weekday and hour, four weeks on and not in the past."""
    local = in_city(session.start)
    day = local.date() + FOUR_WEEKS
    while day <= timezone.localdate():
        day += FOUR_WEEKS
    return {"day": day, "at": local.time()}


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the day and hour (GET), then make the draft and open it (POST); 403 where the account may not add it."""
    session = source_version(get_object_or_404(SessionPage, pk=page_id))
    if not may_duplicate(session, request.user):
        return denial_response(request)
    form = DuplicateForm(request.POST or None, initial=proposed(session))
    if request.method == "POST" and form.is_valid():
        copy = duplicate(session, form.start(), request.user, form.cleaned_data["title"])
        messages.success(request, _("Listo: es un borrador con la referencia %(ref)s.") % {"ref": copy.reference})
        return redirect("wagtailadmin_pages:edit", copy.pk)
    return TemplateResponse(request, "councils/session/duplicate.html", {"session": session, "form": form})


@hooks.register("register_admin_urls")
def register_duplicate_urls() -> list[URLPattern]:
    return [path("agendas/sessions/<int:page_id>/duplicate/", duplicate_view, name="session_duplicate")]


def duplicate_buttons(page: BasePage, user: User) -> Iterator[Button]:
    """Yield the button that leads to the screen, where it would not refuse."""
    if page.specific_class is SessionPage and may_duplicate(page.specific, user):
        url = reverse("session_duplicate", args=[page.pk])
        yield Button(_("Repetir otro día"), url, icon_name="copy", priority=30)


@hooks.register("register_page_header_buttons")
def duplicate_header_buttons(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator:
    yield from duplicate_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def duplicate_listing_buttons(page: BasePage, user: User, next_url: str | None = None) -> Iterator:
    yield from duplicate_buttons(page, user)
