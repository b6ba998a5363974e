"""How the office answers a proposal or complaint: which unit does it, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from portal.core.dates import format_day
from portal.submissions.kinds import Cleaned, SubmissionOutcome
from portal.submissions.models import Submission
from portal.territory.models import DistrictKind, Unit

if TYPE_CHECKING:
    from portal.core.models import User

    from .models import ProposalSubmission


def responsible_units(submission: Submission) -> QuerySet[Unit]:
    """Return the units that may answer for a matter: those that exist still, of its district and of the whole city."""
    of_city = Q(district=None) | Q(district__kind=DistrictKind.WHOLE_CITY)
    return Unit.objects.filter(Q(district=submission.district_id) | of_city, active=True).order_by("name")


class PromiseForm(forms.Form):
    """Who does it, and by when."""

    unit = forms.ModelChoiceField(
        label=_("Área responsable"),
        queryset=Unit.objects.none(),
        empty_label=_("Elige una"),
        error_messages={
            "required": _("Elige el área que lo va a hacer."),
            "invalid_choice": _("Elige un área de la lista."),
        },
    )
    promised_by = forms.DateField(
        label=_("Para cuándo"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("El día en que debe estar hecho. Lo lee quien lo mandó."),
        error_messages={"required": _("Escribe para qué día."), "invalid": _("Escribe una fecha: día, mes y año.")},
    )

    def __init__(self, *args, submission, content=None, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = responsible_units(submission)
        self.initial.setdefault("unit", submission.unit_id)
        self.initial.setdefault("promised_by", submission.promised_by)

    def clean_promised_by(self):
        """Refuse a day that is over."""
        day = self.cleaned_data["promised_by"]
        if day < timezone.localdate():
            raise ValidationError(_("Ese día ya pasó: elige uno desde hoy."), code="past")
        return day


def promise(submission: Submission, content: ProposalSubmission, user: User, cleaned: Cleaned) -> SubmissionOutcome:
    """Note who does it and by when. Raises ValidationError where the account may not, or the unit does not answer there."""
    policy = policy_registry.get_by_type(Submission)
    if not policy.user_has_permission_for_instance(user, "change", submission):
        raise ValidationError(gettext("No puedes responder este asunto: es de otro equipo."))
    unit, day = cleaned.get("unit"), cleaned.get("promised_by")
    if unit is None or day is None or not responsible_units(submission).filter(pk=unit.pk).exists():
        raise ValidationError(gettext("Elige el área que lo va a hacer, y para cuándo."))
    submission.unit, submission.promised_by = unit, day
    submission.save(update_fields=["unit", "promised_by"])
    return promise_outcome(submission)


def promise_outcome(submission: Submission) -> SubmissionOutcome:
    """Return what was promised in a sentence, in the language that is active."""
    said = {"unit": submission.unit.label(), "day": format_day(submission.promised_by, year=True)}
    return SubmissionOutcome(gettext("Se ocupa %(unit)s. Debe estar hecho el %(day)s.") % said)
