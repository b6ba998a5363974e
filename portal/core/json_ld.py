"""JSON-LD in a page: schema.org's data for search engines, inside a script element that a text cannot end."""

import json

from django.utils.safestring import SafeString, mark_safe


def script_json(data: dict) -> SafeString:
    """Return `data` as JSON that is safe inside a script element, as Django's json_script writes it."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - every character that could end the element is escaped above
