"""The public page that says in plain words what is kept of people, for how long, and how to ask for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.templatetags.page_frame import page_frame_of
from portal.personal_data.declaration import Declaration, declarations

from .words import end_in_words, rest_in_words


def public_facts(declaration: Declaration) -> list[dict[str, str]]:
    """Return what one declaration says, as the component of facts takes it."""
    data = declaration.data
    return [
        {"term": _("Qué guardamos"), "value": capfirst(", ".join(declaration.labels))},
        {"term": _("Para qué"), "value": str(data.purpose)},
        {"term": _("Por qué podemos"), "value": str(data.ground)},
        {"term": _("Quién lo lee"), "value": str(data.readers)},
        {"term": _("Por cuánto tiempo"), "value": end_in_words(data)},
        {"term": _("Qué queda después"), "value": rest_in_words(data)},
    ]


def privacy_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows: parts [{title, facts}], and the home page, which knows whom to ask."""
    told = [declaration for declaration in declarations() if declaration.data.from_public]
    # what people sent comes before the names that they agreed to have published
    told.sort(key=lambda declaration: (declaration.data.days is None, declaration.title))
    return {
        "parts": [{"title": declaration.title, "facts": public_facts(declaration)} for declaration in told],
        "home": page_frame_of(request).home,
    }


@require_safe
def privacy_view(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "data_protection/privacy.html", privacy_context(request))
