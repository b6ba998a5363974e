"""Attempts that are counted in the database: several processes and servers share one count."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(days=1)


def hashed(kind, who):
    """Return the keyed hash (str) under which attempts of a kind by `who` are counted."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{who}".encode(), hashlib.sha256).hexdigest()


class Attempt(models.Model):
    """One attempt at something that may be tried only so often; of whom, only a keyed hash is kept."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "at"], name="core_attempt_counted")]

    def __str__(self):
        return f"{self.kind} ({self.at:%Y-%m-%d %H:%M})"

    @classmethod
    def of(cls, kind, who):
        """Return the attempts (QuerySet) of a kind (str) by `who` (str: an address, an account's id …)."""
        return cls.objects.filter(kind=kind, key=hashed(kind, who))

    @classmethod
    def count(cls, kind, who, limit, within):
        """Count one more attempt and return None, or how long (timedelta) to wait when `limit` were made `within`.

        Written first and counted afterwards: of two at the same moment at most `limit` pass.
        """
        now = timezone.now()
        row = cls.objects.create(kind=kind, key=hashed(kind, who), at=now)
        recent = cls.of(kind, who).filter(at__gt=now - within).order_by("-at")
        earlier = list(recent.values_list("at", flat=True)[: limit + 1])
        if len(earlier) <= limit:
            return None
        row.delete()  # what was refused does not make the wait longer
        return max(earlier[limit] + within - now, timedelta(seconds=1))
