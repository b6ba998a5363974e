"""What opening and closing districts hooks into Wagtail: closed pages, and words for the log."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from portal.core.models import BasePage
from portal.core.public import is_closed, is_over

from . import views
from .closing import CLOSED, REOPENED
from .opening import MENDED, OPENED


@hooks.register("before_serve_page")
def refuse_closed_page(
    page: BasePage, request: HttpRequest, args: list | tuple[Callable, tuple, dict[str, str]], kwargs: dict[str, str]
) -> None:
    """A page of a closed district, or one whose time is over, answers 404; who may edit it reads it in the admin."""
    if is_closed(page) or is_over(page):
        raise Http404


@hooks.register("register_log_actions")
def register_opening_actions(actions: LogActionRegistry) -> None:
    actions.register_action(OPENED, _("Abrir el distrito"), _("Abrió el distrito"))
    actions.register_action(MENDED, _("Reparar el distrito"), _("Reparó el distrito"))
    actions.register_action(CLOSED, _("Cerrar el distrito"), _("Cerró el distrito"))
    actions.register_action(REOPENED, _("Reabrir el distrito"), _("Reabrió el distrito"))


@hooks.register("register_admin_urls")
def register_opening_urls() -> list[URLPattern]:
    return [
        path("district-opening/", views.OpenView.as_view(), name="district_open"),
        path("district-opening/<int:pk>/", views.StateView.as_view(), name="district_state"),
        path("district-opening/<int:pk>/mend/", views.MendView.as_view(), name="district_mend"),
        path("district-opening/<int:pk>/close/", views.CloseView.as_view(), name="district_close"),
        path("district-opening/<int:pk>/reopen/", views.ReopenView.as_view(), name="district_reopen"),
    ]
