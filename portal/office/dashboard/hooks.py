"""The editor's day in Wagtail's admin: its first page, the list of her pages, the board of translations."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from portal.access.roles import is_curator, languages_of

from .board_view import BoardView
from .page_list import PagesViewSet
from .panel import DayPanel, has_a_day
from .scope import edits
from .todo_view import WaitingListView

# Both list every page of a review with all its steps; the panel says the same in a line each.
LAST = 1000
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("construct_homepage_panels")
def show_the_day(request: HttpRequest, panels: list[Component]) -> None:
    if has_a_day(request.user):
        panels[:] = [DayPanel(request.user), *(panel for panel in panels if not isinstance(panel, REPLACED))]


@hooks.register("construct_homepage_summary_items", order=LAST)
def count_no_pages_of_others(request: HttpRequest, items: list[SummaryItem]) -> None:
    # it counts every page below the first one that an account may open: those of other districts too
    if not is_curator(request.user):
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


@hooks.register("register_admin_viewset")
def register_pages() -> PagesViewSet:
    return PagesViewSet()


@hooks.register("register_admin_urls")
def register_dashboard_urls() -> list[URLPattern]:
    return [
        path("day/<slug:name>/", WaitingListView.as_view(), name="waiting_list"),
        path("translation-board/", BoardView.as_view(), name="translation_board"),
        path("translation-board/results/", BoardView.as_view(results_only=True), name="translation_board_results"),
    ]


class BoardMenuItem(MenuItem):
    """Shown to whoever writes or translates."""

    def is_shown(self, request):
        return edits(request.user) or bool(languages_of(request.user))


@hooks.register("register_admin_menu_item")
def register_board() -> BoardMenuItem:
    icon = "wagtail-localize-language"
    url = reverse("translation_board")
    return BoardMenuItem(_("Traducciones"), url, name="translation-board", icon_name=icon, order=145)
