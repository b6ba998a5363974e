"""Signs of life of the processes that do the background tasks."""

from django.db import models


class WorkerSign(models.Model):
    """One worker: how often it gave a sign, and for how many minutes in a row the clock has seen none.

    Counting needs no hour of the worker's machine, and a machine that slept finds its workers alive.
    """

    worker = models.CharField(max_length=64, primary_key=True)
    beats = models.PositiveBigIntegerField(default=0)
    counted = models.PositiveBigIntegerField(default=0)
    silent_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "worker"
        default_permissions = []

    def __str__(self):
        return self.worker
