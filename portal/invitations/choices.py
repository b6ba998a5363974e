"""The closed list of ways by which people hear of a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How people hear of a session (requirements I-18, R-16)."""

    POSTER = "poster", _("Carteles")
    FLYER = "flyer", _("Volantes")
    LOUDSPEAKER = "loudspeaker", _("Perifoneo")
    WHATSAPP = "whatsapp", _("Grupos de WhatsApp")
    SOCIAL = "social", _("Redes sociales")
    EMAIL = "email", _("Correo")
    TELEPHONE = "telephone", _("Llamadas")
    DOOR = "door", _("Puerta a puerta")
    PRESS = "press", _("Radio y diarios")
