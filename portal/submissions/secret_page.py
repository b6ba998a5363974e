"""Pages whose address is the key to them: nobody keeps, indexes or passes on what they show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from .drafts import DraftGone, clean_text

View = Callable[..., HttpResponse]
MOST_TEXTS = 40


def secret_page(view: View) -> View:
    """Wrap a view whose right stands in its address, not in a cookie.

    Another site cannot send a form to it, because it does not know the address; so no CSRF cookie is asked for, and a
    form that lay open for a week, or in a browser without cookies, still works.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except DraftGone:
            response = gone_page(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def gone_page(request: HttpRequest) -> HttpResponse:
    """Say that a draft is not there any more, with what was just typed into it, so that it can be copied."""
    texts = [clean_text(text) for _name, values in request.POST.lists() for text in values if len(text.split()) > 1]
    return render(request, "submissions/gone.html", {"texts": texts[:MOST_TEXTS]}, status=404)
