"""When a session begins, as the forms that make and move one ask for it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from portal.events.past_date import PastDateForm


class StartForm(PastDateForm):
    """Day and hour; whoever writes a date that is over is asked twice."""

    start = forms.DateTimeField(
        label=_("Empieza"),
        widget=AdminDateTimeInput,
        help_text=_("Por ejemplo: 31/12/2026 20:00. También se entiende 31-12-2026 20 h."),
    )
    field_order = ("start", "sure")
