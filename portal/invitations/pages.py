"""What everybody may open of the kit: its overview, the print pages and their PDF files, the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from portal.core.context import city_of
from portal.core.language import in_interface, language_name, reader_language
from portal.core.pdf import PdfMissing, as_pdf
from portal.councils.models import SessionPage

from .addresses import KIT, PRINTED, TEXTS, in_each_language, kit_address
from .content import invited
from .poster_layout import poster_fit
from .texts import texts

if TYPE_CHECKING:
    from portal.invitations.addresses import KitPart
    from portal.invitations.content import Invited
    from portal.invitations.texts import Text


def kit_response(session: SessionPage, request: HttpRequest, part: str = "", form: str = "") -> HttpResponse:
    """Return the answer (HttpResponse) to a part of the kit of a session (SessionPage). Raises Http404 for no part."""
    if part in PRINTED and form in ("", "pdf"):
        return (
            file_of(session, request, PRINTED[part]) if form else invitation_print_page(session, request, PRINTED[part])
        )
    if form or part not in ("", TEXTS):
        raise Http404
    request.page_part = KIT + (f"{part}/" if part else "")
    context = texts_context(session) if part else kit_page_context(session)
    template = "invitations/texts.html" if part else "invitations/kit.html"
    return session.render(request, template=template, context_overrides=context)


def not_translated(words: Invited) -> str:
    """Return the languages, by name, in which some of an invitation still stands; empty when all is translated."""
    return ", ".join(str(language_name(code)) for code in words.other_languages)


def kit_page_context(session: SessionPage) -> dict[str, Any]:
    """Return what the overview shows: what can be printed, in each language of the portal."""
    address = in_interface(session.get_url() or "/") + KIT
    words = invited(session)
    printed_parts = [
        {
            "text": part.label,
            "url": f"{address}{part.name}/",
            "note": part.note,
            "file": f"{address}{part.name}/pdf/",
        }
        for part in PRINTED.values()
    ]
    return {
        "invited": words,
        "printed": printed_parts,
        "texts_url": f"{address}{TEXTS}/",
        "session_url": in_interface(session.get_url() or "/"),
        "versions": in_each_language(session),
        "other_languages": not_translated(words),
    }


def texts_context(session: SessionPage) -> dict[str, Any]:
    """Return what the page of texts shows."""
    words = invited(session)
    shown = [
        {"text": text, "rows": max(4, sum(len(line) // 58 + 1 for line in text.text.split("\n"))), "send": send(text)}
        for text in texts(words)
    ]
    return {
        "invited": words,
        "texts": shown,
        "kit_url": in_interface(session.get_url() or "/") + KIT,
        "other_languages": not_translated(words),
    }


def send(text: Text) -> dict[str, str] | None:
    """Return {url, text}: how a text is handed to the program that sends it; None for what is said aloud."""
    if text.name == "whatsapp":
        return {"url": f"whatsapp://send?text={quote(text.text)}", "text": _("Abrir en WhatsApp")}
    if text.name == "mail":
        url = f"mailto:?subject={quote(text.subject)}&body={quote(text.text)}"
        return {"url": url, "text": _("Abrir en mi correo")}
    return None


def paper_context(session: SessionPage, part: KitPart) -> dict[str, Any]:
    """Return what a print page shows: the sheet with its sizes, and the bar above it on a screen."""
    words = invited(session)
    languages = in_each_language(session, part.name)
    address = kit_address(session, part.name)
    bar = [
        {"text": _("Descargar el PDF"), "url": f"{address}pdf/"},
        {"text": _("Todo para invitar"), "url": kit_address(session)},
        {"text": _("La sesión"), "url": in_interface(session.get_url() or "/")},
        *languages,
    ]
    return {
        "name": part.label,
        "part": part.name,
        "paper": part.paper,
        "invited": words,
        "fit": poster_fit(words),
        "bar": bar,
        "other_languages": not_translated(words),
    }


def invitation_print_page(session: SessionPage, request: HttpRequest, part: KitPart) -> HttpResponse:
    """Return the print page of a KitPart."""
    html = render_to_string("invitations/paper.html", paper_context(session, part), request)
    return HttpResponse(html)


def file_of(session: SessionPage, request: HttpRequest, part: KitPart) -> HttpResponse:
    """Return a KitPart as a PDF file; where none can be made, the print page with a sentence about it."""
    context = paper_context(session, part) | {"is_file": True}
    html = render_to_string("invitations/paper.html", context, request)
    try:
        made = as_pdf(html, city_of(request).colour)
    except PdfMissing:
        context |= {"is_file": False}
        context["notice"] = _("Aquí no se hacen archivos PDF. Imprime esta página: sale igual.")
        return HttpResponse(render_to_string("invitations/paper.html", context, request))
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{session.reference}-{part.name}-{reader_language()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=0 if settings.DEBUG else 300)
    return response
