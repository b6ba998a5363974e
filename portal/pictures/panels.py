"""The pictures in the form of a page: the same in all forms."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel


def pictures_panel(example: str) -> InlinePanel:
    """Return the panel of a page's pictures; `example` is the help text (lazy str) of what a picture shows."""
    return InlinePanel(
        "pictures",
        [FieldPanel("image"), FieldPanel("alt", help_text=example), FieldPanel("caption")],
        heading=_("Fotos"),
        label=_("foto"),
        help_text=_(
            "La primera es la portada: sale en las listas y al compartir la página. En la ficha de la imagen marcas "
            "qué parte no se puede recortar, y quién la hizo. Mejor ninguna que una de archivo."
        ),
    )
