"""Vocabulary terms: the codes that facts are stored as, with their words in every language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search.analysis import primary


class Vocabulary(models.TextChoices):
    """The lists a record may choose from; codes of terms are unique within one."""

    CANDIDACY = "candidacy", _("Tipo de candidatura")
    TYPE = "type", _("Tipo de experiencia")
    OBJECTIVE = "objective", _("Objetivo")
    SCOPE = "scope", _("Ámbito territorial")
    THEME = "theme", _("Ámbito temático")
    SDG = "sdg", _("Objetivo de Desarrollo Sostenible")
    BANK_CATEGORY = "bank_category", _("Categoría del banco")
    AUTHOR_KIND = "author_kind", _("Quién la hizo")
    CONTRIBUTOR = "contributor", _("Quién aportó")
    OUTCOME = "outcome", _("Situación")
    EVALUATION_STATE = "evaluation_state", _("Evaluación")
    DISTINCTION = "distinction", _("Distinción")
    CALL_CATEGORY = "call_category", _("Categoría de la convocatoria")
    TERRITORY_SIZE = "territory_size", _("Tamaño del territorio")
    ANNEX_KIND = "annex_kind", _("Tipo de anexo")
    ORGANISATION_ROLE = "organisation_role", _("Papel de la organización")
    SERVICE = "service", _("Servicio en un encuentro")


def refuse_deletion() -> None:
    """Raise the ValidationError that every way of deleting a term ends in."""
    raise ValidationError(_("Un término no se borra: retíralo y las fichas que lo usan quedan igual."))


class TermQuerySet(models.QuerySet):
    """Listing verbs of terms."""

    def of(self, vocabulary):
        """Return the terms of one vocabulary (a code of Vocabulary) in their order."""
        return self.filter(vocabulary=vocabulary).order_by("order", "pk")

    def list_by_list(self):
        """Return the terms with the lists in the order of Vocabulary, which is that of a record's form."""
        places = [models.When(vocabulary=code, then=place) for place, code in enumerate(Vocabulary.values)]
        return self.order_by(models.Case(*places, output_field=models.IntegerField()), "order", "pk")

    def active(self):
        """Return the terms an editor may still choose."""
        return self.filter(active=True)

    def choosable(self, kept=()):
        """Return what may be chosen: active terms and the retired ones of `kept` (pks), which a record already has."""
        return self.filter(models.Q(active=True) | models.Q(pk__in=kept))

    def next_order(self, vocabulary):
        """Return the order (int) that puts a term behind all others of a vocabulary, tens leaving room between."""
        last = self.filter(vocabulary=vocabulary).aggregate(last=models.Max("order"))["last"]
        return (last or 0) + 10

    def delete(self):
        """Refuse like Term.delete. Raises ValidationError always."""
        refuse_deletion()


class Term(models.Model):
    """One option of a vocabulary: retired by `active`, never deleted, so that old records keep their meaning."""

    vocabulary = models.CharField(_("lista"), max_length=30, choices=Vocabulary)
    code = models.SlugField(_("código"), max_length=40)
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    active = models.BooleanField(
        _("en uso"),
        default=True,
        help_text=_(
            "Para retirarlo, quita esta marca: nadie más podrá elegirlo y las fichas que ya lo usan quedan igual."
        ),
    )
    # {language: name}
    labels = models.JSONField(_("nombre por idioma"), default=dict)
    # {language: [other words]}
    alternative_labels = models.JSONField(_("otras palabras por idioma"), default=dict, blank=True)
    # {language: [wordings, the first one is written on export]}
    oidp_form = models.JSONField(_("texto en el formulario del OIDP"), default=dict, blank=True)
    oidp_bank = models.JSONField(_("texto en el banco del OIDP"), default=dict, blank=True)
    note = models.CharField(_("nota"), max_length=255, blank=True)
    # What the data file last wrote here: a row that no longer matches it was edited by the city and is kept.
    loaded_checksum = models.CharField(max_length=64, blank=True, default="", editable=False)
    modified = models.DateTimeField(_("último cambio"), auto_now=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("término")
        verbose_name_plural = _("vocabularios")
        ordering = ["vocabulary", "order", "pk"]
        # No permission to delete exists, so that nobody can be given it.
        default_permissions = ["add", "change", "view"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "code"], name="term_code_once_in_a_vocabulary")]

    def __str__(self):
        return self.label()

    def delete(self, *args, **kwargs):
        """Refuse: a term that a record used must keep its meaning. Raises ValidationError always."""
        refuse_deletion()

    def label(self, language=None):
        """Return the name in `language` (the active one by default), else in Spanish, else the code."""
        language = primary(language or get_language() or settings.LANGUAGE_CODE)
        return self.labels.get(language) or self.labels.get(settings.LANGUAGE_CODE) or self.code

    def oidp_wordings(self, language):
        """Return OIDP's own wordings of this term in `language`: those of its form first, then of its bank."""
        return [*self.oidp_form.get(language, []), *self.oidp_bank.get(language, [])]

    def all_labels(self, language):
        """Return every word known for this term in `language`: name, other words, OIDP's wordings, without doubles."""
        words = [self.labels.get(language), *self.alternative_labels.get(language, []), *self.oidp_wordings(language)]
        return list(dict.fromkeys(word for word in words if word))
