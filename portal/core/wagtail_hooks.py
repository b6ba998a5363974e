"""What a page should not go out with, told to its editor: in the preview's checks, and after saving.

Wagtail's checks look at the page as it is shown; ours add what they do not know: texts of links that say nothing out of
their sentence, and pictures without words. What refuses a publication stands with the blocks (portal/core/blocks.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from portal.core.language import language_name
from portal.core.page_tree import left_behind

if TYPE_CHECKING:
    from portal.core.models import BasePage

#: texts of links that say nothing to whoever hears only the links of a page, in the four languages
VAGUE_LINKS = (
    "aquí", "acá", "aqui", "aca", "clic aquí", "haz clic aquí", "haga clic aquí", "click aquí", "leer más", "ver más",
    "más", "más información", "este enlace", "enlace", "link", "here", "click here", "read more", "more", "this link",
    "learn more", "ici", "cliquez ici", "en savoir plus", "lire la suite", "plus", "ce lien", "lien", "clique aqui",
    "saiba mais", "leia mais", "mais", "este link",
)  # fmt: skip
SUMMARIES = ("lead", "intro", "search_description")
LONGEST_NAMED = 3

# axe-core makes a function of a text; the admin's content policy allows it.
SAYS_SOMETHING = """function (node, options) {
  var text = (node.getAttribute('aria-label') || node.textContent || '').trim().toLowerCase().replace(/[.…:»>\\s]+$/, '');
  return options.words.indexOf(text) === -1;
}"""


class PortalChecks(ContentCheckerItem):
    """Wagtail's checks of a page as it is shown, with ours; only the page's own part is looked at."""

    axe_include = ["main"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "list",
        "table-duplicate-name",
        "vague-link",
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "vague-link",
            "impact": "moderate",
            "selector": "a[href]",
            "tags": ["best-practice"],
            "any": ["check-vague-link"],
            "enabled": True,
        },
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        {"id": "check-vague-link", "evaluate": SAYS_SOMETHING, "options": {"words": VAGUE_LINKS}},
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Una imagen no dice qué muestra"),
            "help_text": _("Describe qué se ve, para quien no la ve. Por ejemplo: doce vecinas en ronda en la plaza."),
        },
        "image-redundant-alt": {
            "error_name": _("La descripción repite el texto de al lado"),
            "help_text": _("Di algo que el texto no diga, o marca la imagen como decorativa."),
        },
        "vague-link": {
            "error_name": _("Un enlace dice «aquí» o «ver más»"),
            "help_text": _("Di adónde lleva. Por ejemplo: «horario de los centros de distrito»."),
        },
        "heading-order": {
            "error_name": _("Los títulos saltan un nivel"),
            "help_text": _("Después de un título viene uno del nivel siguiente, sin saltos."),
        },
        "empty-heading": {
            "error_name": _("Hay un título vacío"),
            "help_text": _("Escríbelo o quítalo."),
        },
        "empty-meta-description": {
            "error_name": _("Falta el resumen"),
            "help_text": _("Di de qué trata la página en una o dos frases: es lo que se lee en los buscadores."),
        },
    }


@hooks.register("construct_wagtail_userbar")
def use_our_checks(request: HttpRequest | None, items: list[AccessibilityItem], page: BasePage | None) -> None:
    items[:] = [
        PortalChecks(in_editor=item.in_editor) if isinstance(item, AccessibilityItem) else item for item in items
    ]


@hooks.register("insert_global_admin_css")
def keep_date_picker_on_screen() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/dates.css"))


@hooks.register("insert_global_admin_js")
def keep_typed_dates() -> str:
    return format_html('<script src="{}"></script>', static("admin/dates.js"))


# After saving --------------------------------------------------------------------------------------------------------


class LinkTexts(HTMLParser):
    """Collects the texts of the links of a rich text."""

    def __init__(self):
        super().__init__()
        self.texts, self.open = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.open = True
            self.texts.append("")

    def handle_endtag(self, tag):
        if tag == "a":
            self.open = False

    def handle_data(self, data):
        if self.open:
            self.texts[-1] += data


def vague_links(html: str) -> list[str]:
    """Return the texts (list) of the links of a rich text (str) that say nothing by themselves."""
    parser = LinkTexts()
    parser.feed(html)
    parser.close()
    texts = (" ".join(text.split()) for text in parser.texts)
    return [text for text in texts if re.sub(r"[.…:»>\s]+$", "", text).lower() in VAGUE_LINKS]


def values_of(page: BasePage) -> Iterator[RichText]:
    """Yield every value inside the texts and blocks of a page (specific), however deep."""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            yield RichText(getattr(page, field.name) or "")
        elif isinstance(field, StreamField):
            yield from _inside(getattr(page, field.name))


def _inside(value):
    """Yield the values inside a value of a block, or the value itself where it holds no others."""
    if isinstance(value, StreamValue):
        children = [child.value for child in value]
    elif isinstance(value, dict):
        children = value.values()
    elif isinstance(value, list | ListValue):
        children = value
    else:
        yield value
        return
    for child in children:
        yield from _inside(child)


def pictures_without_words(page: BasePage) -> int:
    """Return how many pictures of a page (specific) say to nobody what they show: those of its blocks and of its rows.

    One that its editor marked as decorative has nothing to say.
    """
    images = (value for value in values_of(page) if isinstance(value, AbstractImage))
    silent = [image for image in images if not (image.contextual_alt_text or getattr(image, "decorative", False))]
    rows = (row for relation in get_all_child_relations(page) for row in getattr(page, relation.name).all())
    return len(silent) + sum(1 for row in rows if hasattr(row, "alt") and not row.alt.strip())


def findings(page: BasePage) -> list[str]:
    """Return what an editor should look at before a page (specific) goes out: sentences, none when all is well."""
    found = []
    if all(hasattr(page, name) is False or not str(getattr(page, name)).strip() for name in SUMMARIES):
        found.append(gettext("Falta decir de qué trata, en una o dos frases: es lo primero que se lee."))
    count = pictures_without_words(page)
    if count:
        found.append(
            ngettext(
                "Hay %(count)s foto sin descripción: sin ella la página no se publica.",
                "Hay %(count)s fotos sin descripción: sin ellas la página no se publica.",
                count,
            )
            % {"count": count}
        )
    texts = (value for value in values_of(page) if isinstance(value, RichText))
    vague = [text for value in texts for text in vague_links(value.source)]
    if vague:
        named = ", ".join(f"«{text}»" for text in dict.fromkeys(vague[:LONGEST_NAMED]))
        found.append(gettext("Hay enlaces que solo dicen %(texts)s: escribe adónde llevan.") % {"texts": named})
    return found


def warn_page_editor(request: HttpRequest, page: BasePage) -> None:
    """Tell an editor who just saved a page what to look at; saving went well all the same."""
    for sentence in findings(page.specific):
        messages.warning(request, sentence)


hooks.register("after_create_page", warn_page_editor)
hooks.register("after_edit_page", warn_page_editor)


@hooks.register("before_bulk_action")
def publish_no_silent_picture(
    request: HttpRequest, action_type: str, objects: list[Model], action: str
) -> HttpResponseRedirect | None:
    """A form refuses a picture without words beside its field; publishing many pages at once shows no form."""
    if action_type != "publish" or not all(isinstance(page, Page) for page in objects):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in objects for below in page.get_descendants().not_live()]
    drafts = [page.get_latest_revision_as_object() for page in pages]
    silent = [draft.title for draft in drafts if pictures_without_words(draft)]
    if not silent:
        return None
    titles = ", ".join(f"«{title}»" for title in silent)
    messages.error(request, gettext("No se publicó nada: falta describir fotos en %(titles)s.") % {"titles": titles})
    return redirect(action.next_url)


@hooks.register("before_move_page")
def keep_versions_together(request: HttpRequest, page: Page, destination: Page) -> HttpResponseRedirect | None:
    """Refuse a move that would leave versions in other languages behind; otherwise they go along (page_tree.py)."""
    languages = left_behind(page, page.get_parent(), destination)
    if not languages:
        return None
    values = {
        "title": page.title,
        "destination": destination.title,
        "languages": ", ".join(language_name(code) for code in languages),
    }
    messages.error(
        request,
        gettext(
            "«%(title)s» no se movió: «%(destination)s» no está en %(languages)s, y ahí quedaría su traducción. "
            "Traduce primero «%(destination)s»."
        )
        % values,
    )
    return redirect("wagtailadmin_pages:move", page.pk)
