"""A practice that somebody sent for the bank: what was answered, under the names that the page has for it."""

from django.db import models
from django.db.models import ManyToManyField
from django.utils.translation import gettext_lazy as _

from portal.core.partial_dates import PartialDateField
from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedTextField
from portal.practices.vocabulary import country_choices
from portal.submissions.models import SubmissionContent
from portal.vocabularies.fields import TermField, choices_of

CONTACT_FIELDS = ("contact_person", "contact_role", "contact_mail", "contact_phone")
CONTACT_DAYS = 90


class ReuseLicence(models.TextChoices):
    """What others may do with pictures or texts. The value is the licence's own name, as the bank shows it."""

    CC_BY = "CC BY 4.0", _("Cualquiera puede usarlo y cambiarlo, si dice de quién es (CC BY 4.0)")
    CC_BY_NC = "CC BY-NC 4.0", _("Lo mismo, pero sin ganar dinero con ello (CC BY-NC 4.0)")
    CC0 = "CC0 1.0", _("Cualquiera puede usarlo, sin decir de quién es (CC0)")
    RESERVED = "All rights reserved", _("Se ve solo en este portal: para otro uso, tienen que preguntar")


def several_terms(vocabulary: str) -> ManyToManyField:
    """Return the field for several terms of a vocabulary; TermsField is for pages only, which have revisions."""
    return models.ManyToManyField(
        "vocabularies.Term", limit_choices_to=choices_of(vocabulary), related_name="+", blank=True
    )


def one_term(vocabulary: str) -> TermField:
    """Return the field for one term of a vocabulary."""
    return TermField(vocabulary, null=True, blank=True)


def long_answer() -> models.TextField:
    """Return the field of one answer: plain text as typed."""
    return models.TextField(blank=True)


class PracticeSubmission(SubmissionContent):
    """The answers of the short form and of the long one; a field of the page has its answer under the same name."""

    practice_title = models.CharField(max_length=200)
    author_kind = one_term("author_kind")
    participants = long_answer()
    summary = long_answer()
    innovation = long_answer()
    # Pictures are in the bundle of the submission; these say how they may be used.
    picture_licence = models.CharField(max_length=40, blank=True, choices=ReuseLicence)
    picture_credit = models.CharField(max_length=160, blank=True)
    people_agree = models.BooleanField(default=False)
    #: ids of the received files that show how it was before and how it is after
    before_picture = models.CharField(max_length=36, blank=True)
    after_picture = models.CharField(max_length=36, blank=True)
    # The long form
    lead = models.TextField(max_length=600, blank=True)
    institution = models.CharField(max_length=255, blank=True)
    candidacy = one_term("candidacy")
    types = several_terms("type")
    type_other = long_answer()
    bank_categories = several_terms("bank_category")
    themes = several_terms("theme")
    theme_other = long_answer()
    sdgs = several_terms("sdg")
    main_objective = one_term("objective")
    objectives = several_terms("objective")
    objective_other = long_answer()
    place_city = models.CharField(max_length=160, blank=True)
    place_region = models.CharField(max_length=160, blank=True)
    place_country = models.CharField(max_length=2, blank=True, choices=country_choices)
    scope = one_term("scope")
    scope_other = long_answer()
    territory_size = one_term("territory_size")
    start = PartialDateField()
    end = PartialDateField()
    end_open = models.BooleanField(default=False)
    outcome = one_term("outcome")
    outcome_reason = long_answer()
    main_objective_text = long_answer()
    how_achieved = long_answer()
    how_far_achieved = long_answer()
    transferability = long_answer()
    feasibility = long_answer()
    articulation = long_answer()
    coresponsibility = long_answer()
    evaluation = long_answer()
    evaluation_state = one_term("evaluation_state")
    evidence = long_answer()
    difficulties = long_answer()
    resources_needed = long_answer()
    participants_count = models.PositiveIntegerField(null=True, blank=True)
    #: rows of the page: [{field of the row: text}], terms as codes
    figures = models.JSONField(default=list, blank=True)
    contributions = models.JSONField(default=list, blank=True)
    organisations = models.JSONField(default=list, blank=True)
    annexes = models.JSONField(default=list, blank=True)
    distinction = one_term("distinction")
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    call_category = one_term("call_category")
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=120, blank=True, choices=ReuseLicence)
    # Whom other cities may ask; goes to PracticeContact, never to the page
    contact_person = EncryptedTextField(_("a quién preguntar"), blank=True)
    contact_role = EncryptedTextField(_("cargo"), blank=True)
    contact_mail = EncryptedTextField(_("correo"), blank=True)
    contact_phone = EncryptedTextField(_("teléfono"), blank=True)
    contact_agrees = models.BooleanField(default=False)
    #: the page that came of it
    practice = models.ForeignKey(
        "practices.PracticePage", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    personal_data = PersonalData(
        fields=CONTACT_FIELDS,
        purpose=_("Que otras ciudades puedan preguntar por la experiencia."),
        days=CONTACT_DAYS,
        since=_("el cierre del asunto"),
        afterwards=_("El contacto de la ficha, si la experiencia se aceptó: lo ve solo el equipo."),
        readers=_("El equipo del distrito y la curaduría de la ciudad."),
        ground=_("Tu consentimiento al mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("experiencia enviada")
        verbose_name_plural = _("experiencias enviadas")

    @property
    def title(self) -> str:
        """Return the title, under the name that pages have for it."""
        return self.practice_title
