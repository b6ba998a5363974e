"""How long corrections of minutes are asked for."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

CORRECTION_DAYS = 15


@register_setting(icon="doc-full")
class MinutesSettings(BaseGenericSetting):
    """What the city decides about minutes."""

    correction_days = models.PositiveSmallIntegerField(
        _("días para pedir correcciones"),
        default=CORRECTION_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Desde que el acta se publica como provisional. Después se aprueba en la sesión que sigue."),
    )

    panels = [FieldPanel("correction_days")]

    class Meta:
        verbose_name = _("actas de las sesiones")

    def __str__(self):
        return str(self._meta.verbose_name)
