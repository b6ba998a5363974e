"""The entry of the web server; it reads requests whose named encoding is none of text (rot13, zip, idna) as UTF-8."""

import os
import re
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

CHARSET = re.compile(r""";\s*charset\*?\s*=\s*["']?([^;"\s]*)["']?""", re.IGNORECASE)


class TextRequest(WSGIRequest):
    """A request that names no encoding of text loses that name: Django would fail before any middleware."""

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


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
application.request_class = TextRequest
