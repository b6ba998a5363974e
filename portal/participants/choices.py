"""The closed lists of words of the register of participants: how somebody consented, whether it was the first time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentSource(models.TextChoices):
    """How a participant said that the team may keep her data."""

    SHEET = "sheet", _("Se anotó en la planilla")
    SPOKEN = "spoken", _("Le leí el texto y dijo que sí")


class FirstTime(models.TextChoices):
    """Whether it was somebody's first session, as she says herself."""

    YES = "yes", _("Sí")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("No dice")
