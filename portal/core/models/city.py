"""The city's own name, colour and logo."""

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from portal.core.colours import HEX, contrast
from portal.core.storage import is_storage_fault

PAPER, WHITE, LEAST_CONTRAST = "#fefdfb", "#ffffff", 4.5


def validate_city_colour(value: str) -> None:
    """Raise ValidationError unless `value` is #rrggbb and readable on paper and under white (WCAG 2.2, 1.4.3)."""
    if not HEX.fullmatch(value):
        raise ValidationError(_("Escribe el color así: #1b3a93."), code="colour")
    worst = min(contrast(value, PAPER), contrast(value, WHITE))
    if worst < LEAST_CONTRAST:
        raise ValidationError(
            _("Este color se lee mal: su contraste es %(worst)s y hace falta %(least)s. Prueba uno más oscuro."),
            code="contrast",
            params={"worst": number_format(worst, 1), "least": number_format(LEAST_CONTRAST, 1)},
        )


@register_setting(icon="home")
class CitySettings(BaseSiteSetting):
    """What makes the portal this city's own; texts that need translation live on the home page."""

    name = models.CharField(_("nombre de la ciudad"), max_length=60, default="Participa")
    colour = models.CharField(
        _("color de la ciudad"),
        max_length=7,
        default="#1b3a93",
        validators=[validate_city_colour],
        help_text=_("El color de las placas, los enlaces y el pie. Debe leerse bien sobre blanco."),
    )
    logo = models.ForeignKey(
        "core.PortalImage",
        verbose_name=_("logotipo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel("name"), FieldPanel("colour"), FieldPanel("logo")]

    class Meta:
        verbose_name = _("la ciudad")

    @classmethod
    def for_site(cls, site):
        """Return the settings of a site; where nothing can be stored, those that a new city begins with."""
        try:
            return super().for_site(site)
        except DatabaseError as error:
            if is_storage_fault(error):
                return cls(site=site)
            raise
