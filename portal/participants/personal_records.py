"""How a person is found in the register of participants, and what goes out to her: by her marks, also after the purge."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject, PersonRecords, named_values, register_person_records

from .marks import person_marks
from .models import Participant


def participations_of(person: DataSubject) -> QuerySet[Participant]:
    """Return the rows with this person's mail address or telephone."""
    marks = person_marks(person)
    return Participant.objects.filter(Q(mark__in=marks) | Q(phone_mark__in=marks)).select_related("session")


def exported_participation(row: Participant) -> dict[str, object]:
    """Return {label: value} of a row for whom it is about: the session, her data, to what she consented and when."""
    said = named_values(row, ("session", "name", "phone", "email", "organisation", "neighbourhood"))
    chosen = {
        str(row._meta.get_field(name).verbose_name): getattr(row, f"get_{name}_display")()
        for name in ("age", "gender", "is_first_time", "consent_source")
    }
    return said | chosen | named_values(row, ("consent", "consented_on", "entered_at"))


def register_participations() -> None:
    """Have the register asked when a person wants to know."""
    register_person_records(
        PersonRecords(
            model=Participant,
            find=participations_of,
            export=exported_participation,
            removal=_("Se borra de la lista de la sesión, también su huella."),
        )
    )
