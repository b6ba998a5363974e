"""How a person is found among the registrations: in Python, for mail addresses and telephones are encrypted.

A city keeps them for two months: some thousands, which take a fraction of a second to open.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject, PersonRecords, register_person_records

from .models import Registration


def registrations_of(person: DataSubject) -> QuerySet[Registration]:
    """Return the registrations with this person's mail address or telephone."""
    rows = Registration.objects.values_list("pk", "email", "phone").iterator()
    found = [pk for pk, email, phone in rows if person.is_in(email, phone)]
    return Registration.objects.filter(pk__in=found)


def exported_registration(row: Registration) -> dict[str, str]:
    """Return {label: value} of a registration for whom it is about, the event among them."""
    fields = ("event", "name", "email", "phone", "people", "needs", "state", "registered_at")
    values = {name: getattr(row, name) for name in fields} | {"state": row.get_state_display()}
    return {str(Registration._meta.get_field(name).verbose_name): value for name, value in values.items()}


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
