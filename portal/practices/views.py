"""Addresses of a practice that are not its page: its permanent one, and its record in other formats."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.core.language import in_interface, localized_pages, reader_language
from portal.core.models import CitySettings
from portal.pictures.card import card_response
from portal.vocabularies.countries import country_name

from .citation import bibtex as as_bibtex
from .importing.record_export import export_practice
from .models import PracticePage
from .record import period
from .review import mark_data


def public_practice(reference: str) -> PracticePage:
    """Return the public practice with this reference in the reader's language, or in its first. Raises Http404."""
    practice = localized_pages(PracticePage.objects.filter(reference=reference)).select_related("locale").first()
    if practice is None:
        raise Http404(_("No hay ninguna experiencia con esta referencia."))
    return practice


@require_safe
def practice_reference_view(request: HttpRequest, reference: str) -> HttpResponseRedirect:
    """The permanent address, printed and cited: goes to the page in the reader's language."""
    with override(get_language_from_request(request)):
        practice = public_practice(reference)
        return redirect(in_interface(practice.url, reader_language()))


@require_safe
def practice_bibtex_view(request: HttpRequest, reference: str) -> HttpResponse:
    """The citation for reference managers."""
    practice = public_practice(reference)
    entry = as_bibtex(practice, f"{settings.BASE_URL}/p/{practice.reference}")
    response = HttpResponse(entry, content_type="application/x-bibtex; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{practice.reference}.bib"'
    return response


@require_safe
@cache_control(public=True, max_age=86_400)
def practice_card_view(request: HttpRequest, reference: str) -> HttpResponse:
    """The picture for messengers: title, place and period of the practice, and its cover."""
    practice = public_practice(reference)
    country = country_name(practice.place_country, reader_language()) if practice.place_country else ""
    place = ", ".join(part for part in (practice.place_city, country) if part)
    line = " · ".join(part for part in (place, period(practice)) if part)
    city = CitySettings.for_request(request)
    cover = practice.pictures.select_related("image").first()
    return card_response(practice.title, line, city, cover and cover.image)


@require_safe
def practice_json_view(request: HttpRequest, reference: str) -> JsonResponse:
    """The whole record in all its public languages, in the form that `import_practices` reads."""
    practice = public_practice(reference)
    record = export_practice(practice)
    if record is None:  # an alias whose source is not public
        raise Http404(_("No hay ninguna experiencia con esta referencia."))
    record["reviews"] = mark_data(practice)
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{practice.reference}.json"'
    return response
