"""The practice's form in three steps: tell it, say what and where it is, and the rest, which nobody must fill in."""

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models.panels import CommentPanelPlaceholder, PanelPlaceholder

from portal.access.page_forms import PageForm
from portal.core.context import publishing_city
from portal.core.models import CitySettings
from portal.core.panels import panel_group
from portal.pictures.panels import pictures_panel

from .missing import missing
from .questions import BANK_QUESTIONS, OIDP_QUESTIONS


def boxes(name: str) -> FieldPanel:
    """Return a field with a box for each choice: in a list, a click without Ctrl loses what was chosen before."""
    return FieldPanel(name, widget=CheckboxSelectMultiple)


class PracticeForm(PageForm):
    """The form of a practice; one of a district begins in its own city."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk or self.district is None:
            return
        self.initial.update(own_city_place())


def own_city_place() -> dict[str, str]:
    """Return where a practice of this portal's own city was: {field: value}; nothing of a city that has no name yet."""
    city = publishing_city()
    named = {} if city == CitySettings._meta.get_field("name").default else {"place_city": city}
    return {**named, "place_country": settings.HOLIDAYS.partition("-")[0]}


class MissingPanel(Panel):
    """Says in words what the record still lacks; nothing of it stops anybody from publishing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/panels/missing.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["missing"] = missing(self.instance) if self.instance.pk else []
            context["is_new"] = not self.instance.pk
            return context


WHAT = [
    TitleFieldPanel("title"),  # the address follows what is typed
    MissingPanel(heading=_("Qué falta")),
    FieldPanel("lead"),
    InlinePanel("figures", heading=_("Cifras"), label=_("cifra"), max_num=4),
    pictures_panel(
        _("Para quien no la ve. Por ejemplo: doce vecinas sentadas en ronda en la plaza, con un plano en el piso.")
    ),
]
KINDS = [
    panel_group(_("Qué clase de experiencia es"), boxes("types"), "type_other", boxes("bank_categories"), "candidacy"),
    panel_group(_("Temas"), boxes("themes"), "theme_other", boxes("sdgs")),
    panel_group(_("Objetivos"), "main_objective", boxes("objectives"), "objective_other"),
]
WHERE_AND_WHEN = [
    panel_group(_("Dónde"), "place_city", "place_region", "place_country", "neighbourhood"),
    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    panel_group(_("A qué escala"), "scope", "scope_other", "territory_size"),
    panel_group(_("Cuándo"), "start", "end", "end_open", "start_as_written", "end_as_written"),
    panel_group(_("Cómo sigue"), "outcome", "outcome_reason"),
]
WHO = [
    FieldPanel("institution"),
    FieldPanel("author_kind"),
    panel_group(_("Participantes"), "participants_count", "participants"),
    InlinePanel("contributions", heading=_("Quién puso qué"), label=_("aporte")),
    InlinePanel("organisation_links", heading=_("Organizaciones"), label=_("organización")),
]
FORM = [FieldPanel(name, heading=question) for name, question in OIDP_QUESTIONS.items()]
BESIDE = [
    *(FieldPanel(name, heading=question) for name, question in BANK_QUESTIONS.items()),
    FieldPanel("evaluation_state"),
    InlinePanel("annexes", heading=_("Anexos"), label=_("anexo")),
]
SOURCE = [
    panel_group(
        _("De dónde viene la ficha"), "source_name", "source_url", "source_language", "source_licence", "source_date"
    ),
    panel_group(_("Distinción"), "distinction", "edition", "call_category"),
    FieldPanel("last_reviewed"),
]


def practice_form(
    promote_panels: list[PanelPlaceholder], settings_panels: list[CommentPanelPlaceholder | PanelPlaceholder]
) -> TabbedInterface:
    """Return the edit handler of a practice."""
    return TabbedInterface(
        [
            ObjectList([*WHAT, *FORM], heading=_("Cuéntala")),
            ObjectList([*KINDS, *WHERE_AND_WHEN, *WHO], heading=_("Qué, dónde y quién")),
            ObjectList([*BESIDE, *SOURCE, *promote_panels, *settings_panels], heading=_("Lo demás")),
        ],
        base_form_class=PracticeForm,
    )
