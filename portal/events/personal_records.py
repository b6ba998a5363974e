"""How a person is found among the registrations: in Python, for mail addresses and telephones are encrypted.

A city keeps them for two months: some thousands, which take a fraction of a second to open.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject, PersonRecords, named_values, register_person_records, rows_with

from .models import Registration


def registrations_of(person: DataSubject) -> QuerySet[Registration]:
    """Return the registrations with this person's mail address or telephone."""
    return rows_with(person, Registration.objects.all(), "email", "phone")


def exported_registration(row: Registration) -> dict[str, object]:
    """Return {label: value} of a registration for whom it is about, the event among them."""
    fields = ("event", "name", "email", "phone", "people", "needs", "state", "registered_at")
    state = str(Registration._meta.get_field("state").verbose_name)
    return named_values(row, fields) | {state: row.get_state_display()}


def registrations_with(rows: QuerySet[Registration], text: str) -> QuerySet[Registration]:
    """Return those of some registrations whose mail address or telephone holds a text, as a search finds them."""
    wanted = text.casefold()
    known = rows.order_by().values_list("pk", "email", "phone").iterator()
    found = [pk for pk, email, phone in known if wanted in email.casefold() or wanted in phone.casefold()]
    return rows.filter(pk__in=found)


def register_guests() -> None:
    """Have the registrations asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=Registration,
            find=registrations_of,
            export=exported_registration,
            removal=_("Se borra. Si tenía un lugar en un encuentro que viene, pasa a quien espera."),
        )
    )
