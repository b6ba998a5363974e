"""How a code is written: it goes into public addresses, in all languages the same."""

import re

from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def code_faults(code: str) -> dict[str, str]:
    """Return {"code": message} for a code (str) that cannot stand in an address, else an empty dictionary."""
    if not code or CODE.fullmatch(code):
        return {}
    return {"code": _("Solo minúsculas sin acentos, números y guiones. Por ejemplo: villa-hortensia.")}
