"""The forms of weekly agendas: which week to prepare, what comes first, what the editor writes."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from portal.access.record_forms import ScopedRecordForm
from portal.agendas.models import Recipient, WeeklyIssue
from portal.core.language import reader_language
from portal.core.weeks import Week
from portal.events.formatting import when_words
from portal.events.state import state_words

from .checks import name_of
from .events import contents_of

INTRODUCTION, PLACE = "introduction_", "place_"
MOST_FIRST = 99


class NewIssueForm(ScopedRecordForm):
    """Which week, and of which district; the drafts of the coming weeks make themselves."""

    class Meta:
        model = WeeklyIssue
        fields = ("week", "district")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["week"].help_text = _("Por ejemplo: %(week)s, la que viene.") % {"week": Week.now().plus(1).code}
        self.fields["district"].help_text = _("Vacío: la agenda de toda la ciudad.")

    def clean_week(self):
        """Return the code of the week. Raises ValidationError for a week that its year does not have."""
        try:
            return Week.of(self.cleaned_data["week"]).code
        except ValueError:
            raise ValidationError(_("Ese año no tiene esa semana.")) from None

    def clean(self):
        """Refuse a second agenda of the same week and place, in words."""
        cleaned = super().clean()
        place = {"week": cleaned.get("week"), "district": cleaned.get("district")}
        if not self.errors and WeeklyIssue.objects.filter(**place).exists():
            raise ValidationError(_("Esa agenda ya está en la lista: ábrela desde ahí."))
        return cleaned


class IssueForm(ScopedRecordForm):
    """A draft: its introduction in each language, and the place of each event among what comes first."""

    class Meta:
        model = WeeklyIssue
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"{INTRODUCTION}{code}"] = forms.CharField(
                label=name,
                required=False,
                max_length=2000,
                initial=self.instance.introductions.get(code, ""),
                widget=AdminAutoHeightTextInput(attrs={"lang": code}),
            )
        order = self.instance.order
        for event in self.events:
            key = str(event.translation_key)
            self.fields[f"{PLACE}{key}"] = forms.IntegerField(
                label=name_of(event),
                required=False,
                min_value=1,
                max_value=MOST_FIRST,
                initial=order.index(key) + 1 if key in order else None,
            )

    @cached_property
    def events(self):
        """The events of the week as the editor reads them."""
        return contents_of(Week.of(self.instance.week), self.instance.district, reader_language())

    @property
    def introductions(self):
        """Return the fields of the introduction."""
        return [self[f"{INTRODUCTION}{code}"] for code, _name in settings.LANGUAGES]

    @property
    def rows(self):
        """Return the events with their fields: [{event, name, when, state, field}]."""
        return [
            {
                "event": event,
                "name": name_of(event),
                "when": when_words(event),
                "state": state_words(event),
                "field": self[self.place_of(event)],
            }
            for event in self.events
        ]

    def place_of(self, event):
        """Return the name of the field with an event's place."""
        return f"{PLACE}{event.translation_key}"

    def save(self, commit=True):
        """Store what was written, and the order of what has a place; the same place twice keeps the order of the hours."""
        said = {code: self.cleaned_data[f"{INTRODUCTION}{code}"].strip() for code, _name in settings.LANGUAGES}
        self.instance.introductions = {code: text for code, text in said.items() if text}
        placed = [(self.cleaned_data[self.place_of(event)], event) for event in self.events]
        placed = sorted(((place, event) for place, event in placed if place), key=lambda pair: pair[0])
        self.instance.order = [str(event.translation_key) for _place, event in placed]
        return super().save(commit)


class RecipientForm(ScopedRecordForm):
    """An office that receives the agenda."""

    class Meta:
        model = Recipient
        fields = ("name", "email", "district", "language", "internal", "active")
        help_texts = {
            "name": _("Por ejemplo: Dirección de Espacios Verdes."),
            "email": _("El de la oficina, nunca el de una persona."),
            "internal": _("La interna lleva además la logística, los contactos y los puntos internos."),
        }
