"""The numbers of one district and quarter, frozen on the day on which they were published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.territory.models import District


class QuarterNumbers(models.Model):
    """What everybody may read of a quarter. It is never made anew: the difference of two would tell hidden cells."""

    district = models.ForeignKey(
        District, verbose_name=_("distrito"), on_delete=models.CASCADE, related_name="quarter_numbers"
    )
    #: such as "2026-Q3"
    quarter = models.CharField(_("trimestre"), max_length=7)
    published_at = models.DateTimeField(_("publicado"))
    #: primary keys of the sessions (first versions) whose minutes were public then
    sessions = models.JSONField(default=list)
    #: people of all sessions to which five or more came, and how many other sessions there were
    people = models.PositiveIntegerField(_("personas"))
    small_sessions = models.PositiveSmallIntegerField(default=0)
    #: by the register of participants; None is not shown
    unique_people = models.PositiveIntegerField(null=True)
    returning_people = models.PositiveIntegerField(null=True)
    #: {kind: {shown: {category: number or None}, total, sessions}}
    tables = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("números de un trimestre")
        verbose_name_plural = _("números de los trimestres")
        ordering = ["-quarter"]
        constraints = [models.UniqueConstraint(fields=["district", "quarter"], name="quarter_numbers_once")]

    def __str__(self):
        return f"{self.district_id} {self.quarter}"
