"""The import of meetings in the admin: its menu entry beside councils and sessions, and its addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.councils.rights import makes_sessions

from .screen import views


class SessionImportMenuItem(MenuItem):
    """Shown to whoever adds sessions somewhere."""

    def is_shown(self, request):
        return makes_sessions(request.user)


class SessionImportViewSet(ViewSet):
    """All pages of the import under /admin/session-imports/."""

    name = "session_imports"
    url_prefix = "session-imports"
    icon = "upload"
    menu_label = _("Importar reuniones")
    menu_order = 132
    menu_item_class = SessionImportMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the addresses; the first is the menu's."""
        return [
            path("", views.SessionImportIndexView.as_view(), name="index"),
            path("new/", views.MeetingFileView.as_view(), name="new"),
            path("<int:pk>/", views.SessionImportRunView.as_view(), name="run"),
            path("<int:pk>/resume/", views.SessionImportResumeView.as_view(), name="resume"),
            path("<int:pk>/discard/", views.SessionImportDiscardView.as_view(), name="discard"),
            path("<int:pk>/report.txt", views.SessionImportReportView.as_view(), name="report"),
        ]


@hooks.register("register_admin_viewset")
def register_session_imports() -> SessionImportViewSet:
    return SessionImportViewSet()
