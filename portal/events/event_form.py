"""The form of an event: it speaks of languages by their names, and asks for a place only of what is published."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from portal.core.page_forms import PageForm
from portal.practices.vocabulary import language_choices, language_name

SESSION = "session"  # EventKind.SESSION: sessions are made below their council


class EventForm(PageForm):
    """The form of everything that has a date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            offered = self.fields["kind"].choices
            self.fields["kind"].choices = [choice for choice in offered if choice[0] != SESSION]
        if "held_in" in self.fields:
            self.fields["held_in"] = self.language_field(self.fields["held_in"])

    def language_field(self, field):
        """Return the choice of the language that is spoken; a stored one that is not in the list stays."""
        known, stored = language_choices(), self.instance.held_in
        if stored and stored not in dict(known):
            known.append((stored, language_name(stored)))
        usual = _("La de siempre: %(language)s")
        return forms.ChoiceField(
            choices=[("", usual % {"language": language_name(settings.LANGUAGE_CODE)}), *known],
            label=field.label,
            help_text=field.help_text,
            required=False,
        )

    def defer_required_fields(self):
        """Let a draft lack what only readers need: Wagtail calls this unless the page is published or sent to review."""
        super().defer_required_fields()
        self.instance.is_being_drafted = True
