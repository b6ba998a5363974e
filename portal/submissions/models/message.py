"""What goes between the office and a sender: questions, answers and what the sender writes back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import PersonalData
from portal.submissions.choices import AnswerBy


class Message(models.Model):
    """One text of the thread of a matter. One to the sender counts as given when its mail left or somebody ticked it."""

    class Direction(models.TextChoices):
        """Who writes to whom."""

        TO_SENDER = "to-sender", _("Del equipo")
        FROM_SENDER = "from-sender", _("De quien lo mandó")

    submission = models.ForeignKey("submissions.Submission", on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=12, choices=Direction)
    text = models.TextField(_("texto"))
    language = models.CharField(max_length=10)
    written_at = models.DateTimeField(_("escrito"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: the decision of the matter, not a question on the way
    is_answer = models.BooleanField(default=False)
    way = models.CharField(_("cómo se entrega"), max_length=10, choices=AnswerBy, blank=True)
    given_at = models.DateTimeField(_("entregado"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    personal_data = PersonalData(
        fields=("text",),
        purpose=_("Preguntar lo que falta y responder."),
        days=90,
        since=_("el cierre del asunto"),
        afterwards=_("Lo que respondió el equipo, sin quién preguntó."),
        readers=_("El equipo del distrito."),
        ground=_("Tu consentimiento al mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("mensaje")
        verbose_name_plural = _("mensajes")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["way", "given_at"], name="submissions_to_give")]

    def __str__(self):
        return f"{self.get_direction_display()} ({self.written_at:%Y-%m-%d %H:%M})"
