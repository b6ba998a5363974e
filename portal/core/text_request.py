"""Requests whose named encoding reads no text (rot13, zip, idna) are read as UTF-8: Django fails before any middleware."""

from __future__ import annotations

import re
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

CHARSET = re.compile(r""";\s*charset\*?\s*=\s*["']?([^;"\s]*)["']?""", re.IGNORECASE)


class TextRequest(WSGIRequest):
    """A request as the web server hands it over; one that names an encoding for no text loses its name."""

    def __init__(self, environ: dict[str, Any]):
        named = environ.get("CONTENT_TYPE", "")
        if any(not reads_text(encoding) for encoding in CHARSET.findall(named)):
            environ["CONTENT_TYPE"] = CHARSET.sub("", named)
        super().__init__(environ)


def reads_text(encoding: str) -> bool:
    """Tell whether an encoding that a request names reads any bytes as text."""
    try:
        b"a".decode(encoding, "replace")
    except (LookupError, ValueError):
        return False
    return True
