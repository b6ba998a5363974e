"""A mail as it travels: its words freed of what no mail may hold, with greeting and foot in its language."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.utils.translation import get_supported_language_variant, gettext, override

from portal.core.context import publishing_city
from portal.core.escaping import printable
from portal.core.import_report import one_line
from portal.core.language import label_line, reader_language

from .models import OutgoingMail
from .purposes import why_it_came

LONGEST_SUBJECT = 200
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")
#: what the outbox itself writes
OWN_HEADERS = {"from", "to", "cc", "bcc", "subject", "date", "message-id", "sender", "return-path"}
OF_MIME = ("content-", "mime-")


def clean_line(text: str) -> str:
    """Return a text as one line without control characters, lone surrogates and NUL: no header begins within it."""
    return one_line(printable(text))


def clean_subject(text: str) -> str:
    """Return a subject as one line that mail programs show whole."""
    line = clean_line(text)
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def clean_paragraph(text: str) -> str:
    """Return a paragraph without what no mail and no database takes; its lines stay."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return more headers, each one line. Raises ValueError for one that the outbox writes itself, or that is no name."""
    for name in headers:
        if not HEADER_NAME.match(name) or name.lower() in OWN_HEADERS or name.lower().startswith(OF_MIME):
            raise ValueError(f"{name!r} is no header that a mail may bring along")
    return {name: clean_line(str(value)) for name, value in headers.items()}


def new_message_id() -> str:
    """Return an id that no other mail has; it names nobody."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{uuid4().hex}@{host.encode('idna').decode()}>"


def is_mail_address(text: str) -> bool:
    """Tell whether a text is one mail address that mail servers understand (letters of a-z before the @)."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def known_language(code: str) -> str:
    """Return a language in which the portal can write, the source language for any other."""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE


def foot_lines(purpose: str) -> list[str]:
    """Return who writes, why, and how to answer, in the language of the moment."""
    home = f"{settings.BASE_URL}/{reader_language()}/"
    return [
        "-- ",  # mail programs know by it where the text ends
        gettext("Te escribe el portal de participación (%(city)s).") % {"city": publishing_city()},
        label_line(gettext("El portal"), home),
        why_it_came(purpose),
        gettext("Teléfonos y direcciones para hablar con nosotros están en el portal, en la página de tu distrito."),
    ]


def compose_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the message of a row of the outbox, the same at each attempt.

    `From` is also where answers and refusals go today; when the portal receives mail, the envelope gets its own address.
    """
    with override(mail.language):
        foot = "\n".join(foot_lines(mail.purpose))
        text = "\n\n".join([gettext("Hola:"), *mail.sections, foot]) + "\n"
    headers = {"Auto-Submitted": "auto-generated", **mail.headers, "Message-ID": mail.message_id}
    message = EmailMultiAlternatives(mail.subject, text, settings.DEFAULT_FROM_EMAIL, [mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
