"""The import of streets and lines of the map in the admin: its menu entry and its addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from portal.office.boundaries.viewset import CuratorsMenuItem

from . import views


class MapDataViewSet(ViewSet):
    """All pages of the import under /admin/map-data/."""

    name = "map_data"
    url_prefix = "map-data"
    icon = "upload"
    menu_label = _("Calles y mapa")
    menu_order = 210
    menu_item_class = CuratorsMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the addresses; the first is the menu's."""
        return [
            path("", views.MapDataIndexView.as_view(), name="index"),
            path("new/<slug:table>/", views.MapDataFileView.as_view(), name="file"),
            path("empty/<slug:table>/", views.MapDataEmptyView.as_view(), name="empty"),
            path("<int:pk>/", views.MapDataRunView.as_view(), name="run"),
            path("<int:pk>/discard/", views.MapDataDiscardView.as_view(), name="discard"),
            path("<int:pk>/take-back/", views.MapDataTakeBackView.as_view(), name="take_back"),
        ]


@hooks.register("register_admin_viewset")
def register_map_data() -> MapDataViewSet:
    return MapDataViewSet()
