"""The accounts of editors, reviewers and curators; citizens need none."""

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.territory.models import District, Neighbourhood


class Role(models.TextChoices):
    """What an account does; what each may is the table in portal/access/roles.py."""

    AUTHOR = "author", _("Redacción")
    EDITOR = "editor", _("Edición")
    REVIEWER = "reviewer", _("Revisión")
    TRANSLATOR = "translator", _("Traducción")
    STATISTICS = "statistics", _("Estadísticas")
    CURATOR = "curator", _("Curaduría de la ciudad")


class User(AbstractUser):
    """An account of the city's staff. Its groups give it roles in districts; these two fields narrow them."""

    neighbourhoods = models.ManyToManyField(
        Neighbourhood,
        verbose_name=_("solo estos barrios"),
        blank=True,
        related_name="+",
        help_text=_("En el distrito de estos barrios la cuenta ve y edita solo lo de ellos. Vacío: todo el distrito."),
    )
    languages = models.ManyToManyField(
        "wagtailcore.Locale",
        verbose_name=_("idiomas que traduce"),
        blank=True,
        related_name="+",
        help_text=_("Para quien traduce: los idiomas en los que escribe."),
    )


class Team(models.Model):
    """Which group of accounts has which role in which district; a group may be renamed without losing its part."""

    group = models.OneToOneField(Group, verbose_name=_("grupo"), on_delete=models.CASCADE, related_name="team")
    district = models.ForeignKey(
        District,
        verbose_name=_("distrito"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="teams",
        related_query_name="team",
        help_text=_("Vacío: toda la ciudad."),
    )
    role = models.CharField(_("papel"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("equipo")
        verbose_name_plural = _("equipos")
        constraints = [
            models.UniqueConstraint(fields=["district", "role"], name="core_one_team_a_role"),
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(district__isnull=True), name="core_one_city_team_a_role"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.district or _('toda la ciudad')}"
