"""The session's form: an event's parts with the agenda before them, filled from the council and from its last meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import RadioSelect
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.models.panels import CommentPanelPlaceholder, PanelPlaceholder

from portal.access.relations import keep_references
from portal.core.language import source_version
from portal.core.models import BasePage
from portal.core.page_tree import free_slug
from portal.core.panels import panel_row
from portal.events.event_form import EventForm
from portal.events.models.meeting import MEETING_FACTS
from portal.events.panels import PICTURES, PRACTICES, REGISTRATION, TEXT, WHEN, WHERE, WHO, field

from .agenda_lines import AgendaLinesField
from .pasted_points import lines_as_rows
from .points_panel import PastePanel, PointRest, PointRow, PointsPanel, VisibilityPanel

if TYPE_CHECKING:
    from portal.councils.models import CouncilPage

PUBLIC = "public"  # value of ItemVisibility
PART_OF_INTERNAL = _("El punto del que es parte es interno: márcalo como interno también, o hazlo un punto aparte.")
#: what a new session takes over from its council, and what from the council's last meeting
OF_THE_COUNCIL = ("neighbourhood", "other_neighbourhoods", "other_districts", "themes", "open_to_all")
OF_THE_LAST = tuple(name for name in MEETING_FACTS if name != "logistics")


class SessionForm(EventForm):
    """The form of a session."""

    pasted_points = AgendaLinesField(
        label=_("Pegar varios puntos, uno por línea"),
        rows=4,
        help_text=_(
            "Por ejemplo: «La plaza del Molino, 20 min». Al final de la línea puedes decir cuánto dura y si es solo "
            "para el equipo: «(interno)»."
        ),
    )

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data if data is None else lines_as_rows(data), *args, **kwargs)
        for name in {"title", "slug"} & self.fields.keys():
            self.fields[name].required = False
        if self.instance.pk is None and self.parent_page is not None:
            found = taken_over(self.parent_page.specific)
            self.initial |= found
            keep_references(self, found)

    def clean_title(self):
        """Return the title; without one, the council's name until it is known what will be discussed."""
        return self.cleaned_data["title"] or getattr(self.parent_page, "title", "")

    def clean_slug(self):
        """Return an address that no other meeting of the council has: their titles are often the same."""
        wanted = self.cleaned_data.get("slug") or slugify(self.cleaned_data.get("title", ""))
        return free_slug(wanted, self.parent_page, self.instance) if wanted else wanted

    def is_valid(self):
        """Tell whether form and points are sound; a part of an internal point cannot be public."""
        return super().is_valid() and self.parts_agree()

    def parts_agree(self):
        """Tell whether no public point is part of an internal one, and say it beside the point."""
        points = self.formsets.get("items")
        kept = [form for form in points.ordered_forms if form.has_changed() or form.instance.pk] if points else []
        hidden = faults = False
        for form in kept:
            is_public = form.cleaned_data.get("visibility") == PUBLIC
            if not form.cleaned_data.get("is_sub"):
                hidden = not is_public
            elif hidden and is_public:
                form.add_error("visibility", PART_OF_INTERNAL)
                faults = True
        return not faults


def taken_over(council: CouncilPage) -> dict[str, Any]:
    """Return {field: value} with which the form of a new session of a council (CouncilPage) begins."""
    source = source_version(council)
    found = {name: initial(source, name) for name in OF_THE_COUNCIL}
    last = source.sessions.filter(locale=source.locale_id).order_by("-start", "-pk").first()
    return found | ({name: initial(last, name) for name in OF_THE_LAST} if last else {})


def initial(page: BasePage, name: str) -> int | list | str | None:
    """Return the value of a field as a form begins with it."""
    field_of = page._meta.get_field(name)
    if field_of.many_to_many:
        return list(getattr(page, name).all())
    return getattr(page, field_of.attname)


#: the form of one point (portal/councils/models/item.py)
POINT = [
    PointRow(["title", FieldPanel("minutes", heading=_("Minutos")), VisibilityPanel("visibility", widget=RadioSelect)]),
    PointRest(
        [
            FieldPanel(
                "text",
                help_text=_("Por ejemplo: dos proyectos dibujados en agosto; se presentan, se pregunta y se vota."),
            ),
            FieldPanel("is_sub", help_text=_("Se numera 2.1, 2.2 … bajo el punto de arriba.")),
            panel_row("theme", "neighbourhood"),
            "proposed_by",
            FieldPanel(
                "attachments",
                help_text=_(
                    "Planos, propuestas. Un archivo de una colección con contraseña no se enlaza en la página."
                ),
            ),
        ]
    ),
]
WHAT = [
    TitleFieldPanel(
        "title",
        help_text=_(
            "De qué se va a hablar. Por ejemplo: la plaza del Molino, elegimos entre dos proyectos. Si todavía no se "
            "sabe, déjalo vacío: lleva el nombre del consejo."
        ),
    ),
    field("lead", _("En una o dos frases. Por ejemplo: en persona, por Zoom o por teléfono; se vota igual.")),
    FieldPanel("themes"),
]
AGENDA = [
    PointsPanel(
        "items",
        heading=_("Orden del día"),
        label=_("punto"),
        help_text=_(
            "En el orden en que se tratan: las flechas los mueven. Público: lo lee todo el mundo, en la página, la "
            "búsqueda y los carteles. Interno: no sale de aquí; la numeración pública no deja ver que existe."
        ),
    ),
    PastePanel("pasted_points"),
    FieldPanel("agenda_closes"),
]


def session_form(
    promote_panels: list[PanelPlaceholder], settings_panels: list[CommentPanelPlaceholder | PanelPlaceholder]
) -> TabbedInterface:
    """Return the edit handler of a session."""
    return TabbedInterface(
        [
            ObjectList(WHAT, heading=_("Qué")),
            ObjectList(AGENDA, heading=_("Orden del día")),
            ObjectList(WHEN, heading=_("Cuándo")),
            ObjectList(WHERE, heading=_("Dónde")),
            ObjectList([*WHO, *REGISTRATION], heading=_("Quién")),
            ObjectList([*TEXT, *PICTURES, *PRACTICES], heading=_("Textos y fotos")),
            ObjectList(promote_panels, heading=_("Dirección web y buscadores")),
            ObjectList(settings_panels, heading=_("Publicación")),
        ],
        base_form_class=SessionForm,
    )
