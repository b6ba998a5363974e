"""When the clock last ran each of its jobs: kept in the database, so that several servers share it."""

from django.db import models


class ClockRun(models.Model):
    """The last run of one job of the clock; the row is also what two clocks take turns on."""

    name = models.CharField(max_length=120, unique=True)
    ran_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} ({self.ran_at:%Y-%m-%d %H:%M})"
