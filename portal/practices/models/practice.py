"""The practice: one record of the experience bank, structured after OIDP's form (15th edition)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from portal.core.blocks import TEXT_FEATURES
from portal.core.models import BasePage, ReferenceCounter
from portal.core.partial_dates import PartialDateField, first_day
from portal.practices.panels import practice_form
from portal.practices.questions import QUESTIONS
from portal.practices.vocabulary import coordinate, country_choices, source_language_choices
from portal.territory.models import Neighbourhood
from portal.vocabularies.fields import TermField, TermsField

REFERENCE_PREFIX = "EXP"
TERM_FACTS = (
    "candidacy", "main_objective", "scope", "author_kind", "outcome", "evaluation_state", "call_category",
    "territory_size", "distinction",
)  # fmt: skip
TERMS_FACTS = ("types", "objectives", "themes", "bank_categories", "sdgs")
PLAIN_FACTS = (
    "reference", "place_city", "place_region", "place_country", "latitude", "longitude", "neighbourhood", "start", "end",
    "end_open", "start_as_written", "end_as_written", "participants_count", "edition", "source_name", "source_url",
    "source_language", "source_licence", "source_date", "source_key", "last_reviewed",
)  # fmt: skip
PLAIN_TEXTS = (
    "lead", "institution", "type_other", "objective_other", "scope_other", "theme_other", "participants",
    "outcome_reason",
)  # fmt: skip
CHILD_TEXTS = ("annexes", "pictures", "figures", "contributions")


def answer_field() -> RichTextField:
    """Return the field of one question of the form: a rich text that a real form may leave empty."""
    return RichTextField(blank=True, features=TEXT_FEATURES)


class PracticePage(BasePage):
    """One practice in one language; its facts are those of the version it was first written in."""

    reference = models.CharField(_("referencia"), max_length=40, blank=True, editable=False, db_index=True)
    lead = models.TextField(
        _("en tres frases"), max_length=600, blank=True, help_text=_("Qué es, para quien nunca oyó hablar de ella.")
    )
    # Part 1 of the form
    place_city = models.CharField(_("ciudad"), max_length=160, blank=True)
    place_region = models.CharField(_("región o provincia"), max_length=160, blank=True)
    place_country = models.CharField(_("país"), max_length=2, blank=True, choices=country_choices)
    latitude = coordinate(_("latitud"), 90)
    longitude = coordinate(_("longitud"), 180)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    institution = models.CharField(_("institución candidata"), max_length=255, blank=True)
    start = PartialDateField(_("comenzó"))
    end = PartialDateField(_("terminó"))
    end_open = models.BooleanField(_("sigue en marcha"), default=False)
    start_as_written = models.CharField(_("comienzo, como lo dice la fuente"), max_length=120, blank=True)
    end_as_written = models.CharField(_("final, como lo dice la fuente"), max_length=120, blank=True)
    candidacy = TermField("candidacy", verbose_name=_("tipo de candidatura"), null=True, blank=True)
    types = TermsField("type", verbose_name=_("tipo de experiencia"))
    type_other = models.TextField(_("otro tipo, en tus palabras"), blank=True)
    objectives = TermsField("objective", verbose_name=_("objetivos"))
    objective_other = models.TextField(_("otro objetivo, en tus palabras"), blank=True)
    main_objective = TermField("objective", verbose_name=_("objetivo principal"), null=True, blank=True)
    scope = TermField("scope", verbose_name=_("ámbito territorial"), null=True, blank=True)
    scope_other = models.TextField(_("otro ámbito, en tus palabras"), blank=True)
    themes = TermsField("theme", verbose_name=_("ámbito temático"))
    theme_other = models.TextField(_("otro tema, en tus palabras"), blank=True)
    # Part 2 of the form: each question a text of its own
    main_objective_text = answer_field()
    how_achieved = answer_field()
    how_far_achieved = answer_field()
    innovation = answer_field()
    transferability = answer_field()
    feasibility = answer_field()
    articulation = answer_field()
    coresponsibility = answer_field()
    evaluation = answer_field()
    summary = answer_field()
    # What the bank asks beside the form
    resources_needed = answer_field()
    difficulties = answer_field()
    evidence = answer_field()
    participants = models.TextField(_("quiénes participaron"), blank=True)
    participants_count = models.PositiveIntegerField(_("cuántas personas participaron"), null=True, blank=True)
    author_kind = TermField("author_kind", verbose_name=_("quién la hizo"), null=True, blank=True)
    bank_categories = TermsField("bank_category", verbose_name=_("categoría del banco"))
    sdgs = TermsField("sdg", verbose_name=_("Objetivos de Desarrollo Sostenible"))
    outcome = TermField("outcome", verbose_name=_("situación"), null=True, blank=True)
    outcome_reason = models.TextField(_("por qué terminó o se interrumpió"), blank=True)
    evaluation_state = TermField("evaluation_state", verbose_name=_("evaluación"), null=True, blank=True)
    distinction = TermField("distinction", verbose_name=_("distinción"), null=True, blank=True)
    edition = models.PositiveSmallIntegerField(_("edición de la distinción"), null=True, blank=True)
    call_category = TermField("call_category", verbose_name=_("categoría de la convocatoria"), null=True, blank=True)
    territory_size = TermField("territory_size", verbose_name=_("tamaño del territorio"), null=True, blank=True)
    # Where the record comes from
    source_name = models.CharField(_("fuente"), max_length=200, blank=True)
    source_url = models.URLField(_("dirección de la fuente"), max_length=500, blank=True)
    source_language = models.CharField(
        _("idioma del original"), max_length=12, blank=True, choices=source_language_choices
    )
    source_licence = models.CharField(_("licencia"), max_length=120, blank=True)
    source_date = PartialDateField(_("fecha de la fuente"))
    source_key = models.CharField(_("clave de la fuente"), max_length=255, blank=True, editable=False, db_index=True)
    # Empty where the text is in the language of its tree; an import may bring one that the portal does not have.
    written_in = models.CharField(max_length=12, blank=True, editable=False)
    import_checksum = models.CharField(max_length=64, blank=True, editable=False)
    last_reviewed = models.DateField(_("revisada por última vez"), null=True, blank=True)

    facts = (*PLAIN_FACTS, *TERM_FACTS, *TERMS_FACTS, "organisation_links")
    texts = (*PLAIN_TEXTS, *QUESTIONS, *CHILD_TEXTS)
    published_by_review = True
    body_class = "practice"
    edit_handler = practice_form(BasePage.promote_panels, BasePage.settings_panels)
    exclude_fields_in_copy = [
        "reference",
        "source_key",
        "written_in",
        "import_checksum",
        "changes",
        "reviews",
        "review_reminder",
    ]
    parent_page_types = ["practices.PracticeIndexPage", "districts.DistrictPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("experiencia")
        verbose_name_plural = _("experiencias")

    @property
    def text_language(self) -> str:
        """Return the code of the language in which the practice is written."""
        return self.written_in or super().text_language

    def save(self, *args, **kwargs):
        """Give the practice its public reference: that of its first version, or the next free one."""
        if not self.reference:
            siblings = PracticePage.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
            self.reference = siblings.values_list("reference", flat=True).first() or ReferenceCounter.next(
                REFERENCE_PREFIX
            )
        super().save(*args, **kwargs)

    def clean(self):
        """Raise ValidationError beside the field when dates or places contradict each other."""
        super().clean()
        faults = {}
        if self.end and self.end_open:
            faults["end"] = _("Dijiste que sigue en marcha: deja vacía la fecha en que terminó.")
        if ends_before_start(self.start, self.end):
            faults["end"] = _("Terminó antes de empezar: revisa las dos fechas.")
        if (self.latitude is None) != (self.longitude is None):
            faults["longitude"] = _("La latitud y la longitud van juntas.")
        if faults:
            raise ValidationError(faults)


def ends_before_start(start: str, end: str | None) -> bool:
    """Tell whether a partial date `end` lies before `start`; "2018-12" to "2018" does not, nor do unreadable ones."""
    try:
        return bool(start and end) and not start.startswith(end) and first_day(end) < first_day(start)
    except ValueError:
        return False
