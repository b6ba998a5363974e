"""How a person is found among the contacts of practices: in Python, for mail addresses and telephones are encrypted."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject, PersonRecords, named_values, register_person_records, rows_with

from .models import PracticeContact


def contacts_of(person: DataSubject) -> QuerySet[PracticeContact]:
    """Return the contacts with this person's mail address or telephone."""
    return rows_with(person, PracticeContact.objects.all(), "email", "phone")


def exported_contact(row: PracticeContact) -> dict[str, object]:
    """Return {label: value} of a contact for whom it is about, the practice among them."""
    return named_values(row, ("practice", "name", "role", "email", "phone", "confirmed"))


def register_contacts_of_practices() -> None:
    """Have the contacts asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=PracticeContact,
            find=contacts_of,
            export=exported_contact,
            removal=_("Se borra. La experiencia queda publicada sin contacto."),
        )
    )
