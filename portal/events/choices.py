"""The closed lists of words of events: kind, state, how people take part, who sees the link, registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What an event is when it is no session."""

    SESSION = "session", _("Sesión")
    WORKSHOP = "workshop", _("Taller")
    ANNUAL_MEETING = "annual-meeting", _("Encuentro anual")
    WALK = "walk", _("Recorrido")
    TRAINING = "training", _("Capacitación")
    FAIR = "fair", _("Feria")
    OTHER = "other", _("Otro evento")


class EventState(models.TextChoices):
    """How sure it is; each stays visible."""

    PLANNED = "planned", _("Prevista")
    CONFIRMED = "confirmed", _("Confirmada")
    RESCHEDULED = "rescheduled", _("Cambió de día")
    CANCELLED = "cancelled", _("Cancelada")


class Move(models.TextChoices):
    """What of its beginning changed of an event that was announced for another moment."""

    DAY = "day", _("Cambió de día")
    HOUR = "hour", _("Cambió de hora")
    DAY_AND_HOUR = "day-and-hour", _("Cambió de día y hora")


class Modality(models.TextChoices):
    """Where people take part (requirement R-9)."""

    IN_PERSON = "in-person", _("En persona")
    VIRTUAL = "virtual", _("En línea")
    HYBRID = "hybrid", _("En persona o en línea: como prefieras")


class Platform(models.TextChoices):
    """What opens when the link is followed (requirement I-17)."""

    ZOOM = "zoom", "Zoom"
    JITSI = "jitsi", "Jitsi"
    MEET = "meet", "Google Meet"
    TEAMS = "teams", "Microsoft Teams"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    OTHER = "other", _("Otra plataforma")


class JoinVisibility(models.TextChoices):
    """Who sees the link to join, and when (row A5)."""

    PUBLIC = "public", _("A la vista de todos")
    WINDOW = "window", _("Desde unos minutos antes")
    REGISTERED = "registered", _("Solo para quienes se anotaron")


class RegistrationState(models.TextChoices):
    """Whether a place is kept."""

    CONFIRMED = "confirmed", _("Con lugar")
    WAITING = "waiting", _("En lista de espera")
    CANCELLED = "cancelled", _("Se dio de baja")
