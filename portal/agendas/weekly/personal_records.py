"""How a mail address is found among the offices that receive the weekly agenda, and how it leaves."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.agendas.models import Recipient
from portal.personal_data.person import DataSubject, PersonRecords, named_values, register_person_records


def recipients_of(person: DataSubject) -> QuerySet[Recipient]:
    """Return the offices with this mail address; they have no telephone."""
    return Recipient.objects.filter(email__iexact=person.email) if person.email else Recipient.objects.none()


def exported_recipient(row: Recipient) -> dict[str, object]:
    """Return {label: value} of an office."""
    return named_values(row, ("name", "email", "language", "internal", "active"))


def forget_recipient(row: Recipient, person: DataSubject) -> None:
    """Take the address away; the office stays, for the letters that it received are counted."""
    row.email, row.active = "", False
    row.save(update_fields=["email", "active"])


def register_recipients() -> None:
    """Have the offices asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=Recipient,
            find=recipients_of,
            export=exported_recipient,
            remove=forget_recipient,
            removal=_("Se quita el correo y ya no recibe la agenda. Queda el nombre de la oficina."),
        )
    )
