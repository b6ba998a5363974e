"""The closed lists of words of minutes: states, what became of a point, where people took part, what was said."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MinutesState(models.TextChoices):
    """Where the minutes of a session stand."""

    DRAFT = "draft", pgettext_lazy("minutes", "Borrador")
    IN_REVIEW = "in-review", pgettext_lazy("minutes", "En revisión")
    PROVISIONAL = "provisional", pgettext_lazy("minutes", "Provisional")
    APPROVED = "approved", pgettext_lazy("minutes", "Aprobada")


PUBLISHED_STATES = (MinutesState.PROVISIONAL, MinutesState.APPROVED)


class ItemOutcome(models.TextChoices):
    """What became of a point of the agenda."""

    TREATED = "treated", pgettext_lazy("agenda item", "Se trató")
    MOVED = "moved", pgettext_lazy("agenda item", "Pasa a otra sesión")
    WITHDRAWN = "withdrawn", pgettext_lazy("agenda item", "Se retiró")


class Presence(models.TextChoices):
    """Where people took part; each is counted apart, and together they are the total."""

    HALL = "hall", pgettext_lazy("presence", "En la sala")
    SECOND_HALL = "second-hall", pgettext_lazy("presence", "En otra sala")
    ONLINE = "online", pgettext_lazy("presence", "En línea")
    PHONE = "phone", pgettext_lazy("presence", "Por teléfono")
    SHEETS = "sheets", pgettext_lazy("presence", "Dejaron su hoja y se fueron")


class Attendance(models.TextChoices):
    """Whether somebody came for the first time."""

    FIRST = "first", pgettext_lazy("attendance", "Vinieron por primera vez")
    RETURNING = "returning", pgettext_lazy("attendance", "Ya habían venido")


class SaidKind(models.TextChoices):
    """What somebody said in the room that has a right to an answer."""

    COMPLAINT = "complaint", pgettext_lazy("submission", "Reclamo")
    PROPOSAL = "proposal", pgettext_lazy("submission", "Propuesta")


class PlacementEnd(models.TextChoices):
    """How a point's time on one session's agenda ended."""

    TREATED = "treated", pgettext_lazy("agenda item", "Se trató")
    MOVED = "moved", pgettext_lazy("agenda item", "Pasa a otra sesión")
    WITHDRAWN = "withdrawn", pgettext_lazy("agenda item", "Se retiró")
    FELL_THROUGH = "fell-through", pgettext_lazy("agenda item", "Esa sesión no se hizo")
