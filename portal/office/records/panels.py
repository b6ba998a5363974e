"""The forms of the territory's records, grouped as an editor thinks: what, where, who, numbers."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput

from portal.access.record_forms import ScopedRecordForm
from portal.core.panels import panel_group, panel_row

from .counters import CountersPanel
from .forms import NAME_FIELDS, DistrictForm, NeighbourhoodForm, UnitForm
from .venue_form import WORDS, VenueForm

NAME = TitleFieldPanel("name", targets=["code"], classname="")
CODE = FieldPanel("code", widget=SlugInput)

OTHER_NAMES = panel_group(
    _("Cómo se llama en otros idiomas"),
    panel_row(*NAME_FIELDS.values()),
    help_text=_("Por ejemplo: «salón grande» se traduce; el nombre de una escuela o de un club se deja como es."),
)

DISTRICT = ObjectList(
    [
        panel_group(_("Qué distrito es"), NAME, CODE, panel_row("kind", "order")),
        panel_group(
            _("El centro de distrito"),
            "seat_name",
            "address",
            panel_row("phone", "email"),
            help_text=_("El horario y la accesibilidad se escriben en la página del distrito, en cada idioma."),
        ),
    ],
    base_form_class=DistrictForm,
)

NEIGHBOURHOOD = ObjectList(
    [
        panel_group(_("Qué es"), NAME, CODE, panel_row("kind", "wave")),
        panel_group(
            _("Dónde queda"),
            "district",
            InlinePanel("postal_codes", heading=_("Códigos postales"), label=_("código postal")),
            InlinePanel(
                "parts",
                [panel_row("code", "name")],
                heading=_("Secciones"),
                label=_("sección"),
                help_text=_("Partes del barrio con su propia promotora o promotor. Vacío si no se divide."),
            ),
        ),
        panel_group(
            _("Quién responde"),
            "responsible_role",
            "responsible_unit",
            panel_row("responsible_phone", "responsible_email"),
            panel_row("responsible_name", "responsible_agreed"),
            help_text=_("El teléfono y el correo son los de la oficina, nunca los de la persona."),
        ),
        panel_group(
            _("Datos del barrio"),
            panel_row("population", "population_year", "population_source"),
            panel_row("social_index", "social_index_year", "social_index_source"),
            panel_row("connectivity", "connectivity_year", "connectivity_source"),
            help_text=_("Cada dato va con su año y su fuente. Si no lo sabes, deja los tres vacíos."),
        ),
        CountersPanel(
            "counts",
            [panel_row("kind", "area"), panel_row("value", "total"), panel_row("date", "source")],
            heading=_("Conteos"),
            label=_("conteo"),
            help_text=_(
                "Cuando vuelvan a contar, agrega un conteo con la fecha nueva: el anterior queda como historia. "
                "Los conteos de menos de 5 personas no se muestran en público."
            ),
        ),
        InlinePanel(
            "links",
            [FieldPanel("url"), panel_row("kind", "label")],
            heading=_("Grupos y páginas"),
            label=_("enlace"),
            help_text=_("Solo grupos abiertos a cualquier persona del barrio: la dirección queda a la vista de todos."),
        ),
    ],
    base_form_class=NeighbourhoodForm,
)

VENUE = ObjectList(
    [
        panel_group(_("Qué lugar es"), "name", panel_row("kind", "active")),
        OTHER_NAMES,
        panel_group(
            _("Dónde queda"),
            panel_row("district", "neighbourhood"),
            "address",
            "directions",
            "point",
            panel_row("latitude", "longitude"),
        ),
        panel_group(_("Con quién se habla"), "phone"),
        panel_group(
            _("Foto del lugar"),
            "image",
            *WORDS,
            help_text=_(
                "Las palabras son para quien no ve la imagen. Por ejemplo: el frente de la biblioteca, con la rampa a la "
                "izquierda. En los idiomas que faltan se usan las primeras."
            ),
        ),
        panel_group(
            _("Quién puede entrar"),
            panel_row("step_free", "accessible_toilet", "hearing_loop"),
            "access_note",
            help_text=_("«Desconocido» se muestra como «no lo sabemos todavía»: es mejor que suponer."),
        ),
    ],
    base_form_class=VenueForm,
)

UNIT = ObjectList(
    [
        HelpPanel(content=_("Un área del gobierno que responde por algo: obras, salud, espacio público.")),
        panel_group(_("Qué área es"), TitleFieldPanel("name", targets=["code"], classname=""), CODE, "active"),
        OTHER_NAMES,
        panel_group(_("De qué distrito es"), "district"),
        panel_group(_("Cómo se la encuentra"), panel_row("phone", "email")),
    ],
    base_form_class=UnitForm,
)

ORGANISATION = ObjectList(
    [
        panel_group(_("Qué organización es"), "name", panel_row("kind", "agreement_date"), "url"),
        panel_group(_("Dónde trabaja"), "district"),
    ],
    base_form_class=ScopedRecordForm,
)
