"""The import in the admin: its menu entry and its addresses."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import views


class ImportMenuItem(MenuItem):
    """Shown to whoever may import only."""

    def is_shown(self, request):
        return request.user.has_perm(views.PERMISSION)


class ImportViewSet(ViewSet):
    """All pages of the import under /admin/practice-imports/."""

    name = "practice_imports"
    url_prefix = "practice-imports"
    icon = "upload"
    menu_label = _("Importar")
    menu_order = 155
    menu_item_class = ImportMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the addresses; the first is the menu's."""
        return [
            path("", views.PracticeImportIndexView.as_view(), name="index"),
            path("new/", views.FilesView.as_view(), name="files"),
            path("<int:pk>/", views.PracticeImportRunView.as_view(), name="run"),
            path("<int:pk>/resume/", views.ResumeView.as_view(), name="resume"),
            path("<int:pk>/discard/", views.PracticeImportDiscardView.as_view(), name="discard"),
            path("<int:pk>/report.csv", views.ReportView.as_view(), name="report"),
        ]


def import_permissions() -> QuerySet[Permission]:
    """Return the right to import, so that an administrator can give it to a group."""
    return Permission.objects.filter(content_type__app_label="practices", codename="import_practices")
