"""What the latest version of minutes says, as rows that other pages ask for: made anew at each publication."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from portal.minutes.choices import ItemOutcome, SaidKind
from portal.submissions.models import Submission
from portal.territory.models import District, Neighbourhood
from portal.vocabularies.fields import TermField

from .minutes import Minutes


class ItemRecord(models.Model):
    """What was discussed of one point, on the agenda or not, and what became of it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="item_records")
    #: the code of the AgendaItem (8 hexadecimal digits), or the id of a point that was not on the agenda
    key = models.CharField(max_length=20)
    #: translation_key of the AgendaItem; None for a point that was not on the agenda
    item_key = models.UUIDField(null=True, blank=True, db_index=True)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8, blank=True)
    title = models.CharField(_("punto"), max_length=250)
    outcome = models.CharField(_("qué pasó"), max_length=10, choices=ItemOutcome)
    discussed = models.TextField(_("qué se dijo"), blank=True)

    class Meta:
        verbose_name = _("punto tratado")
        verbose_name_plural = _("puntos tratados")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="minutes_item_once")]

    def __str__(self):
        return self.title


class Agreement(models.Model):
    """One sentence on which a session agreed. Its words stand here once; a commitment links it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="agreements")
    key = models.CharField(max_length=20)
    #: the key of the ItemRecord to which it belongs, where it does
    item = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("acuerdo"))
    #: the version that no longer had it; such a row is shown nowhere and stays for what links it
    removed_in = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("acuerdo")
        verbose_name_plural = _("acuerdos")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="minutes_agreement_once")]

    def __str__(self):
        return self.text


class SaidMatter(models.Model):
    """A complaint or a proposal said in the room, and the matter that answers it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="said")
    key = models.CharField(max_length=20)
    kind = models.CharField(_("clase"), max_length=10, choices=SaidKind)
    text = models.TextField(_("qué se dijo"))
    theme = TermField("theme", verbose_name=_("tema"), null=True, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    district = models.ForeignKey(
        District, verbose_name=_("distrito"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    spot = models.CharField(_("lugar exacto"), max_length=200, blank=True)
    item = models.CharField(max_length=20, blank=True)
    times = models.PositiveSmallIntegerField(_("cuántas personas lo dijeron"), default=1)
    position = models.PositiveSmallIntegerField()
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="said_in"
    )
    removed_in = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("lo que se dijo en la sala")
        verbose_name_plural = _("lo que se dijo en la sala")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "key"], name="minutes_said_once")]

    def __str__(self):
        return self.text


class MinutesAnnex(models.Model):
    """A picture or a document of the session that stands with its minutes."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="annexes")
    document = models.ForeignKey(
        get_document_model_string(), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    image = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("qué es"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("anexo del acta")
        verbose_name_plural = _("anexos del acta")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title or str(self.document or self.image)
