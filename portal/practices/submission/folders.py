"""Where an accepted practice may go: the folders to which an account may add pages, in the sender's language if possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from portal.access.page_forms import CHOOSE_HERS, only_neighbourhoods
from portal.core.models import BasePage
from portal.districts.models import DistrictPage
from portal.practices.models import PracticeIndexPage
from portal.territory.models import DistrictKind

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.territory.models import Neighbourhood


def practice_folders(user: User, language: str) -> list[BasePage]:
    """Return the pages under which `user` may put a new practice, one for each district, the bank last.

    Each in `language` where the account may add there, else in the portal's first language.
    """
    districts = DistrictPage.objects.filter(alias_of__isnull=True, record__active=True).select_related(
        "locale", "record"
    )
    banks = PracticeIndexPage.objects.filter(alias_of__isnull=True).select_related("locale")
    versions: dict = {}
    for page in [*districts.order_by("title"), *banks]:
        versions.setdefault(page.translation_key, {})[page.locale.language_code] = page
    chosen = []
    for pages in versions.values():
        candidates = [pages[code] for code in dict.fromkeys((language, settings.LANGUAGE_CODE)) if code in pages]
        chosen += [page for page in candidates if page.permissions_for_user(user).can_add_subpage()][:1]
    return chosen


def refuse_neighbourhood(user: User, folder: BasePage, neighbourhood: Neighbourhood | None) -> None:
    """Raise ValidationError for a neighbourhood that the account does not have there, or of another district."""
    district = folder.record if isinstance(folder, DistrictPage) else None
    limit = only_neighbourhoods(user, district.pk if district else None)
    if limit is not None and (neighbourhood is None or neighbourhood.pk not in limit):
        raise ValidationError(CHOOSE_HERS, code="not_hers")
    is_foreign = district and neighbourhood and neighbourhood.district_id != district.pk
    if is_foreign and district.kind == DistrictKind.DISTRICT:
        raise ValidationError(gettext("Ese barrio es de otro distrito."), code="other_district")
