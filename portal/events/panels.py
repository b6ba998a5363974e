"""The parts of an event's form, grouped as an editor thinks; a session's form is made of the same ones (portal/councils)."""

from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models.panels import CommentPanelPlaceholder, PanelPlaceholder

from portal.core.panels import panel_group, panel_row
from portal.pictures.panels import pictures_panel

from .event_form import EventForm
from .past_date import SurePanel
from .places_panel import PlacesPanel


def field(name: str, help_text: str = "", **kwargs) -> FieldPanel:
    """Return one field, with a help text of its own where the model's says less."""
    return FieldPanel(name, **({"help_text": help_text} if help_text else {}), **kwargs)


WHAT = [
    TitleFieldPanel("title", help_text=_("Como lo dirías en la calle. Por ejemplo: Taller de compost en la plaza.")),
    field(
        "lead",
        _("En una o dos frases. Por ejemplo: aprende a hacer compost en un balcón y llévate tu primera compostera."),
    ),
    panel_group(_("Qué clase de encuentro es"), "kind", "themes"),
]
WHEN = [
    panel_group(
        _("Cuándo"),
        panel_row("start", "end"),
        SurePanel(),
        "all_day",
        help_text=_(
            "En la hora de la ciudad. Si cambias la fecha de algo ya publicado, la página dirá las dos: la de antes y "
            "la nueva. Lo que corriges dentro de la hora, antes de que salga en un aviso, no deja rastro."
        ),
    ),
    panel_group(
        _("Si ya está confirmado"),
        field("state", _("Con «Confirmada» hay que decir dónde es. Lo cancelado no se borra: sigue a la vista.")),
        field("cancel_reason", _("Lo lee quien pensaba ir. Por ejemplo: por la tormenta, pasa al viernes.")),
        field(
            "former_start",
            _(
                "Lo llena el portal cuando cambias la fecha de algo ya publicado. Bórralo si solo era un error de tipeo."
            ),
        ),
    ),
]
WHERE = [
    field("modality", widget=RadioSelect),
    panel_group(
        _("En persona"),
        "venue",
        panel_row("venue_name", "venue_address"),
        "venue_hint",
        help_text=_(
            "Elige un lugar: ya sabe su dirección, cómo se llega y si hay escalones. Si falta, créalo ahí mismo, en "
            "«Nuevo lugar»."
        ),
    ),
    panel_group(
        _("Desde casa"),
        panel_row("online_platform", "online_url"),
        panel_row("join_visibility", "join_minutes"),
        panel_row("phone_in", "phone_code"),
        help_text=_(
            "El enlace solo aparece cuando tú dices: a la vista, desde unos minutos antes, o nunca en la página. El "
            "teléfono está siempre a la vista, y su código también, salvo que el enlace sea solo para quienes se anotan."
        ),
    ),
]
REACH = panel_group(
    _("De dónde es"),
    "neighbourhood",
    panel_row("other_neighbourhoods", "other_districts"),
    help_text=_("Así lo encuentra su gente. Si es de todo el distrito, deja vacío el barrio."),
)
WHO = [
    REACH,
    panel_group(
        _("Para quién es"),
        "open_to_all",
        field("audience", _("Por ejemplo: niñas y niños de 6 a 12 años con una persona adulta.")),
        field("conditions", _("Por ejemplo: trae ropa cómoda y agua; si llueve, pasa al salón.")),
        field("held_in", _("En qué lengua se habla. Si hay interpretación, márcala en los servicios.")),
        FieldPanel("services", widget=CheckboxSelectMultiple),
    ),
    panel_group(_("Quién responde"), "unit", panel_row("contact_phone", "contact_email")),
    field("logistics", heading=_("Solo para el equipo")),
]
TEXT = [field("text", _("Lo que haga falta para decidirse a ir. La página se entiende también sin esto."))]
PICTURES = [
    pictures_panel(_("Para quien no la ve. Por ejemplo: vecinas con palas junto a una compostera de madera.")),
    FieldPanel("rebroadcast_url"),
]
PRACTICES = [
    InlinePanel(
        "practice_links",
        [PageChooserPanel("practice", "practices.PracticePage")],
        heading=_("Experiencias que se muestran"),
        label=_("experiencia"),
        help_text=_("Del banco de experiencias. Se ven las que están publicadas, cada una en el idioma de quien lee."),
    )
]
REGISTRATION = [
    panel_group(
        _("Lugares"),
        "registration_required",
        field("seats", _("Cuántas personas entran. Vacío: sin límite. Quien llega después queda en lista de espera.")),
        PlacesPanel(),
        help_text=_("A quienes avisan por teléfono los anotas en «Inscripciones», en el menú."),
    )
]


def event_form(
    promote_panels: list[PanelPlaceholder], settings_panels: list[CommentPanelPlaceholder | PanelPlaceholder]
) -> TabbedInterface:
    """Return the edit handler of an event."""
    return TabbedInterface(
        [
            ObjectList(WHAT, heading=_("Qué")),
            ObjectList(WHEN, heading=_("Cuándo")),
            ObjectList(WHERE, heading=_("Dónde")),
            ObjectList([*WHO, *REGISTRATION], heading=_("Quién")),
            ObjectList([*TEXT, *PICTURES, *PRACTICES], heading=_("Textos y fotos")),
            ObjectList(promote_panels, heading=_("Dirección web y buscadores")),
            ObjectList(settings_panels, heading=_("Publicación")),
        ],
        base_form_class=EventForm,
    )
