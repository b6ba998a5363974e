"""What stands around the answers on a practice's page: its contents, and the ways to take it to another city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from .questions import BANK_QUESTIONS, OIDP_QUESTIONS

if TYPE_CHECKING:
    from portal.practices.models import PracticePage

#: answers that a narrow screen shows unfolded
SHOWN_AT_ONCE = 3
#: questions in the order of the page: who opens it wants the summary first
PAGE_QUESTIONS = {"summary": OIDP_QUESTIONS["summary"], **OIDP_QUESTIONS, **BANK_QUESTIONS}


def folded_answers(answers: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return the answers, each with `folded`: whether a narrow screen shows its question only."""
    return [{**answer, "folded": number >= SHOWN_AT_ONCE} for number, answer in enumerate(answers)]


def practice_headings(context: dict[str, Any]) -> list[dict[str, str]]:
    """Return the table of contents of a practice's page, given what its template shows."""
    names = {
        "contributions": _("Quién puso qué"),
        "organisations": _("Organizaciones"),
        "annexes": _("Anexos"),
        "facts": _("Ficha de la experiencia"),
        "citation": _("Cómo citarla"),
        "changes": _("Últimos cambios"),
        "related": _("Se parecen a esta"),
    }
    anchors = {"facts": "record", "citation": "cite"}
    headings = [{"text": answer["question"], "anchor": answer["id"]} for answer in context["answers"]]
    return headings + [
        {"text": text, "anchor": anchors.get(name, name)} for name, text in names.items() if context[name]
    ]


def use_links(page: PracticePage, permanent: str) -> list[dict[str, Any]]:
    """Return what another city can do with the practice, as the links component takes it."""
    chosen = f"?ref={page.reference}"
    message = f"subject={quote(page.title)}&body={quote(page.title)}%0A{quote(permanent)}"
    links = [
        {"text": _("Citar"), "url": "#cite"},
        {"text": _("Imprimir o PDF"), "url": f"{reverse('practice_paper')}{chosen}"},
        {"text": _("Tabla CSV"), "url": reverse("practice_selection", args=["csv"]) + chosen, "download": True},
        {"text": _("Datos JSON"), "url": reverse("practice_json", args=[page.reference]), "download": True},
        {"text": _("Enviar por correo"), "url": f"mailto:?{message}"},
        {"text": _("Comparar"), "url": f"{reverse('practice_compare')}{chosen}"},
    ]
    if page.source_url:
        links.append({"text": _("Ver la fuente"), "url": page.source_url})
    return links
