"""One page of a form: a Django form that knows its address, its title, and why it asks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.uploads.fields import ReceivedFilesField
from portal.uploads.models import ReceivedFile

WORD = re.compile(r"\w+", re.UNICODE)
LONGEST = 20_000  # characters of one text; beyond it nobody reads


def word_count(text: str) -> int:
    """Return how many words a text has: runs of letters and digits, in any script that parts words."""
    return len(WORD.findall(text))


class WordsField(forms.CharField):
    """A text of at most `most_words` words; the page counts along where scripts run."""

    def __init__(self, *, most_words: int, rows: int = 5, **kwargs):
        self.most_words = most_words
        limit = format_lazy(_("Hasta {words} palabras."), words=most_words)
        kwargs["help_text"] = format_lazy("{} {}", kwargs["help_text"], limit) if "help_text" in kwargs else limit
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "data-words": most_words}))
        super().__init__(max_length=LONGEST, **kwargs)

    def validate(self, value):
        """Refuse more words than the field takes, and say how many are too many."""
        super().validate(value)
        over = word_count(value) - self.most_words
        if over > 0:
            text = ngettext(
                "Es un poco largo: quita %(count)d palabra. Entran %(most)d.",
                "Es un poco largo: quita %(count)d palabras. Entran %(most)d.",
                over,
            )
            raise ValidationError(text % {"count": over, "most": self.most_words}, code="words")


def address_of_file(received: ReceivedFile) -> str:
    """Return the path at which whoever has a draft sees one of its files."""
    return reverse("submission_file", kwargs={"draft_id": received.bundle, "file_id": received.pk})


class StepForm(forms.Form):
    """A step. `slug` is its part of the address, `title` its heading, `why` a sentence below it.

    It is bound to what was typed (texts, as a browser sends them), on the page and again before sending. `about` is what
    the draft began from. Files are in the bundle of the draft: validate outside a transaction, because that receives them.
    """

    slug = ""
    title: Any = ""
    why: Any = ""
    #: whether the step may be left out altogether: then the page says so, and offers to go on
    optional = False

    def __init__(self, *args, bundle=None, about: dict[str, str] | None = None, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.about = about or {}
        for name, field in self.fields.items():
            if isinstance(field, ReceivedFilesField):
                field.bind(bundle, name, address_of_file)
