"""How a person is found among the contacts of practices: in Python, for mail addresses and telephones are encrypted."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject, PersonRecords, register_person_records

from .models import PracticeContact


def contacts_of(person: DataSubject) -> QuerySet[PracticeContact]:
    """Return the contacts with this person's mail address or telephone."""
    rows = PracticeContact.objects.values_list("pk", "email", "phone").iterator()
    found = [pk for pk, email, phone in rows if person.is_in(email, phone)]
    return PracticeContact.objects.filter(pk__in=found)


def exported_contact(row: PracticeContact) -> dict[str, object]:
    """Return {label: value} of a contact for whom it is about, the practice among them."""
    fields = ("practice", "name", "role", "email", "phone", "confirmed")
    return {str(PracticeContact._meta.get_field(name).verbose_name): getattr(row, name) for name in fields}


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
