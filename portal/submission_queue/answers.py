"""What the office writes to a sender: its words, its way (mail, call, letter, counter), and to whom it goes besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.core.language import language_name
from portal.mail.purposes import MailPurpose, register_mail_purpose
from portal.submissions.choices import BY_HAND, AnswerBy, HistoryAction, SubmissionState
from portal.submissions.codes import status_link
from portal.submissions.kinds import submission_kind
from portal.submissions.mails import tell_joined, tell_sender
from portal.submissions.models import Message, Submission
from portal.submissions.record import add_entry

from .placeholders import fill_placeholders, open_placeholders

if TYPE_CHECKING:
    from portal.core.models import User


class Letter(TextChoices):
    """Why the office writes; the words are those of the mail's subject."""

    ASKED = "submission-asked", _("Una pregunta sobre tu asunto %(code)s")
    ACCEPTED = "submission-accepted", _("Respuesta a tu asunto %(code)s")
    DECLINED = "submission-declined", _("Sobre tu asunto %(code)s")
    MERGED = "submission-merged", _("Tu asunto %(code)s se une a otro")
    REOPENED = "submission-reopened", _("Tu asunto %(code)s vuelve a estar abierto")
    SILENT = "submission-silent", _("Tu asunto %(code)s espera lo que te preguntamos")
    LAPSED = "submission-lapsed", _("Cerramos tu asunto %(code)s")


#: the sentence before the team's own words; {title} is what the sender called it
OPENINGS = {
    Letter.ASKED: _("Leímos «%(title)s» y nos falta saber algo:"),
    Letter.ACCEPTED: _("Estudiamos «%(title)s» y lo aceptamos. Te responde el equipo:"),
    Letter.DECLINED: _("Estudiamos «%(title)s» y esta vez no podemos aceptarlo. Te explicamos por qué:"),
    Letter.MERGED: _("Lo que mandaste con el título «%(title)s» ya está en otro asunto. La respuesta te llega igual."),
    Letter.REOPENED: _("Volvemos a estudiar «%(title)s»."),
    Letter.SILENT: _("Hace unas semanas te preguntamos algo sobre «%(title)s» y todavía no sabemos la respuesta."),
    Letter.LAPSED: _("Pasaron 30 días sin noticias sobre «%(title)s» y lo cerramos."),
}
#: what a person without a mailbox does next
CLOSINGS = {
    Letter.ASKED: _("Puedes responder con el enlace de abajo, por teléfono o en el centro de distrito, con tu código."),
    Letter.SILENT: _("Si no hay noticias en una semana, lo cerramos. No se pierde: puedes empezar otro desde este."),
    Letter.LAPSED: _("Si todavía te importa, abre el enlace y pulsa «Empezar uno nuevo a partir de este»."),
}


#: how the office's list of mails calls them
MAIL_LABELS = {
    Letter.ASKED: _("Pregunta a quien mandó algo"),
    Letter.ACCEPTED: _("Respuesta: aceptado"),
    Letter.DECLINED: _("Respuesta: no aceptado"),
    Letter.MERGED: _("Aviso: se unió a otro asunto"),
    Letter.REOPENED: _("Aviso: se abrió de nuevo"),
    Letter.SILENT: _("Recordatorio de una pregunta"),
    Letter.LAPSED: _("Aviso: se cerró sin novedades"),
}
JOINED_MAIL = "submission-joined-answer"


@dataclass(frozen=True)
class WrittenAnswer:
    """What the sender reads: the subject of the mail, the paragraphs, and of these what the team says (`said`)."""

    subject: str
    said: str
    paragraphs: tuple[str, ...]
    language: str


def write_answer(submission: Submission, letter: Letter, text: str) -> WrittenAnswer:
    """Return what a sender reads, in the sender's language; `text` is the team's own, in that language.

    Where something came of an accepted matter that its sender may know, such as who does it by when, that is added.
    """
    with override(submission.language):
        said = {"code": submission.code, "title": submission.title}
        kind = submission_kind(submission.kind) if letter == Letter.ACCEPTED else None
        outcome = kind.outcome(submission) if kind else None
        texts = [text, outcome.text if outcome else ""]
        paragraphs = [str(OPENINGS[letter]) % said, *texts, str(CLOSINGS.get(letter, ""))]
        subject = str(letter.label) % said
    own = "\n\n".join(filter(None, texts))
    return WrittenAnswer(subject, own, tuple(filter(None, paragraphs)), submission.language)


