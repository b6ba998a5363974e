"""The portal's entrance, the search over everything, and the sitemap."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from portal.core.language import CODES, reader_language
from portal.core.registry import labels as known_labels
from search.analysis import primary
from search.api import suggest as suggestions

from .finding import everything_context
from .sitemaps import sitemap_response

MOST_SUGGESTIONS, LONGEST_PREFIX = 8, 80


@require_safe
def by_language(request: HttpRequest) -> HttpResponseRedirect:
    """The bare address: go to the home page in the first of the browser's languages that we speak, else Spanish."""
    code = primary(get_language_from_request(request))
    response = redirect(f"/{code if code in CODES else CODES[0]}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def search_everything(request: HttpRequest) -> HttpResponse:
    """Search over all kinds of pages."""
    return render(request, "home/search.html", everything_context(request))


@require_safe
def suggestions_view(request: HttpRequest) -> JsonResponse:
    """Completions while typing, as JSON: {"suggestions": [{"text", "url", "kind"}]}."""
    prefix = request.GET.get("q", "")[:LONGEST_PREFIX]
    kinds = tuple(request.GET.getlist("kind")[:5])
    found = suggestions(prefix, reader_language(), kinds, MOST_SUGGESTIONS) if len(prefix.strip()) > 1 else []
    labels = {name: str(label) for name, label in known_labels().items()}
    rows = [{"text": row.text, "url": row.url, "kind": labels.get(row.kind, ""), "lang": row.language} for row in found]
    return JsonResponse({"suggestions": rows})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages of registered kinds, with their versions in other languages."""
    return sitemap_response(request)
