"""The forms of the office: filters of the list, steps of one record, annexes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser

from portal.core.models import User
from portal.core.translations import first_versions
from portal.councils.models import SessionPage
from portal.events.choices import EventState
from portal.events.formatting import day_words
from portal.minutes.models import Minutes, MinutesAnnex

from .office_rows import STAGES

LONGEST_REASON = 2000
MOST_ANNEXES = 60
NEW_ANNEXES = 2
#: the choice of who approved minutes without a session
NO_SESSION = "none"


class MinutesFilterForm(forms.Form):
    """The filters. What is not offered counts as not asked."""

    state = forms.ChoiceField(label=_("Estado"), required=False)
    council = forms.ChoiceField(label=_("Consejo"), required=False)
    district = forms.ChoiceField(label=_("Distrito"), required=False)

    def __init__(self, data: Any, *, rows: QuerySet[SessionPage]):
        """`rows` are the account's sessions: only what is in them is offered."""
        super().__init__(data, label_suffix="")
        self.fields["state"].choices = [("", _("Todos")), *STAGES]
        plain = rows.order_by()
        for name, title in (("council", "council__title"), ("district", "district__name")):
            known = plain.exclude(**{name: None}).values_list(name, title).distinct()
            choices = sorted(((str(pk), label) for pk, label in known), key=lambda choice: choice[1])
            self.fields[name].choices = [("", _("Todos")), *choices]
            if len(choices) < 2:
                del self.fields[name]

    def asked(self) -> dict[str, Any]:
        """Return what is asked for; a filter with a fault is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MinutesStepForm(forms.Form):
    """A step that asks nothing; `number` is that of the draft which the person read."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, session: SessionPage, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, **kwargs)
        self.session = session


class GiveBackForm(MinutesStepForm):
    """What is missing, for who wrote it."""

    reason = forms.CharField(
        label=_("Qué falta"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo lee quien la escribió."),
        error_messages={"required": _("Di qué falta, en palabras sencillas.")},
    )


class MinutesCorrectionForm(MinutesStepForm):
    """Why a published version changes."""

    reason = forms.CharField(
        label=_("Qué se corrigió, y por qué"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se publica junto a la versión. No nombres a nadie."),
        error_messages={"required": _("Di qué se corrigió, y por qué.")},
    )


class ApprovalForm(MinutesStepForm):
    """In which session the minutes were read and approved."""

    approving = forms.ChoiceField(
        label=_("En qué sesión se aprobó"),
        error_messages={
            "required": _("Elige en qué sesión se aprobó."),
            "invalid_choice": _("Elige una sesión posterior del mismo consejo que ya empezó."),
        },
    )

    def __init__(self, data: Any = None, **kwargs):
        super().__init__(data, **kwargs)
        self.offered = {str(row.pk): row for row in approving_sessions(self.session)}
        named = [(key, f"{day_words(row.start)} · {row.title}") for key, row in self.offered.items()]
        first = named or [("", _("Elige"))]  # nobody approves in no session by mistake
        self.fields["approving"].choices = [*first, (NO_SESSION, _("En ninguna: se aprobó de otra manera"))]

    def chosen_session(self) -> SessionPage | None:
        """Return the session that was chosen; None where it was approved in none."""
        return self.offered.get(self.cleaned_data["approving"])


def approving_sessions(session: SessionPage, most: int = 20) -> list[SessionPage]:
    """Return the sessions of the same council that came after this one and have begun, the first of them first."""
    rows = first_versions(approvers_of(session.council_id, session.start, timezone.now()))
    return list(rows.order_by("start", "pk")[:most])


def approvers_of(council: Any, start: Any, now: datetime) -> QuerySet[SessionPage]:
    """Return the public sessions of a council that began between a moment and now; both may be expressions of a query."""
    rows = SessionPage.objects.filter(live=True, council=council, start__gt=start, start__lte=now)
    return rows.exclude(state=EventState.CANCELLED)


class AnnexForm(WagtailAdminModelForm):
    """A picture or a document; what the account's choosers do not offer is refused (portal/access/relations.py)."""

    title = forms.CharField(
        label=_("Qué es"),
        max_length=160,
        required=False,
        help_text=_("Por ejemplo: plano de la plaza; o lo que se ve en la foto."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = MinutesAnnex
        fields = ("document", "image", "title")
        labels = {"document": _("Documento"), "image": _("Foto")}
        widgets = {"document": AdminDocumentChooser, "image": AdminImageChooser}

    def clean(self) -> dict[str, Any]:
        """Ask for one file, and what it is."""
        cleaned = super().clean()
        files = [name for name in ("document", "image") if cleaned.get(name)]
        if not files and not (self.has_error("document") or self.has_error("image")):
            self.add_error("document", gettext("Elige un documento o una foto."))
        if len(files) > 1:
            self.add_error("image", gettext("Elige uno de los dos: la foto puede ir en otro renglón."))
        image = cleaned.get("image")
        if image and not (cleaned.get("title") or image.description):
            self.add_error("title", gettext("Di qué se ve, para quien no la ve."))
        return cleaned


class AnnexRows(BaseModelFormSet):
    """The annexes of one record, in their order."""

    def save_in_order(self, minutes: Minutes) -> None:
        """Store what was chosen, in the order that was typed; take away what was marked."""
        for form in self.deleted_forms:
            if form.instance.pk:
                form.instance.delete()
        for position, form in enumerate(form for form in self.ordered_forms if form.has_changed() or form.instance.pk):
            form.instance.minutes, form.instance.position = minutes, position
            form.save()


AnnexFormSet = modelformset_factory(
    MinutesAnnex,
    form=AnnexForm,
    formset=AnnexRows,
    extra=NEW_ANNEXES,
    can_delete=True,
    can_order=True,
    max_num=MOST_ANNEXES,
    validate_max=True,
)


def annex_rows(minutes: Minutes, user: User, data: Any = None) -> AnnexRows:
    """Return the form of the annexes of one record, as an account fills it."""
    rows = MinutesAnnex.objects.filter(minutes=minutes.pk or 0).select_related("document", "image")
    return AnnexFormSet(data, queryset=rows, prefix="annex", form_kwargs={"for_user": user})
