"""Events in the admin: their list with an editor's filters, and who registered."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from portal.access.scoped import ScopedFilterSet, ScopedIndexView, ScopedModelViewSet, readable
from portal.office.dashboard.filters import STATES, OneLanguageFilterSet, page_state_condition
from portal.office.dashboard.scope import district_choices

from .choices import EventKind, RegistrationState
from .models import EventPage, Registration
from .personal_records import registrations_with
from .registration_form import PANELS, named_with_day, said_after
from .state import state_words


def numeric_day_and_hour(event: EventPage) -> str:
    """Return when an event begins as a list says it: "25/11/2026 19:00"; Wagtail's date says "just now" of the future."""
    return f"{timezone.localtime(event.start):%d/%m/%Y %H:%M}"


class EventFilter(OneLanguageFilterSet):
    """The filters an editor needs: language, district, whether it is published, whether it takes place."""

    language = ChoiceFilter(label=_("Idioma"), field_name="locale__language_code", choices=settings.LANGUAGES)
    district = ChoiceFilter(label=_("Distrito"), choices=[])
    published = ChoiceFilter(label=_("Publicación"), method="by_publication", choices=STATES)

    class Meta:
        model = EventPage
        fields = ["language", "district", "published", "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["district"].choices = [("", _("Todos")), *district_choices(self.request.user)]

    def by_publication(self, pages, name, value):
        """Keep the events in one state of publication."""
        return pages.filter(page_state_condition(value))


class NextFirstMixin:
    """A list of what has a date: what comes next first, and after it what is over, the latest first."""

    default_ordering = "next"

    def order_queryset(self, queryset):
        """Order by what comes next, unless a column was asked for."""
        if self.ordering != "next" or self.is_searching:
            return super().order_queryset(queryset)
        to_come = Case(When(until__gt=timezone.now(), then=F("start")))
        return queryset.order_by(to_come.asc(nulls_last=True), "-start", "pk")


class EventIndexView(NextFirstMixin, IndexView):
    """The list of events that are no sessions: these stand below their council."""

    def get_base_queryset(self):
        """Return the events that are no sessions."""
        return super().get_base_queryset().exclude(kind=EventKind.SESSION)


class EventListing(PageListingViewSet):
    """All events an editor may see."""

    model = EventPage
    index_view_class = EventIndexView
    icon = "date"
    menu_label = _("Eventos")
    menu_order = 140
    add_to_admin_menu = True
    name = "events"
    url_prefix = "events"
    filterset_class = EventFilter
    columns = [
        *PageListingViewSet.columns[:2],
        Column("start", label=_("Empieza"), sort_key="start", accessor=numeric_day_and_hour, width="12%"),
        Column("state", label=_("Estado"), sort_key="state", accessor=state_words),
        Column("district", label=_("Distrito"), sort_key="district__name"),
        *PageListingViewSet.columns[2:],
    ]


class RegistrationFilter(ScopedFilterSet):
    """By event and by state."""

    event = ModelChoiceFilter(label=_("Evento"), queryset=EventPage.objects.none())
    state = ChoiceFilter(label=_("Estado"), choices=RegistrationState.choices)

    class Meta:
        model = Registration
        fields = ["event", "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hers = readable(Registration, self.request.user).values("event")
        self.filters["event"].queryset = EventPage.objects.filter(pk__in=hers).order_by("-start")
        self.filters["event"].field.label_from_instance = named_with_day


class RegistrationCreateView(CreateView):
    """Adding whoever telephones; `?event=` names the event."""

    def get_initial_form_instance(self):
        """Return a registration for the event that the address names, if any."""
        registration = super().get_initial_form_instance() or self.model()
        event = self.request.GET.get("event", "")
        if event.isdecimal() and len(event) < 10:
            registration.event_id = int(event)
        return registration

    def get_success_message(self, instance):
        """Return whether there is a place."""
        return said_after(instance)


class RegistrationEditView(EditView):
    """Changing a registration, or taking it off."""

    def get_success_message(self):
        """Return whether there is a place now."""
        return said_after(self.object)


class RegistrationIndexView(ScopedIndexView):
    """Who registered, found by name, or by part of a telephone or mail address: these the database cannot read."""

    def search_queryset(self, queryset):
        """Return the rows with what was typed."""
        if not self.is_searching:
            return queryset
        return super().search_queryset(queryset) | registrations_with(queryset, self.search_query)


class RegistrationViewSet(ScopedModelViewSet):
    """Who registered, for whoever may see it only."""

    model = Registration
    icon = "group"
    menu_label = _("Inscripciones")
    menu_order = 145
    add_to_admin_menu = True
    name = "registrations"
    url_prefix = "registrations"
    index_view_class = RegistrationIndexView
    add_view_class = RegistrationCreateView
    edit_view_class = RegistrationEditView
    filterset_class = RegistrationFilter
    list_display = [
        "name",
        "event",
        "people",
        Column("get_state_display", label=_("Estado"), sort_key="state"),
        Column("phone", label=_("Teléfono")),
    ]
    list_select_related = ("event",)
    list_export = ["event", "name", "phone", "email", "people", "needs", "state", "registered_at"]
    export_filename = "inscripciones"
    search_fields = ["name"]
    ordering = ["-registered_at"]
    inspect_view_enabled = False
    copy_view_enabled = False
    edit_handler = PANELS


@hooks.register("register_admin_viewset")
def register_events() -> EventListing:
    return EventListing()


@hooks.register("register_admin_viewset")
def register_registrations() -> RegistrationViewSet:
    return RegistrationViewSet()
