"""Public references: stable, readable, never used twice."""

from django.db import models, transaction
from django.db.models import F


class ReferenceCounter(models.Model):
    """The last number given out for a prefix, kept even when the record that had it is gone."""

    prefix = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.written()

    def written(self, digits=4):
        """Return the last reference given out, its number with at least so many digits."""
        return f"{self.prefix}-{self.last:0{digits}d}"

    @classmethod
    def next(cls, prefix, digits=4):
        """Return the next reference of `prefix` (str), such as "EXP-0007"; safe under concurrency."""
        counters = cls.objects.filter(prefix=prefix)
        with transaction.atomic():
            # the update locks the row: who comes second counts on from it
            if not counters.update(last=F("last") + 1):
                cls.objects.get_or_create(prefix=prefix)
                counters.update(last=F("last") + 1)
            return counters.get().written(digits)
