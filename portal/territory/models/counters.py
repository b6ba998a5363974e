"""Dated counters of how far the dialogue has come in a neighbourhood, each with its source."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from .neighbourhood import Neighbourhood


class CoverageKind(models.TextChoices):
    """What is counted (requirements I-5 to I-7)."""

    BLOCKS = "blocks", _("Manzanas convocadas")
    LIAISONS = "liaisons", _("Enlaces comunitarios")
    OFFICIALS = "officials", _("Funcionarias y funcionarios")
    PROMOTERS = "promoters", _("Promotoras y promotores")


class LiaisonArea(models.TextChoices):
    """The areas of action of volunteer liaisons (requirement I-7)."""

    PEACE = "peace", _("Paz y bienestar")
    HEALTH = "health", _("Salud")
    CIVIL_PROTECTION = "civil-protection", _("Protección civil")
    WOMEN = "women", _("Mujeres")
    YOUTH = "youth", _("Juventudes")
    CHILDREN = "children", _("Niñas y niños")
    OLDER_PEOPLE = "older-people", _("Personas mayores")


class CoverageCountQuerySet(models.QuerySet):
    """Listing verbs of counters."""

    def latest_of_each(self):
        """Return for each neighbourhood, kind and area the last counter, by its date."""
        newer = self.model.objects.filter(
            models.Q(date__gt=models.OuterRef("date"))
            | models.Q(date=models.OuterRef("date"), pk__gt=models.OuterRef("pk")),
            neighbourhood=models.OuterRef("neighbourhood"),
            kind=models.OuterRef("kind"),
            area=models.OuterRef("area"),
        )
        return self.filter(~models.Exists(newer))


class CoverageCount(models.Model):
    """One counter of a neighbourhood on a day: blocks convened of blocks in all, liaisons of an area, staff."""

    neighbourhood = ParentalKey(Neighbourhood, related_name="counts", on_delete=models.CASCADE)
    kind = models.CharField(_("qué se cuenta"), max_length=20, choices=CoverageKind)
    area = models.CharField(
        _("área de acción"), max_length=20, choices=LiaisonArea, blank=True, help_text=_("Solo para enlaces.")
    )
    value = models.PositiveIntegerField(_("cantidad"))
    total = models.PositiveIntegerField(
        _("de un total de"), null=True, blank=True, help_text=_("Solo para manzanas: cuántas hay en el barrio.")
    )
    date = models.DateField(_("fecha"), default=timezone.localdate, help_text=_("El día en que se contó."))
    source = models.CharField(
        _("fuente"), max_length=200, help_text=_("Quién contó. Por ejemplo: recorrido del equipo del distrito.")
    )

    objects = CoverageCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("conteo")
        verbose_name_plural = _("conteos")
        ordering = ["-date", "kind", "area"]
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "kind", "area", "date"], name="territory_count_once_a_day")
        ]

    def __str__(self):
        what = f"{self.get_kind_display()}, {self.get_area_display()}" if self.area else self.get_kind_display()
        return f"{what}: {self.figure} ({date_format(self.date, 'SHORT_DATE_FORMAT')})" if self.date else what

    @property
    def figure(self):
        """The count in words for its editors: "24", or "24 / 31" where there is a total."""
        return str(self.value) if self.total is None else f"{self.value} / {self.total}"

    def clean(self):
        """Raise ValidationError beside the field that does not fit what is counted."""
        super().clean()
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("Esa fecha todavía no llegó: escribe el día en que se contó.")})
        if self.area and self.kind != CoverageKind.LIAISONS:
            raise ValidationError({"area": _("El área de acción es solo para enlaces comunitarios.")})
        if self.total is not None and self.kind != CoverageKind.BLOCKS:
            raise ValidationError({"total": _("El total es solo para manzanas.")})
        if self.total is not None and self.value is not None and self.value > self.total:
            raise ValidationError({"value": _("No puede haber más manzanas convocadas que manzanas en total.")})
