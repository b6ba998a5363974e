"""Weekly agendas and the offices that receive them: their lists, forms and addresses in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.base import ViewSetGroup

from portal.access.scoped import ScopedFilterSet, ScopedModelViewSet
from portal.agendas.models import Recipient, WeeklyIssue
from portal.core.weeks import Week
from portal.territory.models import District

from . import views
from .forms import IssueForm, NewIssueForm, RecipientForm


def of_place(row: Recipient | WeeklyIssue) -> District | str:
    """Return the district of a row as its list says it."""
    return row.district or _("Toda la ciudad")


def issue_week_words(issue: WeeklyIssue) -> str:
    """Return the days of an issue's week in words."""
    return Week.of(issue.week).words


class IssueFilter(ScopedFilterSet):
    """Issues by district and state."""

    class Meta:
        model = WeeklyIssue
        fields = ["district", "state"]


class RecipientFilter(ScopedFilterSet):
    """Offices by district, edition and whether they receive it today."""

    class Meta:
        model = Recipient
        fields = ["district", "language", "internal", "active"]


class WeeklyIssueViewSet(ScopedModelViewSet):
    """Drafts and published issues."""

    model = WeeklyIssue
    icon = "calendar-check"
    menu_label = _("Agendas semanales")
    copy_view_enabled = False
    edit_view_class = views.IssueEditView
    list_display = [
        "week",
        Column("days", accessor=issue_week_words, label=_("Días")),
        Column("district", accessor=of_place, label=_("Distrito"), sort_key="district__name"),
        Column("state", accessor="get_state_display", label=_("Estado"), sort_key="state"),
        Column("published_at", label=_("Publicada el"), sort_key="published_at"),
    ]
    list_select_related = ("district",)
    list_export = ["week", "district", "state", "published_at"]
    list_per_page = 50
    filterset_class = IssueFilter
    search_fields = ["week", "district__name"]
    inspect_view_fields = list_export

    def get_form_class(self, for_update=False):
        """Return the form of a draft, or that of a new one."""
        return IssueForm if for_update else NewIssueForm

    def get_urlpatterns(self):
        """Return the addresses of the list and form, and of what is done with an issue."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/edition/<slug:audience>/<slug:language>/", views.EditionView.as_view(), name="edition"),
            path("<int:pk>/sign/", views.SignView.as_view(), name="sign"),
            path("<int:pk>/send/", views.SendView.as_view(), name="send"),
            path("<int:pk>/send/<int:delivery>/", views.SendAgainView.as_view(), name="send_again"),
        ]


class RecipientViewSet(ScopedModelViewSet):
    """The offices that receive the agenda by mail."""

    model = Recipient
    icon = "mail"
    menu_label = _("Quién la recibe")
    copy_view_enabled = False
    list_display = [
        "name",
        "email",
        Column("district", accessor=of_place, label=_("Distrito"), sort_key="district__name"),
        Column("language", accessor="get_language_display", label=_("Idioma"), sort_key="language"),
        BooleanColumn("internal", label=_("Edición interna")),
        BooleanColumn("active", label=_("La sigue recibiendo")),
    ]
    list_select_related = ("district",)
    list_export = ["name", "email", "district", "language", "internal", "active"]
    filterset_class = RecipientFilter
    search_fields = ["name", "email"]
    inspect_view_fields = list_export

    def get_form_class(self, for_update=False):
        """Return the form."""
        return RecipientForm


class WeeklyGroup(ViewSetGroup):
    """The menu "Agenda semanal"."""

    menu_label = _("Agenda semanal")
    menu_icon = "calendar-check"
    menu_order = 160
    items = [WeeklyIssueViewSet("weekly_issues"), RecipientViewSet("recipients")]
