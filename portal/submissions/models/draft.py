"""What somebody is still writing: each step as it was typed, on the server, under an address that nobody guesses."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedJSONField
from portal.submissions.choices import SubmissionChannel

KEPT = timedelta(days=30)


def expiry() -> datetime:
    """Return until when a draft that is saved now stays (aware datetime)."""
    return timezone.now() + KEPT


class Draft(models.Model):
    """A form on its way; its id is the secret of its address, and of its files, and stays so once it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    #: {step: {field: list of texts as they were typed}}
    data = EncryptedJSONField(default=dict)
    #: what the form starts from, such as the address of a page: {name: text}, set by our links
    about = EncryptedJSONField(default=dict)
    #: whether the sender chose the long form too
    complete = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=SubmissionChannel, default=SubmissionChannel.ONLINE)
    #: who types it in somebody's name
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(default=expiry, db_index=True)
    #: what it became; sending it again changes that. Two drafts that said the same became one matter
    submission = models.ForeignKey(
        "submissions.Submission", null=True, blank=True, on_delete=models.CASCADE, related_name="drafts"
    )

    personal_data = PersonalData(
        fields=("data", "about"),
        labels={"data": _("lo que estás escribiendo"), "about": _("desde qué página empezaste")},
        purpose=_("Guardar lo que alguien está escribiendo para que pueda seguir más tarde."),
        days=KEPT.days,
        since=_("el último cambio"),
        readers=_("Nadie: solo quien tiene el enlace."),
        ground=_("Lo escribes para mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("borrador")
        verbose_name_plural = _("borradores")

    def __str__(self):
        return f"{self.kind} ({self.begun_at:%Y-%m-%d %H:%M})"

    def is_expired(self) -> bool:
        """Tell whether the time of a draft that was not sent is over."""
        return self.submission_id is None and self.expires_at <= timezone.now()
