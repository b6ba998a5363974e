"""Placeholders of answers, such as {code}: which there are, what is wrong with a text, and what stands for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, override

if TYPE_CHECKING:
    from portal.submissions.models import Submission

PLACEHOLDERS = ("code", "title", "district", "deadline", "unit")
BRACES = re.compile(r"\{([^{}]*)\}")


def placeholder_list() -> str:
    """Return all placeholders as they are typed."""
    return ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def placeholder_faults(text: str) -> list[str]:
    """Return what is wrong with the placeholders of a text, each in a sentence."""
    unknown = [name for name in BRACES.findall(text) if name not in PLACEHOLDERS]
    faults = [
        gettext("«{%(name)s}» no se conoce. Puedes usar %(known)s.") % {"name": name, "known": placeholder_list()}
        for name in dict.fromkeys(unknown)
    ]
    if set("{}") & set(BRACES.sub("", text)):
        faults.append(gettext("Hay una llave sola: escribe las dos, como en {code}."))
    return faults


def placeholder_values(submission: Submission, language: str) -> dict[str, str]:
    """Return {placeholder: what stands for it} of a matter in a language; empty where it has nothing yet."""
    with override(language):
        deadline = date_format(submission.promised_by, "DATE_FORMAT") if submission.promised_by else ""
    return {
        "code": submission.code,
        "title": submission.title,
        "district": submission.district.name if submission.district else "",
        "deadline": deadline,
        "unit": submission.unit.label(language) if submission.unit else "",
    }


def fill_placeholders(text: str, submission: Submission, language: str) -> str:
    """Return a text with what is known of a matter; what is not known yet stays a placeholder."""
    values = placeholder_values(submission, language)
    return BRACES.sub(lambda found: values.get(found[1]) or found[0], text)


def open_placeholders(text: str) -> list[str]:
    """Return the known placeholders that still stand in a text, as they are typed."""
    return [f"{{{name}}}" for name in dict.fromkeys(BRACES.findall(text)) if name in PLACEHOLDERS]
