"""Who sees which entries of the log, and for how long they are kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.models import BaseLogEntry, ModelLogEntry, PageLogEntry, PageLogEntryManager
from wagtail.models.audit_log import ModelLogEntryManager

from portal.access.roles import is_curator, scopes_of
from portal.core.models import Role, User

from .places import DISTRICT, NEIGHBOURHOOD

LOGS = (PageLogEntry, ModelLogEntry)
ANSWERS = (Role.EDITOR, Role.REVIEWER)  # the roles that answer for a district
ACCESS = "portal.access."  # prefix of the actions that say when and from where somebody got in, or did not


def visible_to(user: User) -> Q:
    """Return the condition (Q) on the entries that an account may see.

    Curators and administrators: all. Who edits or reviews a district: those of the district, or of her neighbourhoods.
    Everybody: her own.
    """
    if is_curator(user):
        return Q(pk__isnull=False)
    wanted = Q(user=user.pk)
    for scope in scopes_of(user):
        if scope.role in ANSWERS:
            hers = Q(**{f"data__{DISTRICT}": scope.district})
            if scope.neighbourhoods is not None:
                hers &= Q(**{f"data__{NEIGHBOURHOOD}__in": list(scope.neighbourhoods)})
            wanted |= hers
    return wanted


def viewable_by_user(manager: ModelLogEntryManager | PageLogEntryManager, user: User) -> QuerySet[BaseLogEntry]:
    """Return the entries (QuerySet) that an account may see: what Wagtail's reports and filters ask."""
    return manager.filter(visible_to(user))


def connect() -> None:
    """Give the rule to Wagtail's two logs: it has no other place for it, and each of its reports asks there."""
    for model in LOGS:
        type(model.objects).viewable_by_user = viewable_by_user


def purge_log_entries(now: datetime) -> None:
    """Delete the entries whose time is over; `now` is an aware datetime. Run daily."""
    for model in LOGS:
        model.objects.filter(timestamp__lt=now - timedelta(days=settings.LOG_DAYS)).delete()
        old = model.objects.filter(timestamp__lt=now - timedelta(days=settings.LOG_LOGINS_DAYS))
        old.filter(action__startswith=ACCESS).delete()
