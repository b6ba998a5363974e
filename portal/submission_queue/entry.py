"""A sheet, a call or a visit typed in by the team in somebody's name: one long form, a draft until it is right."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.core.dates import format_day
from portal.core.language import language_choices
from portal.submissions.choices import HistoryAction, SubmissionChannel
from portal.submissions.contact_step import CONSENT, ContactStep
from portal.submissions.drafts import clean_text, query_dict, step_form, steps_of, typed_data
from portal.submissions.kinds import Place, SubmissionKind
from portal.submissions.models import Draft, Submission
from portal.submissions.models.draft import expiry
from portal.submissions.page_context import form_faults
from portal.submissions.record import add_entry
from portal.submissions.sending import send_draft

from .rights import may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.core.models import User

#: what comes in by hand, in the order of how often
BY_STAFF = (SubmissionChannel.PAPER, SubmissionChannel.COUNTER, SubmissionChannel.PHONE)
OLDEST = timedelta(days=365)
NOON = time(12)


class ConsentWay(models.TextChoices):
    """How somebody said that the team may keep personal data."""

    SIGNED = "signed", _("Firmó el papel")
    SPOKEN = "spoken", _("Le leí el texto y dijo que sí")
    NONE = "none", _("No dio ningún dato personal")


class EntryForm(forms.Form):
    """How it came in, when, and who consented; the questions of the kind come after it."""

    prefix = "entry"

    channel = forms.ChoiceField(
        label=_("Por dónde llegó"),
        choices=[(channel.value, channel.label) for channel in BY_STAFF],
        initial=SubmissionChannel.PAPER,
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label=_("Recibido el"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("El día en que la persona lo entregó o llamó: desde ese día cuenta el plazo."),
        error_messages={"required": _("Escribe qué día llegó."), "invalid": _("Escribe una fecha: día, mes y año.")},
    )
    language = forms.ChoiceField(
        label=_("Idioma en que se le responde"), choices=language_choices, initial=settings.LANGUAGE_CODE
    )
    consent_way = forms.ChoiceField(
        label=_("Permiso para guardar sus datos"),
        choices=ConsentWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elige cómo dio el permiso, o que no dio ningún dato personal.")},
    )
    consent_by = forms.CharField(
        label=_("Si lo dio otra persona en su nombre: quién es"),
        max_length=160,
        required=False,
        help_text=_("Por ejemplo: su hija, Ana. Si fue ella misma, déjalo vacío."),
    )
    may_publish = forms.BooleanField(
        label=_("Aceptó que se publique lo que escribió, sin su nombre ni sus datos"), required=False
    )

    def __init__(self, *args, kind: SubmissionKind, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())
        self.fields["consent_way"].help_text = gettext("El texto, como está en el papel: «%(text)s»") % {
            "text": CONSENT
        }
        if not kind.publishable:
            del self.fields["may_publish"]

    def clean_received_on(self) -> date:
        """Refuse a day that is not over or beyond all memory."""
        day, today = self.cleaned_data["received_on"], timezone.localdate()
        if day > today:
            raise ValidationError(gettext("Ese día todavía no llegó."), code="future")
        if day < today - OLDEST:
            raise ValidationError(gettext("Hace más de un año: revisa la fecha."), code="old")
        return day


class EntrySheet:
    """All forms of one sheet: how it came in, the steps of its kind, the contact; empty, or with what was typed."""

    def __init__(self, kind: SubmissionKind, draft: Draft, request: HttpRequest | None = None):
        self.kind, self.draft = kind, draft
        steps = steps_of(kind, draft)
        self.refusals: list[str] = []
        if request is None:
            kept = draft.data.get("entry")
            self.entry = EntryForm(query_dict(kept) if kept else None, kind=kind)
            self.steps = [step_form(draft, step) for step in steps]
        else:
            typed = typed_entry(request)
            consents = typed.get("entry-consent_way") not in (None, [ConsentWay.NONE])
            self.entry = EntryForm(query_dict(typed), kind=kind)
            data = {step.slug: typed_data(request, step) for step in steps}
            if consents and kind.asks_contact:
                data[ContactStep.slug]["consent"] = ["on"]
            draft.data = {**draft.data, **data, "entry": typed}
            everything = request.POST.copy()
            for typed_step in data.values():
                for name, texts in typed_step.items():
                    everything.setlist(name, texts)
            self.steps = [step(everything, request.FILES, bundle=draft.pk, about=draft.about) for step in steps]
        self.refine_contact()

    def refine_contact(self) -> None:
        """Leave the box of consent out of what is shown, and choose no way of the answer for somebody else."""
        if self.kind.asks_contact:
            self.steps[-1].fields["consent"].widget = forms.HiddenInput()
            self.steps[-1].initial["answer_by"] = ""

    def is_valid(self) -> bool:
        """Tell whether everything is right. Files come in by this: call it outside a transaction."""
        are_right = [form.is_valid() for form in (self.entry, *self.steps)]
        if self.kind.asks_contact and "consent" in self.steps[-1].errors:
            self.entry.add_error("consent_way", self.steps[-1].errors.pop("consent"))
        return all(are_right)

    def cleaned(self) -> dict[str, Any]:
        """Return the flat cleaned data of all steps, with the words of the consent that was given."""
        cleaned: dict[str, Any] = {}
        for form in self.steps:
            cleaned |= form.cleaned_data
        return cleaned | {"consent_text": self.consent_words()}

    def consent_words(self) -> str:
        """Return who consented to what, and how, in the language of the sheet."""
        said = self.entry.cleaned_data
        with override(said["language"]):
            signed, spoken = gettext("Firmó en papel: «%(text)s»"), gettext("Le leímos y dijo que sí: «%(text)s»")
            words = (signed if said["consent_way"] == ConsentWay.SIGNED else spoken) % {"text": CONSENT}
            by = gettext("En su nombre: %(who)s.") % {"who": said["consent_by"]}
        return f"{words} {by}" if said["consent_by"] else words

    def faults(self) -> list[dict[str, str]]:
        """Return what is wrong ([{anchor, text}]) in the order of the form, for the list above it."""
        refused = [{"anchor": "entry", "text": text} for text in self.refusals]
        forms_of_page = (self.entry, *self.steps)
        return refused + [fault for form in forms_of_page for fault in form_faults(form, "entry", with_labels=True)]


def typed_entry(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was typed about how it came in ({field: texts}), as it is stored."""
    names = [f"{EntryForm.prefix}-{name}" for name in EntryForm.base_fields]
    return {name: [clean_text(request.POST[name])] for name in names if name in request.POST}


