"""What the sync address of a form asks and answers: JSON for the script, never a redirect and never a page of errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.personal_data.keyed_hash import hashes, keyed_hash

if TYPE_CHECKING:
    from portal.core.models import User

PURPOSE = "offline form"
LARGEST = 1_000_000  # bytes of one body; the longest minutes have a tenth of it
MARK_LENGTH = 32  # hexadecimal digits of an account's mark: enough that no two accounts share one


@dataclass(frozen=True)
class SentTexts:
    """What a phone sends: `base` is what its fields began with, `content` what they say now."""

    base: dict[str, str]
    content: dict[str, str]


class SyncRefusal(Exception):
    """Why a body is not taken, in words for a person, with the status of the answer."""

    def __init__(self, words: str, status: int = 400):
        super().__init__(words)
        self.words, self.status = words, status


def account_mark(user: User) -> str:
    """Return the mark by which a phone tells whose draft it keeps; it says nothing of the account."""
    return keyed_hash(PURPOSE, str(user.pk))[:MARK_LENGTH]


def is_mark_of(user: User, mark: object) -> bool:
    """Tell whether a mark is the account's, also after a change of the portal's secret."""
    return any(known[:MARK_LENGTH] == mark for known in hashes(PURPOSE, str(user.pk)))


def login_address(address: str) -> str:
    """Return the address of the login that leads back to `address`."""
    return f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: address})}"


def sync_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap the view at «the form's address»sync/: without a login it answers 401 and where to log in.

    A SyncRefusal that the view raises becomes JSON as well: {"error": words}. Nothing is kept by any cache.
    """

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"login": login_address(request.path.removesuffix("sync/"))}, status=401)
        try:
            return view(request, *args, **kwargs)
        except SyncRefusal as refusal:
            return JsonResponse({"error": refusal.words}, status=refusal.status)

    return answer


def sent_texts(request: HttpRequest) -> SentTexts:
    """Return what the body of a POST says. Raises SyncRefusal: 400 what cannot be read, 403 another account's draft."""
    body = _object_of(_body_of(request))
    if not is_mark_of(request.user, body.get("account")):
        raise SyncRefusal(_("Esto lo escribió otra cuenta. Entra con ella para enviarlo."), 403)
    return SentTexts(*(_texts_of(body, name) for name in ("base", "content")))


def _body_of(request: HttpRequest) -> bytes:
    """Return the body of a request, unless it is too large or its connection broke."""
    try:
        too_large = int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST
        body = b"" if too_large else request.read(LARGEST + 1)
    except (UnreadablePostError, ValueError) as error:
        raise SyncRefusal(_("No llegó entero. Se enviará otra vez.")) from error
    if too_large or len(body) > LARGEST:
        raise SyncRefusal(_("Es demasiado largo para enviarlo de una vez."))
    return body


def _object_of(body: bytes) -> dict[str, object]:
    """Return the JSON object that a body holds."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SyncRefusal(_("No llegó entero. Se enviará otra vez.")) from error
    if not isinstance(found, dict):
        raise SyncRefusal(_("No se entiende lo que se envió. Vuelve a cargar la página."))
    return found


def _texts_of(body: dict[str, object], name: str) -> dict[str, str]:
    """Return one {key: text} of a body; each text such as any database stores."""
    found = body.get(name)
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise SyncRefusal(_("No se entiende lo que se envió. Vuelve a cargar la página."))
    return {_storable(key): _storable(text) for key, text in found.items()}


def _storable(text: str) -> str:
    """Return a text without NUL and without halves of characters, which no database takes."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
