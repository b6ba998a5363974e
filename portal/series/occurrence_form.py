"""Form 2: the next dates with check boxes; what is checked becomes sessions, published now, later or not yet."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from portal.councils.rights import may_announce_new, may_make
from portal.events.choices import EventState
from portal.events.formatting import day_words, moment_words

from . import rights
from .occurrences import Occurrence

LONGEST_TITLE, LONGEST_LEAD = 255, 400
NOW, LATER, DRAFT = "now", "later", "draft"
MODES = {NOW: _("Publicar ahora"), LATER: _("Publicar el día y a la hora que elijas"), DRAFT: _("Dejar en borrador")}


def unmade(occurrence: Occurrence) -> str:
    """Return in words why no session was made of an Occurrence; "" when one still may be."""
    if occurrence.holiday:
        return _("Feriado: %(name)s") % {"name": occurrence.holiday}
    return _("No se reúne") if occurrence.excepted else ""


@dataclass(frozen=True)
class OccurrenceRow:
    """One occurrence, and what the account may do with it."""

    occurrence: Occurrence
    may_pick: bool  # it waits, and she may make it or change its draft
    may_publish: bool
    may_skip: bool
    may_change: bool = False  # what is public is moved or cancelled by who publishes it
    is_locked: bool = False

    @property
    def state(self):
        """Return how it stands, in words."""
        one = self.occurrence
        if one.session is None:
            return unmade(one)
        if one.session.state == EventState.CANCELLED:
            return str(EventState.CANCELLED.label)
        if one.session.live:
            return _("Publicada")
        if one.is_scheduled:
            return _("Se publica sola el %(date)s") % {"date": moment_words(one.session.scheduled_for)}
        if self.is_locked:
            return _("En revisión o bloqueada")
        return _("Borrador, en feriado: %(name)s") % {"name": one.holiday} if one.holiday else _("Borrador")

    @property
    def moved(self):
        """Return in words on which date it is now, where it was moved; "" otherwise."""
        return moment_words(self.occurrence.session.start) if self.occurrence.is_moved else ""

    @property
    def is_cancelled(self):
        """Tell whether its session was cancelled."""
        session = self.occurrence.session
        return session is not None and session.state == EventState.CANCELLED

    @classmethod
    def of(cls, occurrence, able):
        """Return the OccurrenceRow of an Occurrence for an Able account."""
        council, session = occurrence.series.council, occurrence.session
        if session is None:
            change = able.changes(council)
            return cls(occurrence, occurrence.waits and able.makes(council), able.announces(council), change)
        page = session.permissions_for_user(able.user)
        is_free = not page.page_locked()
        change = is_free and (page.can_publish() if session.live else page.can_edit())
        if not occurrence.waits:
            return cls(occurrence, False, False, False, change)
        if not is_free:
            return cls(occurrence, False, False, False, False, is_locked=True)
        skip = able.changes(council) and page.can_delete()
        return cls(occurrence, page.can_edit(), page.can_publish(), skip, change)


class Able:
    """What an account may do with the series of councils; each council is asked about once."""

    def __init__(self, user):
        self.user, self._known = user, {}

    def _ask(self, name, council, question):
        key = (name, council.pk)
        if key not in self._known:
            self._known[key] = question()
        return self._known[key]

    def changes(self, council):
        """Tell whether she may change the rules of a council."""
        return self._ask("change", council, lambda: rights.has_series_right(self.user, "change", council))

    def makes(self, council):
        """Tell whether she may add sessions to a council."""
        return self._ask("make", council, lambda: may_make(self.user, council))

    def announces(self, council):
        """Tell whether she may publish new sessions of a council."""
        return self._ask("announce", council, lambda: may_announce_new(self.user, council))


class OccurrencesForm(forms.Form):
    """Check boxes for occurrences. `rows` are Rows; `until` (aware) checks what waits before it beforehand."""

    mode = forms.ChoiceField(label=_("¿Qué hacemos con las marcadas?"), widget=forms.RadioSelect)
    go_live_at = forms.DateTimeField(
        label=_("Se publican el"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Solo si las publicas más tarde. Por ejemplo: el viernes a las 9:00."),
    )

    def __init__(self, rows, until, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.source = rows
        self.offer([row for row in rows if row.may_pick])
        for row in rows:
            self.add(row, until)

    def offer(self, pickable):
        """Offer what may happen to the checked ones; nothing where there is nothing to check."""
        publishes = any(row.may_publish for row in pickable)
        modes = [NOW, LATER, DRAFT] if publishes else [DRAFT]
        self.fields["mode"].choices = [(mode, MODES[mode]) for mode in modes]
        self.fields["mode"].initial = modes[0]
        if not publishes:
            del self.fields["go_live_at"]
        if not pickable:
            del self.fields["mode"]

    def add(self, row, until):
        """Add the fields of one row."""
        one, key = row.occurrence, row.occurrence.key
        said = {"day": day_words(one.start), "council": one.series.council.title}
        if row.may_pick:
            label = _("%(council)s, %(day)s") % said
            box = forms.CheckboxInput(attrs={"aria-label": label})
            self.fields[f"pick-{key}"] = forms.BooleanField(
                label=label, required=False, initial=one.start < until and one.asks_for_it, widget=box
            )
            shown = one.session.title if one.session else one.series.council.title
            self.fields[f"title-{key}"] = self.text(_("Título: %(council)s, %(day)s") % said, LONGEST_TITLE, shown)
            lead = (one.session and one.session.lead) or _("De qué trata, en una o dos frases")
            self.fields[f"lead-{key}"] = self.text(_("De qué trata: %(council)s, %(day)s") % said, LONGEST_LEAD, lead)
        if row.may_skip and not one.holiday:
            label = _("Ese día no se reúne: %(council)s, %(day)s") % said
            box = forms.CheckboxInput(attrs={"aria-label": label})
            self.fields[f"skip-{key}"] = forms.BooleanField(
                label=label, required=False, initial=one.excepted, widget=box
            )

    @staticmethod
    def text(label, longest, shown):
        """Return a field for words that may stay empty; then what is shown in it pale stays."""
        widget = forms.TextInput(attrs={"placeholder": shown, "aria-label": label})
        return forms.CharField(label=label, max_length=longest, required=False, widget=widget)

    @cached_property
    def rows(self):
        """Return [(OccurrenceRow, {name: bound field})]."""
        names = ("pick", "title", "lead", "skip")
        return [
            (row, {name: self[key] for name in names if (key := f"{name}-{row.occurrence.key}") in self.fields})
            for row in self.source
        ]

    @property
    def can_do(self):
        """Tell whether there is anything to decide."""
        return any(fields for _row, fields in self.rows)

    def clean(self):
        """Ask for the hour at which the checked ones go public, one to come."""
        cleaned = super().clean()
        if cleaned.get("mode") == LATER and "go_live_at" not in self.errors:
            at = cleaned.get("go_live_at")
            if at is None:
                self.add_error("go_live_at", _("¿Cuándo? Elige el día y la hora."))
            elif at <= timezone.now():
                self.add_error("go_live_at", _("Ese momento ya pasó: elige uno que venga."))
        for row in self.source:
            key = row.occurrence.key
            if cleaned.get(f"pick-{key}") and cleaned.get(f"skip-{key}"):
                self.add_error(
                    f"skip-{key}", _("La marcaste para publicar y también como que no se reúne: deja una sola marca.")
                )
        return cleaned

    def answer(self, row, name):
        """Return what was answered in a field of a row; None where it has none."""
        return self.cleaned_data.get(f"{name}-{row.occurrence.key}")