# Storing -------------------------------------------------------------------------------------------------------------


def entry_draft(kind: SubmissionKind, key: UUID, user: User, complete: bool) -> Draft | None:
    """Return the draft of a sheet, made where there is none yet; None for a draft of somebody else or another kind.

    The key comes with the empty form, so that sending it twice makes one draft.
    """
    kept = {"kind": kind.name, "language": settings.LANGUAGE_CODE, "complete": complete}
    draft, _new = Draft.objects.get_or_create(
        pk=key, defaults={**kept, "entered_by": user, "channel": SubmissionChannel.PAPER}
    )
    return draft if draft.entered_by_id == user.pk and draft.kind == kind.name else None


def keep_entry(sheet: EntrySheet) -> None:
    """Store what was typed, right or wrong, so that nothing is lost."""
    draft = sheet.draft
    said = {name.removeprefix("entry-"): texts[0] for name, texts in draft.data["entry"].items()}
    if said.get("channel") in BY_STAFF:
        draft.channel = said["channel"]
    if said.get("language") in dict(settings.LANGUAGES):
        draft.language = said["language"]
    draft.expires_at = expiry()
    draft.save(update_fields=["data", "channel", "language", "expires_at", "saved_at"])


def may_enter(user: User, place: Place) -> bool:
    """Tell whether an account may put a new matter there."""
    return may(user, "add", Submission(district=place.district, neighbourhood=place.neighbourhood))


def send_entry(sheet: EntrySheet, user: User) -> Submission | None:
    """Make the matter of a valid sheet and return it; None, with the reason on the sheet, where it is not the user's.

    The clock of the office begins on the day on which it was handed in.
    """
    kind, cleaned, said = sheet.kind, sheet.cleaned(), sheet.entry.cleaned_data
    place = kind.place(cleaned)
    if not may_enter(user, place):
        where = str(place.neighbourhood or place.district or gettext("toda la ciudad"))
        text = gettext("No puedes cargar nada de %(place)s: es de otro equipo. Dale la hoja a ese equipo.")
        sheet.refusals.append(text % {"place": where})
        return None
    with transaction.atomic():
        submission = send_draft(kind, sheet.draft, cleaned, may_publish=bool(said.get("may_publish")), held=False)
        is_noted = submission.history.filter(action=HistoryAction.REMARK).exists()
        if submission.bundle == sheet.draft.pk and not is_noted:
            note_entry(submission, said, user)
    return submission


def note_entry(submission: Submission, said: dict[str, Any], user: User) -> None:
    """Store on which day a matter came, and write into its history who typed it in and how it was consented to."""
    day = said["received_on"]
    if day < timezone.localdate():
        submission.received_at = submission.clock_since = timezone.make_aware(datetime.combine(day, NOON))
        submission.save(update_fields=["received_at", "clock_since"])
    words = {
        "channel": SubmissionChannel(submission.channel).label,
        "day": format_day(day, weekday=False, year=True),
        "consent": ConsentWay(said["consent_way"]).label,
    }
    text = gettext("Cargado en su nombre. Llegó: %(channel)s, el %(day)s. Permiso: %(consent)s.") % words
    details = {"channel": submission.channel, "received_on": day.isoformat(), "consent": said["consent_way"]}
    add_entry(submission, HistoryAction.REMARK, actor=user, text=text, internal=True, details=details)
