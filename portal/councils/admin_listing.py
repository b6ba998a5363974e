"""Councils and sessions in the admin: lists with the filters of an editor, and the phase that the clock says."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.core.weeks import Week
from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, CouncilPage, SessionPage
from portal.events.wagtail_hooks import NextFirstMixin, numeric_day_and_hour
from portal.office.dashboard.filters import STATES, OneLanguageFilterSet, page_state_condition
from portal.office.dashboard.scope import district_choices

from .phases import phase_of
from .rights import makes_sessions

TIMES = (
    ("week", _("Esta semana")),
    ("next", _("La semana que viene")),
    ("coming", _("Por venir")),
    ("past", _("Pasadas")),
)
AGENDAS = (("without", _("Sin orden del día")), ("with", _("Con orden del día")))


class AgendaFilter(OneLanguageFilterSet):
    """The filters that councils and sessions share: language, district, whether it is published. Abstract."""

    language = ChoiceFilter(label=_("Idioma"), field_name="locale__language_code", choices=settings.LANGUAGES)
    district = ChoiceFilter(label=_("Distrito"), choices=[])
    published = ChoiceFilter(label=_("Publicación"), method="by_publication", choices=STATES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["district"].choices = [("", _("Todos")), *district_choices(self.request.user)]

    def by_publication(self, pages, name, value):
        """Keep the pages in one state of publication."""
        return pages.filter(page_state_condition(value))


class CouncilFilter(AgendaFilter):
    """Councils also by their kind."""

    class Meta:
        model = CouncilPage
        fields = ["language", "district", "published", "kind"]


class SessionFilter(AgendaFilter):
    """Sessions also by council, by state, by when they are, and those whose agenda nobody wrote."""

    council = ModelChoiceFilter(label=_("Consejo"), queryset=CouncilPage.objects.none())
    time = ChoiceFilter(label=_("Cuándo"), method="by_time", choices=TIMES)
    agenda = ChoiceFilter(label=_("Orden del día"), method="by_agenda", choices=AGENDAS)

    class Meta:
        model = SessionPage
        fields = ["time", "agenda", "council", "language", "district", "published", "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # councils are named to those who see them in the explorer only
        hers = policy_registry.get_by_type(Page).explorable_instances(self.request.user).values("pk")
        named = CouncilPage.objects.filter(pk__in=hers, sessions__isnull=False).distinct().order_by("title")
        self.filters["council"].queryset = self.form.fields["council"].queryset = named

    def by_time(self, sessions, name, value):
        """Keep what is over, what is not, or what is in one week."""
        now = timezone.now()
        if value in ("week", "next"):
            week = Week.now().plus(1 if value == "next" else 0)
            return sessions.filter(start__gte=week.begin, start__lt=week.end)
        return sessions.filter(until__lte=now) if value == "past" else sessions.filter(until__gt=now)

    def by_agenda(self, sessions, name, value):
        """Keep the sessions with points that everybody reads, or those without."""
        written = Exists(AgendaItem.objects.filter(page=OuterRef("pk"), visibility=ItemVisibility.PUBLIC))
        return sessions.filter(written if value == "with" else ~written)


def phase_words(session: SessionPage) -> str:
    """Return the phase of a session now, in words."""
    return phase_of(session, timezone.now()).label


class SessionIndexView(NextFirstMixin, IndexView):
    """The list of sessions, the next one first."""

    def get_base_queryset(self):
        """Return the sessions with their councils."""
        return super().get_base_queryset().select_related("council", "locale")

    def get_add_url(self):
        """Return the form of a new session: it asks for the council itself."""
        return reverse("session_new") if makes_sessions(self.request.user) else None


class SessionListing(PageListingViewSet):
    """All sessions an editor may see."""

    model = SessionPage
    index_view_class = SessionIndexView
    icon = "calendar-alt"
    menu_label = _("Sesiones")
    menu_order = 131
    add_to_admin_menu = True
    name = "sessions"
    url_prefix = "sessions"
    filterset_class = SessionFilter
    columns = [
        *PageListingViewSet.columns[:2],
        Column("start", label=_("Empieza"), sort_key="start", accessor=numeric_day_and_hour, width="12%"),
        Column("council", label=_("Consejo"), sort_key="council__title"),
        Column("phase", label=_("Fase"), accessor=phase_words),
        Column("reference", label=_("Referencia"), sort_key="reference"),
        *PageListingViewSet.columns[3:],
    ]


class CouncilListing(PageListingViewSet):
    """All councils an editor may see."""

    model = CouncilPage
    icon = "group"
    menu_label = _("Consejos")
    menu_order = 130
    add_to_admin_menu = True
    name = "councils"
    url_prefix = "councils"
    filterset_class = CouncilFilter
    columns = [
        *PageListingViewSet.columns[:2],
        Column("get_kind_display", label=_("Clase"), sort_key="kind"),
        Column("district", label=_("Distrito"), sort_key="district__name"),
        *PageListingViewSet.columns[2:],
    ]


@hooks.register("insert_global_admin_css")
def internal_points_are_marked() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/points.css"))


@hooks.register("register_admin_viewset")
def register_councils() -> CouncilListing:
    return CouncilListing()


@hooks.register("register_admin_viewset")
def register_sessions() -> SessionListing:
    return SessionListing()
