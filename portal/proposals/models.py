"""What a proposal or a complaint says. Its place, its state and its answer stand with the matter (Submission)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.personal_data.declaration import PersonalData
from portal.submissions.models import SubmissionContent
from portal.vocabularies.fields import TermField

#: days after which what never was published goes, once the matter is closed
KEPT_DAYS = 90
#: name of the form's field in whose bundle the pictures are
PICTURES_FIELD = "pictures"


class ProposalKind(models.TextChoices):
    """Whether somebody wants something new, or something mended."""

    PROPOSAL = "proposal", pgettext_lazy("submission", "Propuesta")
    COMPLAINT = "complaint", pgettext_lazy("submission", "Reclamo")


class ProposalSubmission(SubmissionContent):
    """What a neighbour proposes or complains of, and where on the spot."""

    what_kind = models.CharField(_("clase"), max_length=10, choices=ProposalKind)
    headline = models.CharField(_("en pocas palabras"), max_length=160, blank=True)
    text = models.TextField(_("qué pasa o qué propone"))
    theme = TermField("theme", verbose_name=_("tema"), null=True, blank=True)
    spot = models.CharField(_("lugar exacto"), max_length=200, blank=True)

    personal_data = PersonalData(
        fields=("headline", "text", "spot"),
        labels={"text": _("lo que escribiste"), "headline": _("el título que le pusiste")},
        purpose=_("Estudiar tu propuesta o reclamo y responderte."),
        days=KEPT_DAYS,
        since=_("el cierre del asunto"),
        afterwards=_("Lo que tú y el equipo quisieron publicar queda publicado, sin tu nombre."),
        readers=_("El equipo del distrito; y todas las personas, si se publica."),
        ground=_("Tu consentimiento al mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("propuesta o reclamo")
        verbose_name_plural = _("propuestas y reclamos")
