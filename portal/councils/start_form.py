"""When a session begins, as the forms that make and move one ask for it."""

from datetime import datetime

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from .rrule_text import moment_words

NOT_UNDERSTOOD = _("No se entiende. Escribe el día y la hora así: 31/12/2026 20:00.")


class StartForm(forms.Form):
    """Day and hour; whoever writes a date that is over is asked twice."""

    start = forms.DateTimeField(
        label=_("Empieza"),
        widget=AdminDateTimeInput,
        help_text=_("Por ejemplo: 31/12/2026 20:00. También se entiende 31-12-2026 20 h."),
        error_messages={"invalid": NOT_UNDERSTOOD},
    )
    sure = forms.BooleanField(
        label=_("Sí, esa fecha ya pasó y es la correcta"), required=False, widget=forms.HiddenInput
    )

    def ask_twice(self, start: datetime) -> None:
        """Show the box that says that a past date is meant, and refuse the date (aware) until it is checked."""
        self.fields["sure"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("sure"):
            said = {"date": capfirst(moment_words(start))}
            self.add_error("start", _("%(date)s ya pasó. Corrige la fecha, o marca abajo que es así.") % said)
