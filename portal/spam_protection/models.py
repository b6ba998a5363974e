"""What the protection remembers: proofs that were used, how much each form gets in an hour, when its gate was on."""

from django.db import models
from django.db.models import Q


class UsedProof(models.Model):
    """A challenge that somebody solved and sent: it counts once."""

    salt = models.CharField(max_length=32, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.salt} ({self.expires_at:%Y-%m-%d %H:%M})"


class FormHour(models.Model):
    """How many sendings of a form were judged in an hour, and how; of nobody in particular.

    `ordinary` counts those of quiet times, of one address only so many: what a usual hour is, is told by them.
    """

    form = models.CharField(max_length=60)
    hour = models.DateTimeField()
    ordinary = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    slowed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "hour"], name="spam_protection_one_row_an_hour")]

    def __str__(self):
        return f"{self.form} ({self.hour:%Y-%m-%d %H:%M})"


class GatePeriod(models.Model):
    """A time in which the gate of a form is on because its rate says so, or on or off because somebody said so."""

    form = models.CharField(max_length=60, blank=True)  # empty: every form
    is_on = models.BooleanField(default=True)
    by_hand = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # empty: nobody noted the end in the log yet

    class Meta:
        constraints = [
            # of two processes that see the rate at the same moment, one writes it into the log
            models.UniqueConstraint(
                fields=["form"], condition=Q(ended_at__isnull=True, by_hand=False), name="spam_protection_one_open_gate"
            ),
        ]

    def __str__(self):
        return f"{self.form}: {'on' if self.is_on else 'off'} ({self.began_at:%Y-%m-%d %H:%M})"
