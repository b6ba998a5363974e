"""The short form of one line of a sheet, and of its correction; who already stands in the list is asked about beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.access.record_forms import named_with_district
from portal.councils.choices import AgeBand, Gender
from portal.territory.models import Neighbourhood

from .choices import ConsentSource, FirstTime
from .marks import phone_key
from .models import CONSENT, Participant
from .same_person import SamePerson, same_people

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

LEAST_DIGITS = 6
#: how long before the session somebody may have consented, such as when she signed up for it
OLDEST = timedelta(days=365)
UNSAID = ("", _("No dice"))
#: beside which field, what is said of somebody with the same (%(name)s)
SAME = {
    "email": _("Este correo ya está en la lista de esta sesión: %(name)s."),
    "phone": _("Este teléfono ya está en la lista de esta sesión: %(name)s."),
    "name": _("Este nombre ya está en la lista de esta sesión."),
}
NOT_KEPT = {"autocomplete": "off"}


def neighbourhoods_to_offer(session: SessionPage, stored: int | None) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods from which somebody may come, those of the session's district first."""
    nearness = Case(When(district=session.district_id, then=Value(0)), default=Value(1))
    rows = Neighbourhood.objects.filter(district__active=True) | Neighbourhood.objects.filter(pk=stored)
    return rows.select_related("district").order_by(nearness, "name", "pk")


class ParticipantForm(forms.ModelForm):
    """Who she is as far as she wrote it, and her consent."""

    is_another = forms.BooleanField(
        label=_("Es otra persona"), required=False, help_text=_("Márcalo y guarda otra vez, si no es la misma.")
    )
    #: whom the form already showed as the same (primary keys): the tick is about them
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Participant
        fields = (
            "name",
            "phone",
            "email",
            "organisation",
            "neighbourhood",
            "age",
            "gender",
            "is_first_time",
            "consent_source",
            "consented_on",
        )
        widgets = {
            "consent_source": forms.RadioSelect,
            "consented_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {
            "is_first_time": _("¿Es su primera sesión?"),
            "consent_source": _("Permiso para guardar sus datos"),
            "organisation": _("Organización, si viene por una"),
        }
        error_messages = {
            "email": {"invalid": _("Escribe el correo completo, con arroba. Por ejemplo: marta@ejemplo.org")},
            "consent_source": {
                "required": _(
                    "Elige cómo dio el permiso. Si no lo dio, no cargues sus datos: cuéntala solo en el total."
                )
            },
            "consented_on": {
                "required": _("Escribe qué día lo aceptó."),
                "invalid": _("Escribe una fecha: día, mes y año."),
            },
        }

    def __init__(self, *args, session: SessionPage, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.session, self.found = session, ""
        self.fields["neighbourhood"].queryset = neighbourhoods_to_offer(session, self.instance.neighbourhood_id)
        self.fields["neighbourhood"].empty_label = UNSAID[1]
        self.fields["neighbourhood"].label_from_instance = self.neighbourhood_words
        self.fields["age"].choices = [UNSAID, *AgeBand.choices]
        self.fields["gender"].choices = [UNSAID, *Gender.choices]
        self.fields["is_first_time"].choices = FirstTime.choices
        self.fields["consent_source"].choices = ConsentSource.choices
        self.fields["consent_source"].help_text = gettext("El texto, como está en la planilla: «%(text)s»") % {
            "text": CONSENT
        }
        for field in self.fields.values():
            field.widget.attrs |= NOT_KEPT

    def neighbourhood_words(self, row: Neighbourhood) -> str:
        """Return how a neighbourhood is offered: with its district where that is another one."""
        return row.name if row.district_id == self.session.district_id else named_with_district(row)

    def clean_phone(self) -> str:
        """Refuse what is no telephone: too few digits would make one person of many."""
        phone = self.cleaned_data["phone"]
        if phone and len(phone_key(phone)) < LEAST_DIGITS:
            raise ValidationError(gettext("Escribe el teléfono con todos sus números: al menos seis."), code="short")
        return phone

    def clean_consented_on(self) -> date:
        """Refuse a day that is not over, or one long before the session."""
        day = self.cleaned_data["consented_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("Ese día todavía no llegó."), code="future")
        if day < timezone.localdate(self.session.start) - OLDEST:
            raise ValidationError(gettext("Hace más de un año: revisa la fecha."), code="old")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a line about nobody, and ask about who stands in the list already."""
        cleaned = super().clean()
        who = {name: cleaned.get(name, "") for name in ("name", "email", "phone")}
        if not any(who.values()):
            if not self.errors.keys() & who:
                self.add_error("name", gettext("Escribe el nombre, el teléfono o el correo."))
            return cleaned
        found = same_people(self.session.pk, **who, without=self.instance.pk)
        self.found = ",".join(str(one.participant.pk) for one in found)
        is_confirmed = cleaned.get("is_another") and set(self.found.split(",")) <= set(cleaned["seen"].split(","))
        if found and not is_confirmed:
            self.ask_about(found)
        return cleaned

    def ask_about(self, found: list[SamePerson]) -> None:
        """Say beside the field who stands in the list already; the tick of before was about others."""
        for one in found:
            if not self.has_error(one.field, "same"):
                name = one.participant.name or gettext("sin nombre")
                self.add_error(one.field, ValidationError(SAME[one.field] % {"name": name}, code="same"))
        self.data = self.data.copy()
        self.data.pop("is_another", None)
        self.data["seen"] = self.found

    @property
    def asked_beside(self) -> str:
        """The name of the field below which the tick stands; empty where nobody is alike."""
        return next((name for name in ("name", "phone", "email") if self.has_error(name, "same")), "")

    def save(self, commit: bool = True) -> Participant:
        """Store the line with the words that were consented to, as the sheet says them in the city's own language."""
        with override(settings.LANGUAGE_CODE):
            self.instance.consent = self.instance.consent or str(CONSENT)
        return super().save(commit)
