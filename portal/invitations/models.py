"""By which channels people were invited to a session: what works is evaluated later (requirement R-16)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.language import source_version
from portal.invitations.choices import Channel


class Invitation(models.Model):
    """One channel used to invite to a session (its first version)."""

    session = models.ForeignKey(
        "councils.SessionPage", verbose_name=_("sesión"), on_delete=models.CASCADE, related_name="invitations"
    )
    channel = models.CharField(_("medio"), max_length=20, choices=Channel)
    used_on = models.DateField(_("el día"), default=timezone.localdate)
    reach = models.PositiveIntegerField(
        _("a cuántas personas"), null=True, blank=True, help_text=_("Aproximado: carteles pegados, mensajes, llamadas.")
    )
    note = models.CharField(_("nota"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("medio usado para invitar")
        verbose_name_plural = _("medios usados para invitar")
        ordering = ["used_on", "pk"]

    def __str__(self):
        return f"{self.get_channel_display()} {self.used_on:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        """Store the first version of the session, whichever one was chosen."""
        self.session = source_version(self.session)
        super().save(*args, **kwargs)

    @property
    def session_day(self):
        """Return the city's day (date) on which the session begins."""
        return timezone.localdate(self.session.start, timezone.get_default_timezone())
