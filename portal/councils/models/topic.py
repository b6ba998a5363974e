"""What somebody proposes for a council's agenda. Its place, its state and its answer stand with the matter (Submission)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.councils.agenda_lines import LONGEST_TITLE
from portal.personal_data.declaration import PersonalData
from portal.submissions.models import SubmissionContent

from .council import CouncilPage
from .session import SessionPage

#: days after the end of a matter in which the sender's own words stay
KEPT_DAYS = 90


class TopicPresenter(models.TextChoices):
    """Who says it in the session."""

    SENDER = "sender", _("Lo presento yo")
    OFFICE = "office", _("Léanlo por mí")
    NOBODY = "nobody", _("No hace falta presentarlo")


class TopicSubmission(SubmissionContent):
    """A topic in the sender's words, for which council, and what became of it."""

    headline = models.CharField(_("tema que se propone"), max_length=LONGEST_TITLE, blank=True)
    reason = models.TextField(_("por qué importa"), blank=True)
    #: the first version of the council; empty where the team of the place chooses it
    council = models.ForeignKey(
        CouncilPage, verbose_name=_("consejo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: the session from whose page it was begun
    wanted_session = models.ForeignKey(
        SessionPage,
        verbose_name=_("para qué sesión"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    presenter = models.CharField(_("quién lo presenta"), max_length=10, choices=TopicPresenter)
    #: the session (first version) into whose agenda it was put, and the translation key of the agenda item
    accepted_session = models.ForeignKey(
        SessionPage, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    item_key = models.UUIDField(null=True, blank=True, editable=False)

    #: pages do not list who proposed something for them
    wagtail_reference_index_ignore = True
    personal_data = PersonalData(
        fields=("headline", "reason"),
        labels={"headline": _("el tema, con tus palabras"), "reason": _("por qué te importa")},
        purpose=_("Decidir si tu tema va al orden del día de un consejo, y responderte."),
        days=KEPT_DAYS,
        since=_("el cierre del asunto"),
        afterwards=_("El punto del orden del día, que es público y no dice quién lo propuso."),
        readers=_("El equipo del distrito."),
        ground=_("Tu consentimiento al mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("tema para un consejo")
        verbose_name_plural = _("temas para los consejos")
