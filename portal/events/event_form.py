"""The form of an event: it speaks of languages by their names, and asks for a place only of what is published."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.access.page_forms import PageForm
from portal.core.language import language_name
from portal.practices.vocabulary import source_language_choices

from .choices import EventState
from .past_date import PastDateForm, is_newly_past

SESSION = "session"  # EventKind.SESSION: sessions are made below their council


class EventForm(PageForm, PastDateForm):
    """The form of everything that has a date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            offered = self.fields["kind"].choices
            self.fields["kind"].choices = [choice for choice in offered if choice[0] != SESSION]
        if "state" in self.fields:  # of one that moved, readers are told whether the day or the hour changed
            moved = {EventState.RESCHEDULED: _("Cambió de día u hora")}
            offered = self.fields["state"].choices
            self.fields["state"].choices = [(value, moved.get(value, label)) for value, label in offered]
        if "venue" in self.fields:
            self.offer_venues(self.fields["venue"])
        if "held_in" in self.fields:
            self.fields["held_in"] = self.language_field(self.fields["held_in"])

    def offer_venues(self, field):
        """Accept the venues in use, and the one that is stored; the dialogue begins with those of the page's district."""
        field.queryset = field.queryset.filter(Q(active=True) | Q(pk=self.instance.venue_id))
        field.widget.near = self.district

    def language_field(self, field):
        """Return the choice of the language that is spoken; a stored one that is not in the list stays."""
        known, stored = source_language_choices(), self.instance.held_in
        if stored and stored not in dict(known):
            known.append((stored, language_name(stored)))
        usual = _("La de siempre: %(language)s")
        return forms.ChoiceField(
            choices=[("", usual % {"language": language_name(settings.LANGUAGE_CODE)}), *known],
            label=field.label,
            help_text=field.help_text,
            required=False,
        )

    def _post_clean(self):
        """Ask twice for a date that is over, after the model compared it with the end; one that stood there asks nothing."""
        super()._post_clean()
        start, all_day = self.cleaned_data.get("start"), bool(self.cleaned_data.get("all_day"))
        if start and is_newly_past(start, self.initial.get("start"), all_day=all_day):
            self.ask_twice(start, all_day=all_day)

    def defer_required_fields(self):
        """Let a draft lack what only readers need: Wagtail calls this unless the page is published or sent to review."""
        super().defer_required_fields()
        self.instance.is_being_drafted = True
