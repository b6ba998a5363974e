"""The parts of the kit and their addresses: all below the session's own, in each language of the portal."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.language import in_interface, public_translations, reader_language
from portal.councils.models import SessionPage

KIT = "invitation/"


@dataclass(frozen=True)
class KitPart:
    """One thing to print: its name in addresses, what it is called, its paper ("a4", "a3", "wide") and that in words."""

    name: str
    label: object
    paper: str
    note: object


PRINTED = {
    part.name: part
    for part in (
        KitPart("poster-a4", gettext_lazy("Cartel para el almacén"), "a4", gettext_lazy("A4, para imprimir")),
        KitPart("poster-a3", gettext_lazy("Cartel grande"), "a3", gettext_lazy("A3, para imprimir")),
        KitPart("flyer", gettext_lazy("Volantes"), "wide", gettext_lazy("dos en una hoja A4")),
    )
}
TEXTS = "texts"


def kit_address(session: SessionPage, part: str = "", language: str | None = None) -> str:
    """Return the path of a part of the kit ("" for all of it) under the interface of a language, the reader's by default.

    In a language into which the session is translated it is that version's own address.
    """
    language = language or reader_language()
    version = public_translations(session).get(language, session) if language != page_language(session) else session
    return in_interface(version.get_url() or "/", language) + KIT + (f"{part}/" if part else "")


def page_language(page: SessionPage) -> str:
    """Return the language code of a page's words."""
    return page.locale.language_code


def in_each_language(session: SessionPage, part: str = "") -> list[dict[str, Any]]:
    """Return [{text, url, lang, current}] of a part of the kit in each language of the portal."""
    versions, current = public_translations(session), reader_language()
    return [
        {
            "text": name,
            "url": in_interface(versions.get(code, session).get_url() or "/", code)
            + KIT
            + (f"{part}/" if part else ""),
            "lang": code,
            "current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


def public_links(session: SessionPage) -> list[dict[str, str]]:
    """Return [{text, url, note}] of what everybody may print and send; for a cancelled session, its poster says so."""
    address = in_interface(session.get_url() or "/") + KIT
    printed = [
        {"text": part.label, "url": f"{address}{part.name}/", "note": part.note}
        for part in PRINTED.values()
        if part.name != "poster-a3"
    ]
    texts = {"text": _("Mensaje para WhatsApp, correo y altavoz"), "url": f"{address}{TEXTS}/"}
    return [*printed, texts, {"text": _("Todo para invitar"), "url": address}]
