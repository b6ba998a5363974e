"""The bank in the admin: the list of practices with an editor's filters, and the private contacts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from portal.access.record_forms import ScopedRecordForm
from portal.access.scoped import ScopedModelViewSet
from portal.office.dashboard.filters import STATES, OneLanguageFilterSet, page_state_condition
from portal.office.dashboard.scope import district_choices

from . import review_hooks  # noqa: F401 (its hooks register themselves)
from .importing.viewset import ImportViewSet, import_permissions
from .models import PracticeContact, PracticePage


class PracticeFilter(OneLanguageFilterSet):
    """The filters an editor needs: language, district, state."""

    # not "locale": Wagtail's lists read that parameter themselves, as a code
    language = ChoiceFilter(label=_("Idioma"), field_name="locale__language_code", choices=settings.LANGUAGES)
    district = ChoiceFilter(label=_("Distrito"), choices=[])
    state = ChoiceFilter(label=_("Estado"), method="by_state", choices=STATES)

    class Meta:
        model = PracticePage
        fields = ["language", "district", "state", "outcome"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["district"].choices = [("", _("Todos")), *district_choices(self.request.user)]

    def by_state(self, pages, name, value):
        """Keep the practices in one state."""
        return pages.filter(page_state_condition(value))


class PracticeListing(PageListingViewSet):
    """All practices an editor may see."""

    model = PracticePage
    icon = "doc-full-inverse"
    menu_label = _("Experiencias")
    menu_order = 150
    add_to_admin_menu = True
    name = "practices"
    url_prefix = "practices"
    filterset_class = PracticeFilter
    columns = [
        *PageListingViewSet.columns[:2],
        Column("reference", label=_("Referencia"), sort_key="reference"),
        Column("district", label=_("Distrito"), sort_key="district__name"),
        Column("last_reviewed", label=_("Revisada"), sort_key="last_reviewed"),
        *PageListingViewSet.columns[2:],
    ]


class ContactViewSet(ScopedModelViewSet):
    """Contact data, for whoever may see them only; never exported."""

    model = PracticeContact
    icon = "mail"
    menu_label = _("Contactos")
    menu_order = 160
    add_to_admin_menu = True
    name = "practice_contacts"
    url_prefix = "practice-contacts"
    list_display = ["practice", "name", "role", "confirmed"]
    list_select_related = ("practice",)
    search_fields = ["name", "role", "practice__title"]
    inspect_view_enabled = False
    copy_view_enabled = False
    edit_handler = ObjectList(PracticeContact.panels, base_form_class=ScopedRecordForm)


@hooks.register("register_admin_viewset")
def register_practices() -> PracticeListing:
    return PracticeListing()


@hooks.register("register_admin_viewset")
def register_contacts() -> ContactViewSet:
    return ContactViewSet()


@hooks.register("register_admin_viewset")
def register_imports() -> ImportViewSet:
    return ImportViewSet()


@hooks.register("register_permissions")
def register_import_permissions() -> QuerySet[Permission]:
    return import_permissions()
