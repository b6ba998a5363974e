"""The forms of the territory's records, grouped as an editor thinks: what, where, who, numbers."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput

from portal.access.record_forms import ScopedRecordForm

from .counters import CountersPanel
from .forms import DistrictForm, NeighbourhoodForm, UnitForm


def row(*names):
    """Return fields beside each other."""
    return FieldRowPanel([FieldPanel(name) for name in names])


def group(heading, *parts, help_text=""):
    """Return fields (names or panels) under a heading."""
    panels = [FieldPanel(part) if isinstance(part, str) else part for part in parts]
    return MultiFieldPanel(panels, heading=heading, help_text=help_text)


NAME = TitleFieldPanel("name", targets=["code"], classname="")
CODE = FieldPanel("code", widget=SlugInput)

DISTRICT = ObjectList(
    [
        group(_("Qué distrito es"), NAME, CODE, row("kind", "order")),
        group(
            _("El centro de distrito"),
            "seat_name",
            "address",
            row("phone", "email"),
            help_text=_("El horario y la accesibilidad se escriben en la página del distrito, en cada idioma."),
        ),
    ],
    base_form_class=DistrictForm,
)

NEIGHBOURHOOD = ObjectList(
    [
        group(_("Qué es"), NAME, CODE, row("kind", "wave")),
        group(
            _("Dónde queda"),
            "district",
            InlinePanel("postal_codes", heading=_("Códigos postales"), label=_("código postal")),
            InlinePanel(
                "parts",
                [row("code", "name")],
                heading=_("Secciones"),
                label=_("sección"),
                help_text=_("Partes del barrio con su propia promotora o promotor. Vacío si no se divide."),
            ),
        ),
        group(
            _("Quién responde"),
            "responsible_role",
            "responsible_unit",
            row("responsible_phone", "responsible_email"),
            row("responsible_name", "responsible_agreed"),
            help_text=_("El teléfono y el correo son los de la oficina, nunca los de la persona."),
        ),
        group(
            _("Datos del barrio"),
            row("population", "population_year", "population_source"),
            row("social_index", "social_index_year", "social_index_source"),
            row("connectivity", "connectivity_year", "connectivity_source"),
            help_text=_("Cada dato va con su año y su fuente. Si no lo sabes, deja los tres vacíos."),
        ),
        CountersPanel(
            "counts",
            [row("kind", "area"), row("value", "total"), row("date", "source")],
            heading=_("Conteos"),
            label=_("conteo"),
            help_text=_(
                "Cuando vuelvan a contar, agrega un conteo con la fecha nueva: el anterior queda como historia. "
                "Los conteos de menos de 5 personas no se muestran en público."
            ),
        ),
        InlinePanel(
            "links",
            [FieldPanel("url"), row("kind", "label")],
            heading=_("Grupos y páginas"),
            label=_("enlace"),
            help_text=_("Solo grupos abiertos a cualquier persona del barrio: la dirección queda a la vista de todos."),
        ),
    ],
    base_form_class=NeighbourhoodForm,
)

VENUE = ObjectList(
    [
        group(_("Qué lugar es"), "name", row("kind", "active")),
        group(
            _("Dónde queda"), row("district", "neighbourhood"), "address", "directions", row("latitude", "longitude")
        ),
        group(_("Con quién se habla"), "phone"),
        group(
            _("Quién puede entrar"),
            row("step_free", "accessible_toilet", "hearing_loop"),
            "access_note",
            help_text=_("«Desconocido» se muestra como «no lo sabemos todavía»: es mejor que suponer."),
        ),
    ],
    base_form_class=ScopedRecordForm,
)

UNIT = ObjectList(
    [
        HelpPanel(content=_("Un área del gobierno que responde por algo: obras, salud, espacio público.")),
        group(_("Qué área es"), TitleFieldPanel("name", targets=["code"], classname=""), CODE, "active"),
        group(_("De qué distrito es"), "district"),
        group(_("Cómo se la encuentra"), row("phone", "email")),
    ],
    base_form_class=UnitForm,
)

ORGANISATION = ObjectList(
    [
        group(_("Qué organización es"), "name", row("kind", "agreement_date"), "url"),
        group(_("Dónde trabaja"), "district"),
    ],
    base_form_class=ScopedRecordForm,
)
