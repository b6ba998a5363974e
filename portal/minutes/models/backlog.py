"""What was not reached: it waits in the council's backlog until a session treats it, with all the dates it stood on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.councils.models import CouncilPage, SessionPage
from portal.minutes.choices import ItemOutcome, PlacementEnd


class BacklogItem(models.Model):
    """One subject that a council moved on, from its first agenda until it is treated or withdrawn."""

    #: the first version of the council
    council = models.ForeignKey(
        CouncilPage, verbose_name=_("consejo"), on_delete=models.CASCADE, related_name="backlog"
    )
    title = models.CharField(_("punto"), max_length=250)
    #: the first item's translation_key; "minutes.row" of a point that was on no agenda (portal/minutes/point_outcome.py)
    origin_key = models.CharField(max_length=40)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=ItemOutcome, blank=True)

    class Meta:
        verbose_name = _("punto pendiente")
        verbose_name_plural = _("puntos pendientes")
        ordering = ["opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["council", "origin_key"], name="minutes_backlog_once")]

    def __str__(self):
        return self.title


class Placement(models.Model):
    """One session on whose agenda the subject stood, and how that ended; the latest without an end is where it waits."""

    backlog_item = models.ForeignKey(BacklogItem, on_delete=models.CASCADE, related_name="placements")
    session = models.ForeignKey(SessionPage, null=True, on_delete=models.SET_NULL, related_name="placements")
    #: day of the session as it was then: stays when the page goes
    day = models.DateField()
    #: translation_key of the AgendaItem; None for a point that was not on the agenda
    item_key = models.UUIDField(null=True, blank=True, db_index=True)
    placed_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=PlacementEnd, blank=True)

    class Meta:
        verbose_name = _("fecha de un punto")
        verbose_name_plural = _("fechas de un punto")
        ordering = ["placed_at", "pk"]

    def __str__(self):
        return f"{self.backlog_item} ({self.day})"
