"""A date that is over is asked twice: whoever means it says so, and nothing that was typed is lost."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .formatting import day_words, moment_words


class PastDateForm(forms.Form):
    """A form with a `start`; `sure` is shown only when a past one was sent."""

    sure = forms.BooleanField(
        label=_("Sí, esa fecha ya pasó y es la correcta"), required=False, widget=forms.HiddenInput
    )

    def ask_twice(self, start: datetime, *, all_day: bool = False) -> None:
        """Show the box that says that a past date is meant, and refuse the date (aware) until it is checked."""
        self.fields["sure"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("sure"):
            said = {"date": capfirst(day_words(start) if all_day else moment_words(start))}
            self.add_error("start", _("%(date)s ya pasó. Corrige la fecha, o marca abajo que es así.") % said)


def is_newly_past(start: datetime, before: datetime | None, *, all_day: bool = False) -> bool:
    """Tell whether a date (aware) is over and is not the one that stood there before (None for something new).

    What lasts all day is over when its day is; seconds are not asked in a form.
    """
    if before and before.replace(second=0, microsecond=0) == start.replace(second=0, microsecond=0):
        return False
    return timezone.localdate(start) < timezone.localdate() if all_day else start < timezone.now()


class SurePanel(FieldPanel):
    """The box of PastDateForm, where it is asked."""

    def __init__(self, field_name: str = "sure", **kwargs):
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            """Tell whether a past date was sent."""
            return super().is_shown() and not self.bound_field.is_hidden
