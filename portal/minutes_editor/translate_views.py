"""The words of the latest version in another language: each text beside a field, as much as somebody has time for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.access.roles import scopes_of
from portal.core.language import language_name
from portal.core.publication import batch_indexing
from portal.core.translations import first_versions
from portal.councils.models import SessionPage
from portal.minutes.content import Content, content_rows, longest_of, translated_keys
from portal.minutes.models import Minutes, MinutesTranslation, MinutesVersion
from portal.minutes.publication import index_session
from portal.minutes.rights import may_write
from portal.minutes.saving import lock_minutes
from portal.offline_forms.merge import merge_texts
from portal.submissions.drafts import clean_text

from .draft_reading import fault_place
from .office_rows import minutes_address
from .office_views import MinutesScreen, session_name

if TYPE_CHECKING:
    from portal.core.models import User

#: a text grows when it is translated
GROWS = 2
#: the name of the box that says that an outdated text is still right
STILL = "still."


def may_translate_minutes(user: User, session: SessionPage, language: str) -> bool:
    """Tell whether an account may write the words of minutes in a language (code).

    That is who writes them, or who edits the page of the session in that language.
    """
    if may_write(user, session):
        return True
    versions = SessionPage.objects.filter(translation_key=session.translation_key, alias_of=None)
    page = versions.filter(locale__language_code=language).first()
    return page is not None and page.permissions_for_user(user).can_edit()


@dataclass(frozen=True)
class TranslatedText:
    """One text: its key, where it stands, the source's words, and whether these changed since it was translated."""

    key: str
    place: str
    source: str
    is_outdated: bool


class MinutesTranslationForm(forms.Form):
    """A field for each text; none of them must be filled. `version` is the one that was read, `base` what stood here."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000_000)

    def __init__(self, data: Any = None, *, texts: list[TranslatedText], stored: Content, version: int):
        initial = {**stored, "version": version, "base": json.dumps(stored)}
        super().__init__(data, initial=initial, label_suffix="")
        self.texts, self.stored = texts, stored
        for text in texts:
            widget = forms.Textarea(attrs={"rows": 2 + len(text.source) // 90})
            longest = GROWS * longest_of(text.key)
            self.fields[text.key] = forms.CharField(
                label=text.place, required=False, max_length=longest, widget=widget, strip=True
            )
            if text.is_outdated:
                label = gettext_lazy("El original cambió, y esta traducción sigue bien")
                self.fields[STILL + text.key] = forms.BooleanField(label=label, required=False)

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields as the template shows them: {text, field, still}."""
        return [
            {"text": text, "field": self[text.key], "still": self[STILL + text.key] if text.is_outdated else None}
            for text in self.texts
        ]

    def typed(self) -> Content:
        """Return {key: text} of what was typed."""
        found = {text.key: clean_text(self.cleaned_data.get(text.key) or "").strip() for text in self.texts}
        return {key: text for key, text in found.items() if text}

    def began_with(self) -> Content:
        """Return {key: text} of what stood there when the form was opened; nothing where that is not readable."""
        try:
            base = json.loads(self.cleaned_data.get("base") or "{}")
        except ValueError:
            base = {}
        known = {text.key for text in self.texts}
        items = base.items() if isinstance(base, dict) else ()
        return {key: text for key, text in items if key in known and isinstance(text, str)}

    def still_right(self) -> set[str]:
        """Return the keys of outdated texts that were looked at and stay as they are."""
        return {text.key for text in self.texts if self.cleaned_data.get(STILL + text.key)}


