"""The closed lists of words of councils and sessions: kinds, criteria, who reads a point, by what people are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CouncilKind(models.TextChoices):
    """What kind of body it is (requirements R-2 to R-4, I-12 to I-14)."""

    NEIGHBOURHOOD = "neighbourhood", _("Consejo barrial")
    INTER_NEIGHBOURHOOD = "inter-neighbourhood", _("Consejo interbarrial")
    INTER_DISTRICT = "inter-district", _("Consejo interdistrital")
    THEMATIC = "thematic", _("Consejo temático")
    SECTOR = "sector", _("Consejo sectorial")
    ASSEMBLY = "assembly", _("Asamblea")
    CABINET = "cabinet", _("Gabinete")
    WORKING_TABLE = "working-table", _("Mesa de trabajo")
    PLANNING_COLLECTIVE = "planning-collective", _("Colectivo de planificación")


class Criterion(models.TextChoices):
    """By what people are called together (requirement R-2)."""

    GEOGRAPHIC = "geographic", _("Por territorio")
    THEMATIC = "thematic", _("Por tema")


class ItemVisibility(models.TextChoices):
    """Who reads a point of the agenda."""

    PUBLIC = "public", _("Público")
    INTERNAL = "internal", _("Interno: solo para el equipo")


class AgeBand(models.TextChoices):
    """How old somebody is, as it is counted of who takes part: in four bands, never in years."""

    UNDER_18 = "under-18", _("Menos de 18")
    FROM_18 = "18-29", _("De 18 a 29")
    FROM_30 = "30-59", _("De 30 a 59")
    FROM_60 = "60-plus", _("60 o más")


class Gender(models.TextChoices):
    """As what somebody counts herself; nobody has to say."""

    WOMEN = "women", _("Mujer")
    MEN = "men", _("Varón")
    OTHER = "other", _("Otra identidad")
