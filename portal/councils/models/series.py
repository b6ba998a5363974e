"""A series of sessions: the rule by which a council meets, and what its sessions have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from portal.events.models import Meeting

from .council import CouncilPage

HORIZON_WEEKS = 8


class Series(Meeting, ClusterableModel):
    """One rule of a council (its first version). Sessions are made from it as real pages, up to the horizon."""

    council = models.ForeignKey(CouncilPage, verbose_name=_("consejo"), on_delete=models.CASCADE, related_name="series")
    #: RFC 5545 RRULE without DTSTART, UNTIL and COUNT, such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    rule = models.CharField(_("regla"), max_length=200)
    first_day = models.DateField(_("desde"))
    last_day = models.DateField(_("hasta"), null=True, blank=True, help_text=_("Vacío: mientras el consejo se reúna."))
    at = models.TimeField(_("a las"))
    minutes = models.PositiveSmallIntegerField(_("cuánto dura, en minutos"), default=120)
    horizon_weeks = models.PositiveSmallIntegerField(_("semanas por delante"), default=HORIZON_WEEKS)
    skips_holidays = models.BooleanField(_("los feriados no se reúne"), default=True)
    #: days (ISO 8601) of the rule on which the council does not meet (RFC 5545 EXDATE)
    exceptions = models.JSONField(default=list, blank=True, editable=False)
    #: changes whenever rule, first day, last day, hour, duration or holidays do: sessions made before are asked about
    version = models.PositiveIntegerField(default=1, editable=False)
    active = models.BooleanField(_("sigue"), default=True)

    class Meta:
        verbose_name = _("serie de sesiones")
        verbose_name_plural = _("series de sesiones")

    def __str__(self):
        return f"{self.council.title}: {self.rule}"


class LocalHoliday(models.Model):
    """A day on which the city's councils do not meet, beside the national holidays."""

    day = models.DateField(_("día"), unique=True)
    name = models.CharField(_("qué se celebra"), max_length=120)

    class Meta:
        verbose_name = _("feriado local")
        verbose_name_plural = _("feriados locales")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {self.name}"