class MinutesTranslateView(MinutesScreen):
    """The texts of one record in one language."""

    def is_open(self) -> bool:
        """Open to every role: who only translates writes no minutes."""
        return self.request.user.is_superuser or bool(scopes_of(self.request.user))

    def get(self, request: HttpRequest, reference: str, language: str) -> HttpResponse:
        """Show them."""
        session = self.session_to_translate(reference, language)
        return self.show(session, language, translation_form(session, language))

    def post(self, request: HttpRequest, reference: str, language: str) -> HttpResponse:
        """Store what was typed; what two people wrote differently is asked."""
        session = self.session_to_translate(reference, language)
        form = translation_form(session, language, request.POST)
        if form is None or not form.is_valid():
            return self.show(session, language, form, 422)
        with batch_indexing():
            lock_minutes(session)
            form = translation_form(session, language, request.POST)
            conflicts = form.is_valid() and store_translation(session, language, form, request.user)
            index_session(session)
        if conflicts:
            return self.show(session, language, with_conflicts(form, conflicts), 409)
        messages.success(request, _("Guardado. Lo que falta se lee en el idioma original."))
        return redirect("minutes_translate", session.reference, language)

    def session_to_translate(self, reference: str, language: str) -> SessionPage:
        """Return the session. Raises Http404 for another team's, and for a language that it is not translated into."""
        rows = first_versions(SessionPage.objects.filter(reference=reference, council__isnull=False))
        session = rows.select_related("council", "locale").first()
        if session is None or language not in dict(settings.LANGUAGES) or session.locale.language_code == language:
            raise Http404
        if not may_translate_minutes(self.request.user, session, language):
            raise Http404
        return session

    def show(
        self, session: SessionPage, language: str, form: MinutesTranslationForm | None, status: int = 200
    ) -> HttpResponse:
        """Return the page."""
        title = _("El acta en %(language)s") % {"language": language_name(language)}
        own = may_write(self.request.user, session)
        items = ((minutes_address(session) if own else "", session_name(session)), ("", title))
        context = {
            "session": session,
            "form": form,
            "source_language": session.locale.language_code,
            "language": language,
        }
        return self.page("translate.html", title, context, *items, status=status)


def translation_form(session: SessionPage, language: str, data: Any = None) -> MinutesTranslationForm | None:
    """Return the form of the latest version in a language; None while nothing is public."""
    minutes = Minutes.objects.filter(session=session).first()
    version = minutes.latest if minutes else None
    if version is None:
        return None
    row = minutes.translations.filter(language=language).first() or MinutesTranslation()
    texts = texts_to_translate(version, row)
    keys = {text.key for text in texts}
    stored = {key: text for key, text in row.texts.items() if key in keys}
    return MinutesTranslationForm(data, texts=texts, stored=stored, version=version.number)


def texts_to_translate(version: MinutesVersion, row: MinutesTranslation) -> list[TranslatedText]:
    """Return the texts of a version with what a translation says of them."""
    names = {point["key"]: point["title"] for point in version.points}
    for kind, name in (("extra", "title"), ("agreement", "text"), ("said", "text")):
        names.update({one.id: one[name] for one in content_rows(version.content, kind)})
    found = []
    for key in translated_keys(version.content):
        source = version.content[key]
        is_outdated = bool(row.texts.get(key)) and row.sources.get(key) != source
        found.append(TranslatedText(key, text_place(key, names), source, is_outdated))
    return found


def text_place(key: str, names: dict[str, str]) -> str:
    """Return what kind of text it is, and of which point."""
    kind, _dot, rest = key.partition(".")
    if kind == "agreement":
        return _("Acuerdo")
    if kind == "said":
        return _("Se dijo en la sala")
    place = fault_place(key, names) if not rest or names.get(rest.partition(".")[0]) else ""
    if key.endswith(".title"):
        return _("Punto que no estaba en el orden del día")
    return _("Qué se dijo de «%(point)s»") % {"point": place} if kind in ("item", "extra") else place


def store_translation(session: SessionPage, language: str, form: MinutesTranslationForm, user: User) -> dict[str, str]:
    """Store what a valid form says; return {key: the stored text} of what somebody else wrote meanwhile.

    Then nothing is stored. A text stands for the words of the version that was read, also where a newer one came since.
    """
    minutes = Minutes.objects.get(session=session)
    read = minutes.versions.filter(number=form.cleaned_data["version"] or 0).first() or minutes.latest
    base, mine = form.began_with(), form.typed()
    merged = merge_texts(form.stored, base, mine)
    if merged.conflicts:
        return merged.conflicts
    row = minutes.translations.filter(language=language).first() or MinutesTranslation(
        minutes=minutes, language=language
    )
    seen = form.still_right() | {key for key, text in mine.items() if text != base.get(key, "")}
    sources = {key: row.sources.get(key, "") for key in merged.content}
    sources.update({key: read.content.get(key, "") for key in seen if key in merged.content})
    row.texts, row.sources, row.saved_by = merged.content, sources, user
    with transaction.atomic():
        row.save()
    return {}


def with_conflicts(form: MinutesTranslationForm, conflicts: dict[str, str]) -> MinutesTranslationForm:
    """Return the form with what somebody else wrote beside each field; sent again, it says what counts."""
    data = form.data.copy()
    data["base"] = json.dumps(form.stored)
    form.data = data
    for key, theirs in conflicts.items():
        text = _("Mientras tanto otra persona escribió: «%(text)s». Deja aquí lo que vale y guarda otra vez.")
        form.add_error(key, text % {"text": theirs})
    return form
