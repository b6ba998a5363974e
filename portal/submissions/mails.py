"""What the portal writes to a sender by itself: each in the sender's language, into the outbox, with the change it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.mail.outbox import queue_mail
from portal.mail.purposes import MailPurpose, register_mail_purpose

from .choices import AnswerBy
from .codes import own_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from .models import Submission


def tell_sender(submission: Submission, purpose: str, write: Callable[[], tuple[str, list[str]]]) -> bool:
    """Queue a mail to the sender of a matter, if there is an address. Returns whether there is.

    `write` returns (subject, paragraphs) in the language that is active: the sender's. The way to the matter is added.
    Several within a minute become one mail.
    """
    if not submission.email:
        return False
    with override(submission.language):
        subject, sections = write()
        way = gettext("Tu asunto %(code)s: %(link)s") % {"code": submission.code, "link": own_link(submission)}
    queue_mail(
        to=submission.email,
        subject=subject,
        sections=[*sections, way],
        language=submission.language,
        purpose=purpose,
        merge_key=f"submission:{submission.pk}",
    )
    return True


def confirm_receipt(submission: Submission) -> None:
    """Write that a matter was received, with its code: the copy to keep."""
    if submission.answer_by != AnswerBy.MAIL:
        return
    tell_sender(
        submission,
        "submission-received",
        lambda: (
            gettext("Recibimos lo que mandaste: %(code)s") % {"code": submission.code},
            [
                gettext("Recibimos «%(title)s». Guarda este correo: con el código %(code)s puedes preguntar cómo va.")
                % {"title": submission.title, "code": submission.code},
            ],
        ),
    )


def ask_to_confirm(submission: Submission) -> None:
    """Write the link by which a sender confirms what came while robots were sending too. It names nothing it says."""
    tell_sender(
        submission,
        "submission-confirm",
        lambda: (
            gettext("Confirma que lo mandaste: %(code)s") % {"code": submission.code},
            [
                gettext(
                    "Alguien escribió en el portal con este correo. Si no fuiste tú, borra este mensaje: no hacemos nada."
                ),
                gettext("Si fuiste tú, abre el enlace y confirma."),
            ],
        ),
    )


def send_open_matters(email: str, matters: list[Submission], language: str) -> None:
    """Write the links of the open matters of an address; nothing to an address without any."""
    if not matters:
        return
    with override(language):
        subject = gettext("Tus asuntos abiertos")
        rows = [f"{matter.code}: {matter.title}\n{own_link(matter)}" for matter in matters]
    queue_mail(to=email, subject=subject, sections=rows, language=language, purpose="submission-open-matters")


def register_purposes() -> None:
    """Tell the outbox what mails of the submissions are, for the office and in the foot of each."""
    own, asked = _("Escribes al portal con este correo."), _("Alguien lo pidió en el portal con este correo.")
    register_mail_purpose("submission-received", MailPurpose(_("Copia de lo que alguien mandó"), own))
    register_mail_purpose("submission-confirm", MailPurpose(_("Enlace para confirmar un envío"), asked))
    register_mail_purpose("submission-open-matters", MailPurpose(_("Asuntos abiertos de una persona"), asked))
    register_mail_purpose("submission-resume", MailPurpose(_("Enlace para seguir un borrador"), asked))
    register_mail_purpose("submission-join", MailPurpose(_("Enlace para confirmar que alguien se suma"), asked))


def tell_joined(submission: Submission, purpose: str, write: Callable[[], tuple[str, list[str]]]) -> int:
    """Queue a mail to each person who joined a matter and confirmed it, in her language; returns to how many.

    `write` returns (subject, paragraphs) in the language that is active; they must hold nothing of the sender's.
    """
    rows = list(submission.joined.exclude(confirmed_at=None))
    for row in rows:
        with override(row.language):
            subject, sections = write()
        queue_mail(
            to=row.email,
            subject=subject,
            sections=sections,
            language=row.language,
            purpose=purpose,
            merge_key=f"joined:{row.pk}",
        )
    return len(rows)
