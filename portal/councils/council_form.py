"""The council's form, grouped as an editor thinks, and where each kind of council may lie."""

from django.core.exceptions import ValidationError
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models.panels import CommentPanelPlaceholder, PanelPlaceholder

from portal.access.page_forms import PageForm
from portal.core.panels import panel_group, panel_row
from portal.pictures.panels import pictures_panel
from portal.territory.models import District, DistrictKind

#: kinds that belong to no single district, and kinds that belong to one (values of CouncilKind)
OF_THE_CITY = ("inter-district", "thematic")
OF_A_DISTRICT = ("neighbourhood", "inter-neighbourhood")
IN_THE_CITY = _(
    "Un consejo de esta clase es de toda la ciudad: créalo en la carpeta «toda la ciudad», no en un distrito."
)
IN_A_DISTRICT = _(
    "Un consejo de esta clase es de un distrito: créalo en la carpeta de su distrito, no en la de la ciudad."
)
WHICH_NEIGHBOURHOOD = _("¿De qué barrio es? Así lo encuentran sus vecinas y vecinos.")


def place_fault(kind: str, district: District) -> str:
    """Return why a council of a kind (value of CouncilKind) cannot lie in the folder of a District, or ""."""
    if district is None:
        return ""
    is_city = district.kind == DistrictKind.WHOLE_CITY
    if kind in OF_THE_CITY and not is_city:
        return IN_THE_CITY
    return IN_A_DISTRICT if kind in OF_A_DISTRICT and is_city else ""


class CouncilForm(PageForm):
    """The form of a council."""

    def clean(self):
        """Raise ValidationError beside a kind that does not lie here, and beside a neighbourhood that nobody chose."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if fault := place_fault(kind, District.objects.filter(pk=self.district).first()):
            self.add_error("kind", ValidationError(fault, code="folder"))
        asked = kind == "neighbourhood" and self.data.get("action-publish") and "neighbourhood" in self.fields
        if asked and not cleaned.get("neighbourhood") and not self.has_error("neighbourhood"):
            self.add_error("neighbourhood", ValidationError(WHICH_NEIGHBOURHOOD, code="required"))
        return cleaned


WHAT = [
    TitleFieldPanel("title", help_text=_("Como lo llama la gente. Por ejemplo: Consejo Barrial de La Cañada.")),
    FieldPanel(
        "lead",
        help_text=_("En una o dos frases. Por ejemplo: aquí se decide qué se arregla primero en el barrio."),
    ),
    panel_group(_("Qué clase de consejo es"), "kind", FieldPanel("criterion", widget=RadioSelect), "themes", "active"),
    panel_group(
        _("De dónde es"),
        "neighbourhood",
        panel_row("other_neighbourhoods", "other_districts"),
        help_text=_(
            "Los consejos interdistritales y temáticos van en la carpeta «toda la ciudad»: di aquí qué distritos abarcan."
        ),
    ),
    pictures_panel(_("Para quien no la ve. Por ejemplo: vecinas y vecinos sentados en ronda en la vecinal.")),
]
WHO = [
    panel_group(
        _("Quién puede venir"),
        "open_to_all",
        "audience",
        FieldPanel(
            "how_to_join",
            help_text=_("Por ejemplo: ven a la próxima sesión; no hace falta anotarse ni tener documento."),
        ),
    ),
    panel_group(
        _("Cómo se eligió"),
        FieldPanel("elected_on", help_text=_("Vacío si nadie lo elige: participa quien viene.")),
        "elected_by",
    ),
    InlinePanel(
        "members",
        [
            FieldPanel("role"),
            panel_row("unit", "organisation"),
            panel_row("person", "person_agreed"),
            panel_row("since", "till"),
        ],
        heading=_("Quiénes lo integran"),
        label=_("integrante"),
        help_text=_(
            "Pon funciones, no personas. Un nombre sale en la página solo si la persona aceptó y lo marcaste. "
            "Te avisamos dos meses antes de que termine un mandato."
        ),
    ),
    InlinePanel(
        "links",
        [panel_row("kind", "url")],
        heading=_("Grupos y páginas"),
        label=_("enlace"),
        help_text=_("Solo grupos abiertos a cualquier persona: la dirección queda a la vista de todos."),
    ),
]


def council_form(
    promote_panels: list[PanelPlaceholder], settings_panels: list[CommentPanelPlaceholder | PanelPlaceholder]
) -> TabbedInterface:
    """Return the edit handler of a council."""
    return TabbedInterface(
        [
            ObjectList(WHAT, heading=_("Qué es")),
            ObjectList(WHO, heading=_("Quiénes")),
            ObjectList(promote_panels, heading=_("Dirección web y buscadores")),
            ObjectList(settings_panels, heading=_("Publicación")),
        ],
        base_form_class=CouncilForm,
    )
