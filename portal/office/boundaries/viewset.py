"""The import of boundaries in the admin: its entry in the menu "Territorio" and its addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.access.roles import is_curator

from . import views


class CuratorsMenuItem(MenuItem):
    """Shown to curators and administrators only."""

    def is_shown(self, request):
        return is_curator(request.user)


class BoundaryImportViewSet(ViewSet):
    """All pages of the import under /admin/boundaries/."""

    name = "boundary_imports"
    url_prefix = "boundaries"
    icon = "upload"
    menu_label = _("Límites")
    menu_item_class = CuratorsMenuItem

    def get_urlpatterns(self):
        """Return the addresses; the first is the menu's."""
        return [
            path("", views.BoundaryImportIndexView.as_view(), name="index"),
            path("new/", views.FileView.as_view(), name="file"),
            path("<int:pk>/", views.BoundaryImportRunView.as_view(), name="run"),
            path("<int:pk>/discard/", views.BoundaryImportDiscardView.as_view(), name="discard"),
        ]
