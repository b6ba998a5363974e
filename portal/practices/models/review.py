"""Who looked at a practice before it was published, and when somebody was last asked to look again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.territory.models import District


class ReviewRole(models.TextChoices):
    """The two who review. The record names the role; no page, list or export names a person."""

    DISTRICT = "district", _("equipo del distrito")
    CURATORS = "curators", _("curaduría de la ciudad")


class PracticeReview(models.Model):
    """One approval of a practice's first version; its translations show the same marks."""

    page = models.ForeignKey("practices.PracticePage", on_delete=models.CASCADE, related_name="reviews")
    role = models.CharField(_("quién"), max_length=20, choices=ReviewRole.choices)
    district = models.ForeignKey(
        District, verbose_name=_("distrito"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("cuándo"))
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprints = models.JSONField(default=dict)  # {field: hash} of what was read, to tell whether it still says so

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("revisión de una experiencia")

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.get_role_display()}"


class ReviewReminder(models.Model):
    """When the reviewers of a practice were last asked to look at it again."""

    page = models.OneToOneField("practices.PracticePage", on_delete=models.CASCADE, related_name="review_reminder")
    sent = models.DateTimeField(_("enviado"))

    class Meta:
        verbose_name = _("recordatorio de revisión")

    def __str__(self):
        return f"{self.page} ({self.sent:%Y-%m-%d})"