def finished_text(text: str, submission: Submission) -> str:
    """Return a text with its placeholders filled in. Raises ValidationError where something is not known yet."""
    filled = fill_placeholders(text.strip(), submission, submission.language)
    if left := open_placeholders(filled):
        raise ValidationError(
            {"text": gettext("Falta saber %(names)s: escríbelo o quítalo.") % {"names": ", ".join(left)}}
        )
    return filled


def send_answer(submission: Submission, letter: Letter, text: str, *, user: User | None = None) -> Message:
    """Write to the sender of a matter in the way that she chose, and return the message; call it inside a transaction.

    A mail counts as given when it is in the outbox; a call, a letter and what is fetched when somebody ticks it. The
    message keeps the team's words, or the portal's own where the team wrote none.
    """
    written = write_answer(submission, letter, text)
    message = Message(
        submission=submission,
        direction=Message.Direction.TO_SENDER,
        text=written.said or "\n\n".join(written.paragraphs),
        language=submission.language,
        written_by=user,
        is_answer=letter in (Letter.ACCEPTED, Letter.DECLINED),
        way=way_of(submission),
    )
    if message.way == AnswerBy.MAIL:
        tell_sender(submission, letter.value, lambda: (written.subject, list(written.paragraphs)))
        message.given_at = timezone.now()
    message.save()
    return message


def way_of(submission: Submission) -> AnswerBy:
    """Return how an answer reaches a sender now; NONE where what the way needs is not there, or not any more."""
    needs = {AnswerBy.MAIL: submission.email, AnswerBy.CALL: submission.phone, AnswerBy.LETTER: submission.address}
    way = AnswerBy(submission.answer_by)
    return way if needs.get(way, way) else AnswerBy.NONE


def tell_others(submission: Submission, letter: Letter, text: str, *, user: User) -> None:
    """Give the answer of a matter to the senders of what was merged into it, and tell those who joined it."""
    for duplicate in duplicates_of(submission):
        pass_answer(duplicate, letter, text, submission.language, user=user)
    tell_joined(submission, JOINED_MAIL, lambda: answer_notice(submission))


def duplicates_of(submission: Submission) -> list[Submission]:
    """Return what was merged into a matter, and into that, however deep; a circle ends where it began."""
    found: dict[int, Submission] = {}
    level = [submission.pk]
    while level:
        rows = Submission.objects.filter(merged_into__in=level, state=SubmissionState.MERGED)
        new = {row.pk: row for row in rows.exclude(pk__in=[submission.pk, *found]).order_by("pk")}
        found |= new
        level = list(new)
    return list(found.values())


def pass_answer(duplicate: Submission, letter: Letter, text: str, language: str, *, user: User) -> None:
    """Give the answer of another matter, in its language, to the sender of a duplicate, and tell who joined that."""
    if language != duplicate.language:
        with override(duplicate.language):
            name = language_name(language, duplicate.language)
            note = gettext("La respuesta está en otro idioma: %(language)s.") % {"language": name}
            text = f"{note}\n\n{text}"
    send_answer(duplicate, letter, text, user=user)
    duplicate.answered_at = duplicate.answered_at or timezone.now()
    duplicate.save(update_fields=["answered_at"])
    add_entry(duplicate, HistoryAction.ANSWERED, actor=user, text=text)
    tell_joined(duplicate, JOINED_MAIL, lambda: answer_notice(duplicate))


def answer_notice(submission: Submission) -> tuple[str, list[str]]:
    """Return (subject, paragraphs) for who joined: that there is an answer; what it says stands behind the link."""
    subject = gettext("Ya tiene respuesta el asunto al que te sumaste: %(code)s") % {"code": submission.code}
    return subject, [gettext("El equipo respondió «%(title)s».") % {"title": submission.title}, status_link(submission)]


def last_answer(submission: Submission) -> Message | None:
    """Return the latest answer of a matter, or None."""
    return submission.messages.filter(is_answer=True).order_by("written_at", "pk").last()


def waits_by_hand(message: Message) -> bool:
    """Tell whether somebody still has to call, post or hand over a message."""
    return message.way in BY_HAND and message.given_at is None


def register() -> None:
    """Say what these mails are for."""
    why = _("Recibes este correo porque mandaste algo por el portal y pediste la respuesta por correo.")
    for letter, label in MAIL_LABELS.items():
        register_mail_purpose(letter.value, MailPurpose(label, why))
    joined = _("Recibes este correo porque te sumaste a un asunto de otra persona.")
    register_mail_purpose(JOINED_MAIL, MailPurpose(_("Aviso a quien se sumó"), joined))
