"""The district that a visitor calls hers, in a cookie of her own; asked once, changed and forgotten at will."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.core.language import in_interface, localized_pages
from portal.core.models import BasePage
from portal.core.templatetags.page_frame import page_frame_of
from portal.districts.models import DistrictIndexPage
from portal.territory.known import has_streets
from portal.territory.models import District, DistrictKind

from .folders import open_folders

COOKIE, YEAR = "district", 365 * 24 * 3600
ASK_NO_MORE = "-"  # no district's code: a slug never is a lone dash
HOME = "/"


def chosen_district(request: HttpRequest) -> str:
    """Return the code of the cookie as it came (str): of no use unless it is an open district's."""
    return request.COOKIES.get(COOKIE, "")[:60]


def home_finder(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """The finder on the home page; whose district nobody knows may choose it there, unless she does not want to be asked."""
    menu = page_frame_of(request, page).menu
    index = next((known for known in menu if known.specific_class is DistrictIndexPage), None)
    index = index or localized_pages(DistrictIndexPage.objects.all()).first()
    known = own_district(request)
    if index is None or not known["districts"]:
        return None
    is_asked = known["mine"] is None and chosen_district(request) != ASK_NO_MORE
    return {
        "index_url": in_interface(index.get_url(request) or ""),
        "has_streets": has_streets(),
        "districts": known["districts"] if is_asked else [],
        "here": request.path,
        "ask_no_more": ASK_NO_MORE,
    }


def home_own_district(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """The visitor's district on the home page, where she told which it is."""
    known = own_district(request)
    return {**known, "here": request.path} if known["mine"] else None


def own_district(request: HttpRequest) -> dict[str, Any]:
    """Return {mine (DistrictPage or None), districts}; read once for a request: two parts of the home page ask."""
    if not hasattr(request, "own_district"):
        chosen = chosen_district(request)
        folders = [folder for folder in open_folders(request).values() if folder.record.kind == DistrictKind.DISTRICT]
        mine = next((folder for folder in folders if folder.record.code == chosen), None)
        request.own_district = {"mine": mine, "districts": folders}
    return request.own_district


class ChoiceForm(forms.Form):
    """What a visitor may send: an open district's code, the wish not to be asked, or nothing to be forgotten."""

    district = forms.CharField(required=False, max_length=60)

    def clean_district(self):
        """Return the code. Raises ValidationError when no open district has it."""
        code = self.cleaned_data["district"]
        if code and code != ASK_NO_MORE and not District.objects.filter(code=code, active=True).exists():
            raise forms.ValidationError(_("Este distrito no existe o está cerrado."))
        return code


# No token against forged requests: it would give every visitor a cookie and make every page hers alone. All that a
# forged request could do is to change which district stands first; `is_ours` refuses it by the browser's own headers.
@csrf_exempt
@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """Keep a district (POST `district`), or forget it when that is empty, and go back to `next`."""
    form = ChoiceForm(request.POST)
    if not is_ours(request) or not form.is_valid():
        return HttpResponseBadRequest(str(_("No pudimos guardar tu distrito. Vuelve atrás y elige uno de la lista.")))
    response = HttpResponseRedirect(way_back(request), status=303)
    code = form.cleaned_data["district"]
    if code:
        response.set_cookie(
            COOKIE, code, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def is_ours(request: HttpRequest) -> bool:
    """Tell whether a form was sent from our own page, as far as the browser says where it was."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


def way_back(request: HttpRequest) -> str:
    """Return the path to go back to: `next` of the form when it is an address of this portal."""
    path = request.POST.get("next", "")[:500]
    safe = url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return path if safe else HOME
