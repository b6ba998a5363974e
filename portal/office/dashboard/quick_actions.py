"""The ways an editor takes most often, each shown only to who may take it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.access.roles import districts_of, is_curator, languages_of
from portal.core.language import reader_language
from portal.core.models import User
from portal.districts.models import DistrictPage
from portal.territory.models import District

from .scope import edits, own_neighbourhoods

MOST_DISTRICTS = 3
GUIDE = "editor_guide"


@dataclass(frozen=True)
class Action:
    """A link with an icon of Wagtail's."""

    label: str
    url: str
    icon: str


def quick_actions(user: User) -> list[Action]:
    """Return the Actions (list) of an account."""
    found = [] if is_curator(user) else [*new_pages(user), *own_facts(user)]
    images = policy_registry.get_by_type(get_image_model())
    if images.user_has_permission(user, "add"):
        found.append(Action(gettext("Subir una foto"), reverse("wagtailimages:add_multiple"), "image"))
    if edits(user) or languages_of(user):
        found.append(Action(gettext("Ver las traducciones"), reverse("translation_board"), "wagtail-localize-language"))
    try:
        found.append(Action(gettext("Guía"), reverse(GUIDE), "help"))
    except NoReverseMatch:  # an admin without the guide
        return found
    return found


def new_pages(user: User) -> list[Action]:
    """Return the way to a new page in each of an account's districts, in its own language where the district has it."""
    policy = policy_registry.get_by_type(Page)
    folders = policy.instances_user_has_any_permission_for(user, ["add"]).filter(districtpage__isnull=False)
    wanted = DistrictPage.objects.filter(pk__in=folders.values("pk"), record__in=districts_of(user))
    best = {}
    own = reader_language()
    for page in wanted.select_related("locale", "record").order_by("record__order", "pk"):
        if page.record_id not in best or page.locale.language_code == own:
            best[page.record_id] = page
    pages = list(best.values())[:MOST_DISTRICTS]
    label = gettext("Nueva página") if len(pages) == 1 else gettext("Nueva página en %(district)s")
    return [
        Action(
            label % {"district": page.record.name}, reverse("wagtailadmin_pages:add_subpage", args=[page.pk]), "plus"
        )
        for page in pages
    ]


def own_facts(user: User) -> list[Action]:
    """Return the way to the facts of each of an account's districts, or of the neighbourhoods for which it answers.

    Who only reads them goes to their list.
    """
    finder = AdminURLFinder(user)
    hers = own_neighbourhoods(user)[:MOST_DISTRICTS]
    if hers:
        ways = [(gettext("Datos de %(name)s") % {"name": row.name}, finder.get_edit_url(row)) for row in hers]
        return [Action(label, url, "site") for label, url in ways if url]
    urls = [finder.get_edit_url(row) for row in District.objects.filter(pk__in=districts_of(user))[:MOST_DISTRICTS]]
    ways = [Action(gettext("Datos del distrito"), url, "site") for url in urls if url]
    return ways or [Action(gettext("Datos de los barrios"), reverse("neighbourhoods:index"), "site")]
