"""The body of a content page: the blocks of every page, and facts that the portal says about itself."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.core.blocks import BodyBlock

TOPICS = [
    ("cookies", _("Qué cookies guarda el portal")),
    ("personal-data", _("Qué datos personales guarda, y hasta cuándo")),
    ("centres", _("Los centros de distrito, con su teléfono y horario")),
]


class PortalFactsBlock(blocks.StructBlock):
    """Facts from settings and records (portal/home/portal_facts.py): nobody types them, so they stay true."""

    topic = blocks.ChoiceBlock(label=_("De qué"), choices=TOPICS)

    class Meta:
        icon = "cogs"
        label = _("Datos del portal")
        description = _("Los escribe el portal con su configuración y sus registros: no envejecen.")
        template = "blocks/portal_facts.html"
        preview_value = {"topic": "cookies"}


class ContentBodyBlock(BodyBlock):
    """What a content page is made of."""

    portal_facts = PortalFactsBlock()
