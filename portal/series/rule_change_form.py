"""The form of a changed rule: what happens to each session that was made of it."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.events.formatting import moment_words

from .rule_change import Choice

LONGEST_REASON = 250


class ChangeForm(forms.Form):
    """One choice for each Proposal, one reason for all that is cancelled or moved after it was announced."""

    reason = forms.CharField(
        label=_("Por qué cambia"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Lo lee quien pensaba ir. Por ejemplo: desde diciembre nos reunimos los miércoles."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, proposals, version, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals, self.stored = proposals, version
        self.fields["version"].initial = version
        for proposal in proposals:
            label = f"{capfirst(moment_words(proposal.session.start))} · {proposal.session.title}"
            note = _("Ya está publicada: lo que elijas se ve enseguida.") if proposal.session.live else ""
            choices = [(choice.value, self.words(choice, proposal)) for choice in proposal.choices]
            self.fields[self.key(proposal)] = forms.ChoiceField(
                label=label, choices=choices, initial=choices[0][0], widget=forms.RadioSelect, help_text=note
            )

    @staticmethod
    def key(proposal):
        """Return the name of the field of a Proposal."""
        return f"session-{proposal.session.pk}"

    @staticmethod
    def words(choice, proposal):
        """Return a Choice as it is offered, with the new date where there is one."""
        if choice == Choice.MOVE:
            return _("Pasa al %(date)s") % {"date": moment_words(proposal.start)}
        return choice.label

    @property
    def rows(self):
        """Return [(Proposal, bound field)]."""
        return [(proposal, self[self.key(proposal)]) for proposal in self.proposals]

    def clean(self):
        """Ask for a reason where readers need one; refuse what was decided about an earlier state of the series."""
        cleaned = super().clean()
        if "version" in cleaned and cleaned["version"] != self.stored:
            self.add_error(None, _("Mientras tanto alguien cambió esta regla: mira otra vez qué pasa con cada sesión."))
        if not cleaned.get("reason") and any(self.needs_reason(proposal) for proposal in self.proposals):
            self.add_error("reason", _("Di por qué: quien pensaba ir lo va a leer."))
        return cleaned

    def needs_reason(self, proposal):
        """Tell whether readers hear of what was chosen."""
        chosen = self.cleaned_data.get(self.key(proposal))
        return chosen == Choice.CANCEL or (chosen == Choice.MOVE and proposal.session.live)

    def decisions(self):
        """Return [(Proposal, Choice, reason)] of a valid form."""
        reason = self.cleaned_data["reason"]
        return [(proposal, Choice(self.cleaned_data[self.key(proposal)]), reason) for proposal in self.proposals]
