"""A passage that stands once on a page, and the words that should stand there: found, shown, and put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import Translation

from .page_texts import change_texts

if TYPE_CHECKING:
    from portal.core.models import BasePage

TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Difference:
    """What stands on a page now, and what is to stand there; both as plain text."""

    before: str
    after: str

    def as_html(self) -> SafeString:
        """Return both, one struck and one marked, and in words too, for who hears the page or sees no colours."""
        return format_html(
            "{}: <del>{}</del>. {}: <ins>{}</ins>.",
            gettext("Ahora dice"),
            self.before,
            gettext("Quedaría"),
            self.after,
        )


def passage_pattern(passage: str) -> re.Pattern | None:
    """Return the pattern of a passage, as whole words and with any space between them; None for none."""
    words = passage.split()
    if not words:
        return None
    inside = r"\s+".join(re.escape(word) for word in words)
    begin = r"(?<!\w)" if words[0][0].isalnum() else ""
    end = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(f"{begin}{inside}{end}")


def with_passage_replaced(text: str, is_html: bool, pattern: re.Pattern, put: str) -> tuple[str, int]:
    """Return a text with the passage replaced, and how often it stood there; tags and entities are no words of it."""
    if not is_html:
        return pattern.subn(lambda match: put, text)
    parts, total = TAG.split(text), 0
    for place in range(0, len(parts), 2):
        changed, found = pattern.subn(lambda match: put, unescape(parts[place]))
        if found:
            parts[place], total = escape(changed, quote=False), total + found
    return "".join(parts), total


def is_written_here(page: Page) -> bool:
    """Tell whether the words of a page are its own: those of a translation are written in the translation's screen."""
    return not Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).exists()


def find_difference(page: Page | None, passage: str, suggestion: str) -> Difference | None:
    """Return the difference of a report for the newest version of a page; None unless the passage stands there once."""
    pattern, put = passage_pattern(passage), " ".join(suggestion.split())
    if page is None or pattern is None or not put or not is_written_here(page):
        return None
    counts = []

    def count(text: str, is_html: bool) -> str:
        counts.append(with_passage_replaced(text, is_html, pattern, put)[1])
        return text

    change_texts(page.get_latest_revision_as_object(), count)
    before = " ".join(passage.split())
    return Difference(before, put) if sum(counts) == 1 and before != put else None


def page_with_difference(page: Page, difference: Difference) -> BasePage:
    """Return the newest version of a page with the passage replaced; nothing is stored.

    Raises ValidationError where the new words do not fit into their field.
    """
    pattern = passage_pattern(difference.before)
    changed = page.get_latest_revision_as_object()
    change_texts(changed, lambda text, is_html: with_passage_replaced(text, is_html, pattern, difference.after)[0])
    for field in changed._meta.concrete_fields:
        longest = getattr(field, "max_length", None)
        value = getattr(changed, field.attname)
        if longest and isinstance(value, str) and len(value) > longest:
            raise ValidationError(gettext("El cambio no entra en su campo: es demasiado largo. Corrígelo a mano."))
    return changed
