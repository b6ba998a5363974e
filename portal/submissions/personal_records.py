"""How a person is found among those who sent or joined something, what goes out to her, and what she may have deleted."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import Words, personal_data_of
from portal.personal_data.person import (
    DataSubject,
    PersonRecords,
    declared_values,
    named_values,
    register_person_records,
    rows_with,
)
from portal.uploads.intake import delete_bundle

from .kinds import submission_kind
from .models import JoinedSender, Message, Submission
from .models.submission import content_if_kept
from .retention import forget_sender


def matters_of_person(person: DataSubject) -> QuerySet[Submission]:
    """Return the matters that this person sent, by the keyed hashes of her address or telephone.

    A hash knows a telephone in one writing alone, so those that are kept are opened and compared too.
    """
    marks = person.marks("sender")
    marked = Submission.objects.filter(Q(mark__in=marks) | Q(phone_mark__in=marks))
    if not person.phone:
        return marked
    return marked | rows_with(person, Submission.objects.filter(purged_at=None).exclude(phone_mark=""), "phone")


def exported_matter(submission: Submission) -> dict[str, Any]:
    """Return {label: value} of a matter for its sender: her data, what she sent, what was written to and fro."""
    content = content_if_kept(submission, submission_kind(submission.kind))
    messages = Message.objects.filter(submission=submission)
    return {
        **named_values(submission, ("code", "title", "state", "received_at", "place", "answer_by")),
        str(_("Estado")): submission.get_state_display(),
        **declared_values(submission),
        str(_("Lo que mandó")): declared_values(content) if content else {},
        str(_("Mensajes")): [f"{message.written_at:%Y-%m-%d %H:%M} {message.text}" for message in messages],
    }


def why_matter_stays(submission: Submission) -> Words:
    """Return why the data of a matter stay: somebody still answers it; empty when it is closed."""
    return "" if submission.is_closed else _("Su asunto sigue abierto: la respuesta tiene que llegarle.")


def remove_sender(submission: Submission, person: DataSubject) -> None:
    """Take the sender out of a closed matter, and her words unless they are public with her consent."""
    is_public = Submission.objects.public().filter(pk=submission.pk).exists()
    forget_sender(submission, timezone.now())
    submission.mark = submission.phone_mark = ""
    submission.save(update_fields=["mark", "phone_mark"])
    content = content_if_kept(submission, submission_kind(submission.kind))
    if content is None or is_public:
        return
    if submission.bundle:
        delete_bundle(submission.bundle)
    names = [name for data in personal_data_of(type(content)) for name in data.fields]
    for name in names:
        setattr(content, name, "")
    content.save(update_fields=names)


def joined_by(person: DataSubject) -> QuerySet[JoinedSender]:
    """Return where this person joined somebody else's matter."""
    return JoinedSender.objects.filter(mark__in=person.marks("sender"))


def register_senders() -> None:
    """Have matters and those who joined them asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=Submission,
            find=matters_of_person,
            export=exported_matter,
            held=why_matter_stays,
            remove=remove_sender,
            removal=_(
                "Se borran sus datos, sus palabras y sus archivos. Queda lo que ella quiso publicar, sin su nombre."
            ),
        )
    )
    register_person_records(
        PersonRecords(model=JoinedSender, find=joined_by, removal=_("Se borra. Ya no recibe la respuesta."))
    )
