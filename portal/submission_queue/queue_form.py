"""What the queue is asked for: its filters, each with what the account may choose from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.submissions.choices import SubmissionChannel, SubmissionState
from portal.submissions.kinds import submission_kinds
from portal.submissions.models import Submission
from portal.submissions.working_days import Lateness

from .selectors import CURATORS, MINE, NOBODY, topic_labels

ANY = ("", _("Todos"))
LONGEST_SEARCH = 200


class QueueForm(forms.Form):
    """The filters. What is not offered, or no text at all, counts as not asked."""

    q = forms.CharField(label=_("Código o asunto"), required=False, max_length=LONGEST_SEARCH)
    kind = forms.ChoiceField(label=_("Clase"), required=False)
    state = forms.ChoiceField(label=_("Estado"), required=False)
    district = forms.ChoiceField(label=_("Distrito"), required=False)
    neighbourhood = forms.ChoiceField(label=_("Barrio"), required=False)
    assignee = forms.ChoiceField(label=_("Quién lo lleva"), required=False)
    lateness = forms.ChoiceField(label=_("Plazo"), required=False, choices=[ANY, *Lateness.choices])
    channel = forms.ChoiceField(label=_("Por dónde llegó"), required=False, choices=[ANY, *SubmissionChannel.choices])
    topic = forms.ChoiceField(label=_("Tema"), required=False)

    def __init__(self, data: Any, *, rows: QuerySet[Submission], user: User):
        """`rows` are the matters that the account may see: only what is in them is offered."""
        super().__init__(data, label_suffix="")
        plain = rows.order_by()
        self.fields["kind"].choices = [ANY, *((kind.name, kind.label) for kind in submission_kinds())]
        held = SubmissionState.HELD
        self.fields["state"].choices = [ANY, *(choice for choice in SubmissionState.choices if choice[0] != held)]
        self.fields["district"].choices = [ANY, *self.districts(plain)]
        places = plain.exclude(neighbourhood=None).values_list("neighbourhood", "neighbourhood__name").distinct()
        self.fields["neighbourhood"].choices = [ANY, *sorted(places, key=lambda place: place[1])]
        people = plain.exclude(assignee=None).exclude(assignee=user)
        names = people.values_list("assignee", "assignee__username").distinct()
        own = [(MINE, _("Yo")), (NOBODY, _("Nadie todavía"))]
        self.fields["assignee"].choices = [ANY, *own, *sorted(names, key=lambda name: name[1])]
        codes = set(plain.exclude(topic="").values_list("topic", flat=True).distinct())
        labels = topic_labels(codes)
        topics = sorted(((code, labels.get(code, code)) for code in codes), key=lambda topic: topic[1])
        self.fields["topic"].choices = [ANY, *topics]
        for name in ("neighbourhood", "topic", "district"):
            if len(self.fields[name].choices) < 3:
                del self.fields[name]

    @staticmethod
    def districts(rows: QuerySet[Submission]) -> list[tuple[Any, Any]]:
        """Return the districts of some matters; what belongs to none is the curators'."""
        found = rows.values_list("district", "district__name").distinct()
        named = sorted(((pk, name) for pk, name in found if pk), key=lambda place: place[1])
        return [*named, (CURATORS, _("Curaduría de la ciudad"))] if any(pk is None for pk, _name in found) else named

    def asked(self) -> dict[str, Any]:
        """Return what is asked for; a filter with a fault is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
