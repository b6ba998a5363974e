"""The ways that lead to «Añadir sesión»: from a council's page in the admin, and from «Nueva página» of its district."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from portal.core.models import BasePage, User
from portal.councils.models import CouncilPage, SessionPage

from .rights import councils_to_fill, may_make

WHOLE = "whole"  # in an address: Wagtail's form of a new session with all its fields


def new_session_url(council: BasePage | None = None) -> str:
    """Return the address of «Añadir sesión», for one council (any language version) or asking which."""
    return reverse("session_new") + (f"?council={council.pk}" if council else "")


def whole_form_url(council: CouncilPage) -> str:
    """Return the address of the form with all fields of a new session of a council."""
    return reverse("wagtailadmin_pages:add", args=["councils", "sessionpage", council.pk]) + f"?{WHOLE}=1"


@hooks.register("before_create_page")
def begin_with_what_is_needed(request: HttpRequest, parent: Page, model: type[Page]) -> HttpResponseRedirect | None:
    """«Nueva página» below a council leads to the short form; the long one stays for who asks for it."""
    if model is not SessionPage or request.method != "GET" or WHOLE in request.GET:
        return None
    return redirect(new_session_url(parent)) if councils_to_fill(request.user).filter(pk=parent.pk).exists() else None


def new_session_buttons(page: BasePage, user: User) -> Iterator[Button]:
    """Yield the button that leads from a council to its new session, where that would not be refused."""
    if page.specific_class is CouncilPage and may_make(user, page):
        yield Button(_("Añadir sesión"), new_session_url(page), icon_name="calendar-alt", priority=5)


@hooks.register("register_page_header_buttons")
def new_session_header_buttons(
    page: BasePage, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from new_session_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def new_session_listing_buttons(page: BasePage, user: User, next_url: str | None = None) -> Iterator[Button]:
    yield from new_session_buttons(page, user)
