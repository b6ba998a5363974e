"""Who joined a matter of somebody else: told of its answer. Joining is no vote, and nobody is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedTextField


class JoinedSender(models.Model):
    """One person who wants to hear the answer to a public matter; goes with the sender's own data."""

    submission = models.ForeignKey("submissions.Submission", on_delete=models.CASCADE, related_name="joined")
    email = EncryptedTextField(_("correo"))
    #: keyed hash of the address: the same person joins once
    mark = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    joined_at = models.DateTimeField(auto_now_add=True)
    #: set when the mail with the link was answered; only such a row is written to
    confirmed_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        fields=("email", "mark"),
        labels={"mark": _("huella del correo")},
        purpose=_("Avisar de la respuesta a quien se sumó a un asunto de otra persona."),
        days=90,
        since=_("el cierre del asunto"),
        readers=_("Nadie: el portal escribe por sí mismo."),
        ground=_("Tu consentimiento al sumarte."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("persona que se sumó")
        verbose_name_plural = _("personas que se sumaron")
        constraints = [models.UniqueConstraint(fields=["submission", "mark"], name="submissions_joined_once")]

    def __str__(self):
        return f"{self.submission_id} ({self.joined_at:%Y-%m-%d})"
