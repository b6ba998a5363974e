"""What an account works on: its pages, what it translates, and how its places are called. Rights come from the policies."""

from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Substr
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from portal.access.page_policy import page_types_with
from portal.access.roles import RIGHTS, Subject, districts_of, is_curator, languages_of, scopes_of
from portal.core.models import Role, User
from portal.core.page_tree import HOME_DEPTH
from portal.core.registry import TodoCount
from portal.core.translations import first_versions
from portal.districts.models import DistrictPage
from portal.territory.models import District, Neighbourhood

EDITED = frozenset({"change", "publish"})
#: how much of a page's tree path names its district's folder: root, home page, index, district
FOLDER = Page.steplen * (HOME_DEPTH + 2)


def editable_pages(user: User) -> QuerySet[Page]:
    """Return the pages (PageQuerySet) that an account may edit or publish."""
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, EDITED)
    return pages.filter(depth__gte=HOME_DEPTH)


def edits(user: User) -> bool:
    """Tell whether an account has a role that writes or publishes, not one that only translates or counts."""
    if user.is_superuser:
        return True
    writing = (scope.role for scope in scopes_of(user) if scope.role != Role.TRANSLATOR)
    return any(RIGHTS[role][Subject.PAGE] for role in writing)


def translated_by(user: User) -> QuerySet[Page]:
    """Return the pages (PageQuerySet) of the districts and neighbourhoods for which an account translates."""
    wanted = Q(pk__in=[])
    for scope in scopes_of(user):
        if scope.role != Role.TRANSLATOR:
            continue
        below = Q(pk__in=[])
        for path in DistrictPage.objects.filter(record=scope.district).values_list("path", flat=True):
            below |= Q(path__startswith=path)
        if scope.neighbourhoods is not None:
            hers = Q(pk__in=[])
            for model in page_types_with("neighbourhood"):
                hers |= Q(**{f"{model._meta.model_name}__neighbourhood__in": scope.neighbourhoods})
            below &= hers
        wanted |= below
    return Page.objects.filter(wanted)


def sources_of(user: User) -> QuerySet[Page]:
    """Return the public first versions (PageQuerySet) whose translations are an account's business."""
    mine = Q(pk__in=editable_pages(user).values("pk")) | Q(pk__in=translated_by(user).values("pk"))
    return first_versions(in_open_districts(Page.objects.filter(mine, live=True, depth__gte=HOME_DEPTH)))


def target_locales(user: User) -> list[Locale]:
    """Return the Locales (list) into which an account's pages are to be translated; only hers for who only translates."""
    locales = list(Locale.objects.order_by("pk"))
    return locales if edits(user) else [locale for locale in locales if locale.pk in languages_of(user)]


def in_open_districts(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of a page queryset that lie in no closed district: nothing there waits for anybody."""
    closed = DistrictPage.objects.filter(record__active=False).values_list("path", flat=True)
    below = [Q(path__startswith=path) for path in closed]
    return pages.exclude(reduce(or_, below)) if below else pages


def district_choices(user: User) -> list[tuple[int, str]]:
    """Return [(pk, name)] of the districts among which an account may choose: hers, for curators all."""
    districts = District.objects.all() if is_curator(user) else District.objects.filter(pk__in=districts_of(user))
    return list(districts.values_list("pk", "name"))


def own_neighbourhoods(user: User) -> list[Neighbourhood]:
    """Return the neighbourhoods (list) of an account that answers for some only; none for one with a whole district."""
    scopes = scopes_of(user)
    if is_curator(user) or not scopes or any(scope.neighbourhoods is None for scope in scopes):
        return []
    keys = frozenset().union(*(scope.neighbourhoods for scope in scopes))
    return list(Neighbourhood.objects.filter(pk__in=keys).order_by("name"))


def pages_in_district(pages: QuerySet[Page], district: str) -> QuerySet[Page]:
    """Return those of a page queryset that lie in a district's folders (pk of a District)."""
    below = Q(pk__in=[])
    for path in DistrictPage.objects.filter(record=district).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return pages.filter(below)


def folder_names() -> dict[str, str]:
    """Return {tree path of a district's page: name of the district}."""
    return dict(DistrictPage.objects.values_list("path", "record__name"))


def count_by_place(querysets: dict[str, tuple[QuerySet, str]]) -> dict[str, dict[str, int]]:
    """Return {name: {district's name or "": how many rows}} of {name: (QuerySet, lookup as in TodoList.district)}.

    One question for all of them: each of a page's folders, or of the district that the lookup names.
    """
    counting = [
        rows.order_by()
        .annotate(todo_of=Value(name), todo_place=F(lookup) if lookup else Substr("path", 1, FOLDER))
        .values("todo_of", "todo_place")
        .annotate(todo_count=Count("pk"))
        .values_list("todo_of", "todo_place", "todo_count")
        for name, (rows, lookup) in querysets.items()
    ]
    if not counting:
        return {}
    names, counted = folder_names(), {name: {} for name in querysets}
    for name, place, count in counting[0].union(*counting[1:], all=True):
        district = place if querysets[name][1] else names.get(place, "")
        counted[name][district] = counted[name].get(district, 0) + count
    return counted


def district_parts(counts: dict[str, int], list_url: str = "", keys: dict[str, int] | None = None) -> list[TodoCount]:
    """Return how many each district has (list of TodoCount) of {name: count}; what belongs to none comes last.

    `list_url` with a query is narrowed to each district of `keys` {name: pk}; an empty one leads nowhere.
    """
    keys = keys or {}
    return [
        TodoCount(name, count, f"{list_url}&district={keys[name]}" if list_url and name in keys else "")
        for name, count in sorted(counts.items(), key=lambda item: (not item[0], item[0]))
    ]
