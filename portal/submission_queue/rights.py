"""Who may do what with a matter: the policy of Submission, asked again at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.permissions import policy_registry

from portal.access.policy import READ, ScopedPolicy
from portal.access.roles import RIGHTS, Subject
from portal.core.models import Role, User
from portal.submissions.choices import SubmissionState
from portal.submissions.models import Submission

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CHANGE = "change"
#: what everybody will read is let through by who may also delete it: reviewers and curators
RELEASE = "delete"


def matter_policy() -> ScopedPolicy:
    """Return the policy of matters."""
    return policy_registry.get_by_type(Submission)


def matters_of(user: User | AnonymousUser, action: str = READ) -> QuerySet[Submission]:
    """Return the matters with which an account may do `action`; never one that its sender did not confirm yet."""
    rows = matter_policy().instances_user_has_any_permission_for(user, [action])
    return rows.exclude(state=SubmissionState.HELD)


def has_queue(user: User | AnonymousUser) -> bool:
    """Tell whether an account has anything to do with what people send."""
    return matter_policy().user_has_permission(user, READ)


def may(user: User, action: str, submission: Submission) -> bool:
    """Tell whether an account may do `action` with a matter as it lies now; no query beyond the account's roles."""
    return matter_policy().user_may_have(user, action, submission.district_id, submission.neighbourhood_id)


def require(user: User, action: str, submission: Submission) -> None:
    """Raise PermissionDenied where an account may not do `action` with a matter."""
    if submission.state == SubmissionState.HELD or not may(user, action, submission):
        raise PermissionDenied


def accounts_for(district: int | None, neighbourhood: int | None) -> QuerySet[User]:
    """Return the accounts that may change a matter that lies there (primary keys or None): one query."""
    roles = [role for role in Role if CHANGE in RIGHTS[role][Subject.PERSONAL]]
    accounts = User.objects.filter(is_active=True)
    everywhere = Q(is_superuser=True) | Q(
        pk__in=accounts.filter(groups__team__role=Role.CURATOR, groups__team__district=None).values("pk")
    )
    if district is None:
        return accounts.filter(everywhere)
    limits = User.neighbourhoods.through.objects.filter(user=OuterRef("pk"), neighbourhood__district=district)
    team = accounts.filter(
        groups__team__district=district, groups__team__district__active=True, groups__team__role__in=roles
    ).filter(~Exists(limits) | Exists(limits.filter(neighbourhood=neighbourhood)))
    return accounts.filter(everywhere | Q(pk__in=team.values("pk"))).order_by("username")
