"""Signing off a weekly agenda: it is frozen in every language, for the public and for the city's offices."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from portal.access.roles import Subject, scopes_of
from portal.agendas.models import IssueEdition, WeeklyIssue
from portal.core.language import CODES
from portal.core.models import User
from portal.core.weeks import Week
from portal.territory.models import District

from .events import contents_of
from .mail import send_issue
from .snapshot import canonical_text, edition_of

PUBLISHED = "portal.weekly_issue.published"


class AlreadyPublished(Exception):
    """Somebody signed the issue off before."""


def may_sign_off(user: User, issue: WeeklyIssue) -> bool:
    """Tell whether an account may publish a WeeklyIssue: who may change it and publish pages there without a review.

    So authors prepare nothing here, editors and reviewers sign off their district's, curators and administrators all.
    """
    if not policy_registry.get_by_type(WeeklyIssue).user_has_permission_for_instance(user, "change", issue):
        return False
    return user.is_superuser or any(
        scope.may(Subject.PAGE, "publish") and scope.district in (None, issue.district_id) for scope in scopes_of(user)
    )


@transaction.atomic
def publish_weekly_issue(
    issue: WeeklyIssue, user: User | None = None, now: datetime | None = None, send: bool = True
) -> WeeklyIssue:
    """Freeze a WeeklyIssue at `now` (aware datetime) and, with `send`, mail it to the offices that receive it.

    Returns the issue as stored. Raises AlreadyPublished for one that is signed off.
    """
    now = now or timezone.now()
    stored = WeeklyIssue.objects.select_for_update(of=("self",)).select_related("district").get(pk=issue.pk)
    if stored.is_published:
        raise AlreadyPublished(stored.pk)
    freeze(stored, now)
    stored.state, stored.published_at, stored.published_by = WeeklyIssue.State.PUBLISHED, now, user
    stored.save()
    log(instance=stored, action=PUBLISHED, user=user)
    if send:
        send_issue(stored)
    return stored


def freeze(issue: WeeklyIssue, now: datetime) -> None:
    """Store the editions of an issue: for each language of the portal one for the public and one for the offices."""
    for language in CODES:
        with override(language):
            events = contents_of(Week.of(issue.week), issue.district, language)
        for audience in IssueEdition.Audience:
            said = edition_of(issue, audience, language, now, events)
            IssueEdition.objects.create(
                issue=issue, audience=audience, language=language, snapshot=canonical_text(said)
            )


def published(week: Week, district: District | None = None) -> WeeklyIssue | None:
    """Return the published issue of a Week for a District (None: the whole city), or None."""
    found = WeeklyIssue.objects.filter(week=week.code, district=district, state=WeeklyIssue.State.PUBLISHED)
    return found.select_related("district").first()


def last_signed(key: UUID, since: datetime) -> datetime | None:
    """Return when the last weekly agenda that names an event (translation key) was signed off after a moment, or None."""
    issues = WeeklyIssue.objects.filter(published_at__gt=since, editions__snapshot__contains=str(key))
    return issues.order_by("-published_at").values_list("published_at", flat=True).first()
