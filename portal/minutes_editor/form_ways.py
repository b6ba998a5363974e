"""The ways to the form of minutes: from a session's page in the admin, and from the lists in which it stands."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from portal.core.language import source_version
from portal.core.models import BasePage, User
from portal.councils.models import SessionPage
from portal.minutes.rights import may_write


def write_minutes_button(session: SessionPage, user: User) -> Iterator[Button]:
    """Yield the button that leads to the minutes of a session that has begun, for who may write them."""
    is_held = session.start <= timezone.now() and not session.is_cancelled
    if is_held and session.reference and may_write(user, session):
        yield Button(
            _("Escribir el acta"), reverse("minutes_form", args=[session.reference]), icon_name="edit", priority=4
        )


@hooks.register("register_page_header_buttons")
def write_header_buttons(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is SessionPage:
        yield from write_minutes_button(source_version(page.specific), user)


@hooks.register("register_page_listing_more_buttons")
def write_listing_buttons(page: BasePage, user: User, next_url: str | None = None) -> Iterator[Button]:
    # asking which version is the first would cost each line a question: the lists of translations do without the button
    if isinstance(page, SessionPage) and page.locale.language_code == settings.LANGUAGE_CODE:
        yield from write_minutes_button(page, user)
