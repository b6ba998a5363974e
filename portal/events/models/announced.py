"""What the public was told of an event, and each change of it: feeds number it, the weekly agenda shows it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """What was last published of an event; stays when the event is withdrawn or deleted, so that calendars hear of it."""

    key = models.UUIDField(unique=True)  # the event's translation_key: the same in all languages
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545, 3.8.7.4: counts what was changed after the first
    first_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)  # withdrawn or deleted after it had been public
    #: facts as published: start, end, all_day, former, state, modality, place, title and address by language
    told = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lo anunciado de un evento")

    def __str__(self):
        return f"{self.key} ({self.sequence})"

    @classmethod
    def told_now(cls, key):
        """Return what the public reads now of the event with this translation key (dict); empty for what is not public."""
        return cls.objects.filter(key=key, gone_at=None).values_list("told", flat=True).first() or {}


class EventChange(models.Model):
    """One change of something that was public already, as readers should hear of it."""

    class What(models.TextChoices):
        """What changed."""

        ADDED = "added", _("Se agregó")
        MOVED = "moved", _("Cambió de día u hora")
        CANCELLED = "cancelled", _("Se canceló")
        REVIVED = "revived", _("Vuelve a hacerse")
        PLACE = "place", _("Cambió el lugar")
        MODALITY = "modality", _("Cambió cómo se participa")
        TITLE = "title", _("Cambió el título")
        WITHDRAWN = "withdrawn", _("Se retiró de la agenda")

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=20, choices=What)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("cambio de un evento")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"
