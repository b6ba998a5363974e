"""Words of the submissions: states, channels, ways of an answer, what the history tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubmissionState(models.TextChoices):
    """Where a matter stands for the office; the sender reads the word of `PublicStage`."""

    HELD = "held", _("Sin confirmar")
    NEW = "new", _("Nuevo")
    IN_REVIEW = "in-review", _("En estudio")
    NEEDS_INFORMATION = "needs-information", _("Falta información")
    ACCEPTED = "accepted", _("Aceptado")
    MERGED = "merged", _("Unido a otro")
    DECLINED = "declined", _("No aceptado")
    SPAM = "spam", _("No deseado")
    WITHDRAWN = "withdrawn", _("Retirado por quien lo mandó")
    LAPSED = "lapsed", _("Cerrado sin novedades")


OPEN_STATES = (SubmissionState.NEW, SubmissionState.IN_REVIEW, SubmissionState.NEEDS_INFORMATION)
#: states that the office sets with a reason
DECIDED_STATES = (SubmissionState.ACCEPTED, SubmissionState.MERGED, SubmissionState.DECLINED, SubmissionState.SPAM)
CLOSED_STATES = (*DECIDED_STATES, SubmissionState.WITHDRAWN, SubmissionState.LAPSED)
#: states in which a published matter is shown to everybody
PUBLIC_STATES = (*OPEN_STATES, SubmissionState.ACCEPTED, SubmissionState.DECLINED, SubmissionState.LAPSED)


class PublicStage(models.TextChoices):
    """What a sender reads of a state: received, read, answered."""

    UNCONFIRMED = "unconfirmed", _("Falta que lo confirmes")
    RECEIVED = "received", _("Recibido")
    READ = "read", _("Leído")
    ASKED = "asked", _("Te preguntamos algo")
    ANSWERED = "answered", _("Respondido")
    WITHDRAWN = "withdrawn", pgettext_lazy("submission", "Retirado")
    CLOSED = "closed", _("Cerrado sin novedades")


STAGES = {
    SubmissionState.HELD: PublicStage.UNCONFIRMED,
    SubmissionState.NEW: PublicStage.RECEIVED,
    SubmissionState.IN_REVIEW: PublicStage.READ,
    SubmissionState.NEEDS_INFORMATION: PublicStage.ASKED,
    SubmissionState.ACCEPTED: PublicStage.ANSWERED,
    SubmissionState.MERGED: PublicStage.ANSWERED,
    SubmissionState.DECLINED: PublicStage.ANSWERED,
    SubmissionState.SPAM: PublicStage.ANSWERED,
    SubmissionState.WITHDRAWN: PublicStage.WITHDRAWN,
    SubmissionState.LAPSED: PublicStage.CLOSED,
}


class SubmissionChannel(models.TextChoices):
    """How a matter came in."""

    ONLINE = "online", _("Por el portal")
    PAPER = "paper", _("En papel")
    PHONE = "phone", _("Por teléfono")
    COUNTER = "counter", _("En el centro de distrito")
    MAIL = "mail", _("Por correo electrónico")
    SESSION = "session", _("En una sesión")


class AnswerBy(models.TextChoices):
    """How the sender wants the answer."""

    MAIL = "mail", _("Por correo electrónico")
    CALL = "call", _("Por teléfono")
    LETTER = "letter", _("Por carta")
    COUNTER = "counter", _("La retiro en el centro de distrito")
    NONE = "none", _("No necesito respuesta")


#: ways of which somebody of the office ticks that it was given
BY_HAND = (AnswerBy.CALL, AnswerBy.LETTER, AnswerBy.COUNTER)


class WaitsFor(models.TextChoices):
    """Whose turn it is while the office's clock stands still."""

    NOBODY = "", _("Nadie: es nuestro turno")
    SENDER = "sender", _("Quien lo mandó")
    UNIT = "unit", _("Un área de la Municipalidad")
    COUNCIL = "council", _("La sesión de un consejo")
    OTHERS = "others", _("Otra organización")


class HistoryAction(models.TextChoices):
    """What happened to a matter, one row each."""

    RECEIVED = "received", _("Llegó")
    CONFIRMED = "confirmed", _("Se confirmó")
    AMENDED = "amended", _("Quien lo mandó lo completó")
    READ = "read", _("Se abrió por primera vez")
    STATE = "state", _("Cambió de estado")
    ASKED = "asked", _("Se preguntó")
    REPLIED = "replied", _("Llegó una respuesta de quien lo mandó")
    ASSIGNED = "assigned", _("Se asignó")
    PASSED_ON = "passed-on", _("Pasó a otro equipo")
    WAITING = "waiting", _("Espera a otros")
    RESUMED = "resumed", _("Volvió a nuestro turno")
    MERGED = "merged", _("Se unió a otro")
    JOINED = "joined", _("Alguien se sumó")
    REMARK = "remark", _("Nota interna")
    ANSWERED = "answered", _("Se respondió")
    GIVEN = "given", _("La respuesta llegó")
    PUBLISHED = "published", _("Se publicó")
    UNPUBLISHED = "unpublished", _("Se retiró de la vista pública")
    WITHDRAWN = "withdrawn", _("Quien lo mandó lo retiró")
    LAPSED = "lapsed", _("Se cerró sin novedades")
    PURGED = "purged", _("Se borraron los datos personales")
    VIEWED = "viewed", _("Se miraron los datos de contacto")
