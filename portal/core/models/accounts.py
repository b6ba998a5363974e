"""Accounts, roles and teams; attempts that are counted in the database, so that several servers share one count."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import PersonalData
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

    personal_data = PersonalData(
        title=_("Cuentas del equipo"),
        fields=("username", "first_name", "last_name", "email", "last_login"),
        purpose=_("Que quien trabaja en el portal entre con su cuenta, y saber quién hizo qué."),
        until=_("hasta que una persona de administración borra la cuenta"),
        afterwards=_("En el registro de cambios, un número en lugar del nombre."),
        readers=_("Administración; el nombre, también el equipo."),
        ground=_("El trabajo de la persona para la ciudad."),
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
    role = models.CharField(_("rol"), max_length=20, choices=Role)

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


KEPT = timedelta(days=1)


def hashed(kind: str, who: int | str) -> str:
    """Return the keyed hash (str) under which attempts of a kind by `who` are counted."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{who}".encode(), hashlib.sha256).hexdigest()


class Attempt(models.Model):
    """One attempt at something that may be tried only so often; of whom, only a keyed hash is kept."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    personal_data = PersonalData(
        title=_("Intentos contados"),
        fields=("key",),
        purpose=_("Que nadie adivine contraseñas ni mande demasiado de una vez."),
        days=30,
        since=_("el intento"),
        readers=_("Nadie: es una huella de la que no se saca quién fue."),
        ground=_("Cuidar el portal y las cuentas."),
        labels={"key": _("huella de la cuenta o de la dirección de red")},
    )

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "at"], name="core_attempt_counted")]

    def __str__(self):
        return f"{self.kind} ({self.at:%Y-%m-%d %H:%M})"

    @classmethod
    def of(cls, kind, who):
        """Return the attempts (QuerySet) of a kind (str) by `who` (str: an address, an account's id …)."""
        return cls.objects.filter(kind=kind, key=hashed(kind, who))

    @classmethod
    def count(cls, kind, who, limit, within, now=None):
        """Count one more attempt and return None, or how long (timedelta) to wait when `limit` were made `within`.

        Written first and counted afterwards: of two at the same moment at most `limit` pass. `now` is an aware datetime.
        """
        now = now or timezone.now()
        row = cls.objects.create(kind=kind, key=hashed(kind, who), at=now)
        recent = cls.of(kind, who).filter(at__gt=now - within).order_by("-at")
        earlier = list(recent.values_list("at", flat=True)[: limit + 1])
        if len(earlier) <= limit:
            return None
        row.delete()  # what was refused does not make the wait longer
        return max(earlier[limit] + within - now, timedelta(seconds=1))
