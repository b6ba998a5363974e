"""The forms of one session: another date, or a cancellation, each with its reason."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from portal.councils.start_form import StartForm

LONGEST_REASON = 250


class ReasonForm(forms.Form):
    """Why it does not happen, for whoever thought of coming."""

    reason = forms.CharField(
        label=_("Por qué"),
        max_length=LONGEST_REASON,
        help_text=_("Lo lee quien pensaba ir. Por ejemplo: hay alerta de tormenta."),
        error_messages={"required": _("Di por qué: quien pensaba ir lo va a leer.")},
    )


class MoveForm(ReasonForm, StartForm):
    """Another date; without an end it lasts as long as before."""

    end = forms.DateTimeField(
        label=_("Termina"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Vacío: dura lo mismo que antes."),
    )
    field_order = ("start", "sure", "end", "reason")

    def __init__(self, event, *args, **kwargs):
        """`event` is the first version as it stands."""
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["start"].initial = timezone.localtime(event.start)
        if not event.live:
            self.fields["reason"].required = False
            self.fields["reason"].help_text = _("Puede quedar vacío: todavía no se anunció.")

    def clean(self):
        """Take over the duration. Raises ValidationError when nothing would change."""
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and not end and "end" not in self.errors and self.event.end:
            cleaned["end"] = start + (self.event.end - self.event.start)
        if start == self.event.start and cleaned.get("end") == self.event.end:
            raise ValidationError(_("Es la misma fecha y la misma hora: no cambió nada."))
        if start and end and end < start:
            self.add_error("end", _("Termina antes de empezar: revisa las dos fechas."))
        if start and start != self.event.start and start < timezone.now():
            self.ask_twice(start)
        return cleaned
