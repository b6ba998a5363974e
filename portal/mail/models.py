"""The outbox: a row per mail, with its state, its lease, how often it was tried, and the id that it keeps."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedJSONField, EncryptedTextField

#: address and text of a mail go so many days after it was sent …
SENT_DAYS = 30
#: … and of one that could not be sent, so that somebody has the time to send it again
FAILED_DAYS = 90
#: what was to go out longer ago than this stands on the list of mails that did not go out
LONG_WAIT = timedelta(hours=1)


class MailState(models.TextChoices):
    """How far a mail has come."""

    WAITING = "waiting", _("Por enviar")
    SENDING = "sending", _("Saliendo")
    SENT = "sent", _("Enviado")
    FAILED = "failed", _("No salió")


class MailFault(models.TextChoices):
    """Why a mail did not go out; the words tell it to an editor."""

    ADDRESS = "address", _("La dirección está mal escrita.")
    REFUSED = "refused", _("El servidor de correo no acepta a esta persona: la dirección no existe o no recibe.")
    CONTENT = "content", _("El servidor de correo no acepta este mensaje.")
    BUSY = "busy", _("El servidor de correo pidió que se pruebe más tarde.")
    AWAY = "away", _("El servidor de correo no contesta.")
    SETUP = "setup", _("El servidor de correo no acepta al portal: revisa la cuenta y la dirección que envía.")
    UNREADABLE = "unreadable", _("El portal ya no puede leer la dirección: cambió su clave secreta.")
    INTERRUPTED = "interrupted", _("El portal se detuvo cada vez que lo enviaba.")
    PORTAL = "portal", _("Hubo un error en el portal; quedó anotado para quien lo mantiene.")


class OutgoingMailQuerySet(models.QuerySet):
    """Questions about several mails."""

    def due(self, now):
        """Return what may be sent at `now` (aware datetime): what waits, and what somebody died of sending."""
        waiting = models.Q(state=MailState.WAITING, not_before__lte=now)
        return self.filter(waiting | models.Q(state=MailState.SENDING, leased_until__lte=now))

    def undelivered(self, now):
        """Return what did not go out: what failed, and what should have gone out long before `now`."""
        open_states = (MailState.WAITING, MailState.SENDING)
        late = models.Q(state__in=open_states, wanted_at__lte=now - LONG_WAIT)
        return self.filter(models.Q(state=MailState.FAILED, purged=False) | late)


class OutgoingMail(models.Model):
    """One mail to one person. Its text and address are encrypted; portal/mail/outbox.py writes it."""

    message_id = models.CharField(max_length=250, db_index=True)
    recipient = EncryptedTextField(_("correo"), blank=True)
    recipient_hash = models.CharField(max_length=64, blank=True, db_index=True)
    subject = EncryptedTextField(_("asunto"), blank=True)
    #: paragraphs of plain text (list of str)
    sections = EncryptedJSONField(_("texto"), default=list)
    html = EncryptedTextField(_("texto con formato"), blank=True)
    headers = EncryptedJSONField(_("encabezados"), default=dict)
    language = models.CharField(max_length=12)
    purpose = models.CharField(_("para qué"), max_length=60)
    merge_key = models.CharField(max_length=120, blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    created = models.DateTimeField(_("escrito"), default=timezone.now)
    #: when it should have gone out; a retry does not change it
    wanted_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(_("se prueba otra vez"), default=timezone.now)
    #: whoever sends it has it until then; also tells one attempt from another
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(_("cuándo terminó"), null=True)
    fault = models.CharField(_("motivo"), max_length=12, choices=MailFault, blank=True)
    #: the server's numbers, such as "550 5.1.1"; its words may name the person
    answer = models.CharField(max_length=20, blank=True)
    purged = models.BooleanField(default=False)

    objects = OutgoingMailQuerySet.as_manager()

    personal_data = PersonalData(
        fields=("recipient", "subject", "sections", "html", "headers", "recipient_hash"),
        purpose=_("Enviarte los avisos y las respuestas que esperas."),
        days=SENT_DAYS,
        since=_("el día en que salió; 90 días si no pudo salir"),
        afterwards=_("Queda que salió un correo, cuándo y de qué tipo, sin dirección ni texto."),
        readers=_("El servidor de correo. Administración y curaduría ven la dirección tapada."),
        ground=_("Pediste que se te escriba."),
        from_public=True,
        labels={"recipient_hash": _("huella del correo")},
    )

    class Meta:
        verbose_name = _("correo que sale")
        verbose_name_plural = _("correos que salen")
        ordering = ["wanted_at", "pk"]
        default_permissions = []
        indexes = [
            models.Index(fields=["state", "not_before"], name="mail_due"),
            models.Index(fields=["state", "done_at"], name="mail_done"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.pk}"

    @property
    def masked_recipient(self):
        """Return the address as the office sees it: "m…@example.org"."""
        name, at, domain = self.recipient.rpartition("@")
        return f"{(name or domain)[:1]}…{at}{domain if at else ''}"
