"""How a person is found among those whom other cities may ask, while the practice is what somebody sent."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject, PersonRecords, register_person_records
from portal.practices.models import PracticeSubmission

from .retention import empty_contact


def submitted_contacts_of(person: DataSubject) -> QuerySet[PracticeSubmission]:
    """Return what was sent with this person's mail address or telephone as the one to ask."""
    rows = PracticeSubmission.objects.filter(contact_agrees=True)
    found = [row.pk for row in rows.iterator() if person.is_in(row.contact_mail, row.contact_phone)]
    return PracticeSubmission.objects.filter(pk__in=found)


def remove_submitted_contact(content: PracticeSubmission, person: DataSubject) -> None:
    """Take the person out of what was sent."""
    empty_contact(content)


def register_submitted_contacts() -> None:
    """Have them asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=PracticeSubmission,
            find=submitted_contacts_of,
            remove=remove_submitted_contact,
            removal=_("Se borra el contacto. Lo demás que se mandó queda."),
        )
    )
