"""Who reviews what: a district's reviewers its pages, an official of some neighbourhoods only theirs, else curators."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from portal.access.page_policy import stored_neighbourhood
from portal.access.roles import is_curator, scopes_of
from portal.core.models import BasePage, Role, Team, User


def stored_district_id(page: Page) -> int | None:
    """Return the id of the district in which a page lies as it is stored, or None for one of the whole city.

    Never that of the object in hand: a draft may carry the district of the folder it was moved out of.
    """
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return None
    return model.objects.filter(pk=page.pk).values_list("district_id", flat=True).first()


def district_reviewers(district_id: int | None, neighbourhood_id: int | None = None) -> QuerySet[User]:
    """Return the active accounts (QuerySet of User) that review what lies in a district; none for None or a closed one.

    An account limited to some neighbourhoods of the district is among them for those only.
    """
    accounts = get_user_model().objects.filter(is_active=True)
    if not district_id:
        return accounts.none()
    limits = accounts.model.neighbourhoods.through.objects.filter(
        user=OuterRef("pk"), neighbourhood__district=district_id
    )
    # one filter: the team of that district with that role, not one of each
    team = accounts.filter(
        groups__team__district=district_id, groups__team__district__active=True, groups__team__role=Role.REVIEWER
    )
    return team.filter(~Exists(limits) | Exists(limits.filter(neighbourhood=neighbourhood_id))).distinct()


def curators() -> QuerySet[User]:
    """Return the active accounts (QuerySet of User) of the city's curators."""
    return get_user_model().objects.filter(is_active=True, groups__team__role=Role.CURATOR).distinct()


def reviewers_of(page: Page) -> QuerySet[User]:
    """Return who reviews a page (QuerySet of User): its district's reviewers, or the curators where there are none."""
    team = district_reviewers(stored_district_id(page), stored_neighbourhood(page))
    return team if team.exists() else curators()


def reviews(user: User, district_id: int | None, neighbourhood_id: int | None) -> bool:
    """Tell whether an account has the reviewer's role where a page lies; False for pages of the whole city."""
    return any(
        scope.role == Role.REVIEWER
        and scope.district == district_id
        and (scope.neighbourhoods is None or neighbourhood_id in scope.neighbourhoods)
        for scope in scopes_of(user)
    )


def may_review(page: Page, user: User) -> bool:
    """Tell whether `user` may act on a page at its district's step; administrators always may."""
    if not user.is_active or user.is_superuser:
        return user.is_active
    place = stored_district_id(page), stored_neighbourhood(page)
    return reviews(user, *place) or (is_curator(user) and not district_reviewers(*place).exists())


def pages_to_review(model: type[BasePage], primary_keys: dict[int, int] | list[int], user: User) -> list[int]:
    """Return the pks (list) among `primary_keys` of pages of one type that `user` may review, as `may_review` says."""
    names = {field.name for field in model._meta.get_fields()}
    columns = [name for name in ("pk", "district", "neighbourhood") if name in {"pk", *names}]
    places = {
        pk: (*place, None, None)[:2]
        for pk, *place in model.objects.filter(pk__in=primary_keys).values_list(*columns).order_by("pk")
    }
    if not is_curator(user):
        return [pk for pk, place in places.items() if reviews(user, *place)]
    with_team = places_with_team(set(places.values()))
    return [pk for pk, place in places.items() if reviews(user, *place) or place not in with_team]


def places_with_team(places: set[tuple[int | None, int | None]]) -> set[tuple[int, int | None]]:
    """Return those (set) of `places` ({(district id, neighbourhood id)}) that have reviewers, with two queries."""
    teams = Team.objects.filter(role=Role.REVIEWER, district__in={district for district, _ in places if district})
    members = teams.filter(district__active=True, group__user__is_active=True).values_list("district", "group__user")
    limits = defaultdict(set)
    through = get_user_model().neighbourhoods.through.objects.filter(user__in={user for _, user in members})
    for user, district, neighbourhood in through.values_list("user", "neighbourhood__district", "neighbourhood"):
        limits[district, user].add(neighbourhood)
    return {
        (district, neighbourhood)
        for district, neighbourhood in places
        for where, user in members
        if where == district and (not limits[district, user] or neighbourhood in limits[district, user])
    }
