"""«Lo que llegó» in the admin: its menu entry with the number that waits, its addresses, and the templates."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import bulk_views, entry_hooks, giving_views, matter_views, queue_views  # noqa: F401 - hooks register themselves
from .rights import has_queue
from .selectors import with_count
from .template_screens import AnswerTemplateViewSet

if TYPE_CHECKING:
    from django.http import HttpRequest


class QueueMenuItem(MenuItem):
    """Shown to who answers what people send, with how many wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the account has a queue."""
        return has_queue(request.user)

    def render_component(self, request):
        """Return the entry; the number is counted when the menu is shown."""
        shown = copy(self)
        shown.label = with_count(self.label, request.user)
        return super(QueueMenuItem, shown).render_component(request)


class SubmissionQueueViewSet(ViewSet):
    """All pages under /admin/submissions/."""

    name = "submission_queue"
    url_prefix = "submissions"
    icon = "mail"
    menu_label = _("Bandeja de entrada")
    menu_order = 150
    menu_item_class = QueueMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the addresses; the first is the menu's."""
        return [
            path("", queue_views.QueueListView.as_view(), name="index"),
            path("bulk/", bulk_views.BulkView.as_view(), name="bulk"),
            path("giving/<slug:tab>/", giving_views.GivingListView.as_view(), name="giving"),
            path("given/<int:pk>/", giving_views.GiveView.as_view(), name="give"),
            path("letter/<int:pk>/", giving_views.LetterView.as_view(), name="letter"),
            path("<int:pk>/", matter_views.MatterView.as_view(), name="matter"),
            path("<int:pk>/contact/", matter_views.MatterContactView.as_view(), name="contact"),
            path("<int:pk>/file/<uuid:file_id>/", matter_views.MatterFileView.as_view(), name="file"),
            path("<int:pk>/do/<slug:name>/", matter_views.MatterActionView.as_view(), name="action"),
        ]


@hooks.register("register_admin_viewset")
def register_submission_queue() -> list[ViewSet]:
    return [SubmissionQueueViewSet(), AnswerTemplateViewSet()]
