"""Who may put sessions below a council, and publish them: the policies' answers, asked in one place."""

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.access.page_policy import publishes_herself
from portal.access.roles import Subject, scopes_of
from portal.core.models import User
from portal.core.translations import first_versions
from portal.councils.models import CouncilPage, SessionPage


def may_make(user: User, council: CouncilPage) -> bool:
    """Tell whether `user` may put new sessions below a council."""
    return council.permissions_for_user(user).can_add_subpage()


def may_announce_new(user: User, council: CouncilPage) -> bool:
    """Tell whether `user` may publish new sessions of a council without asking anybody."""
    return may_make(user, council) and publishes_herself(
        user, SessionPage, council.district_id, council.neighbourhood_id
    )


def makes_sessions(user: User) -> bool:
    """Tell whether `user` has a role that adds pages anywhere; asks the database nothing that is not asked already."""
    return user.is_superuser or any(scope.may(Subject.PAGE, "add") for scope in scopes_of(user))


def councils_to_fill(user: User) -> QuerySet[CouncilPage]:
    """Return the first versions of the councils (QuerySet) below which `user` may put new sessions, by name."""
    if not makes_sessions(user):
        return CouncilPage.objects.none()
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["add"])
    councils = first_versions(CouncilPage.objects.filter(pk__in=pages.values("pk")))
    return councils.select_related("district", "locale").order_by("title", "pk")
