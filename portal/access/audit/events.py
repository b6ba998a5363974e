"""What is written into the log when somebody gets in, does not, or gets another role."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.log_actions import log

from portal.access.accounts.addresses import account_name, client_address
from portal.access.accounts.second_factor import FACTORS
from portal.core.models import User

from . import actions

GIVEN = {"post_add": actions.GROUPS_GIVEN, "post_remove": actions.GROUPS_TAKEN, "pre_clear": actions.GROUPS_TAKEN}


def where(request: HttpRequest) -> dict[str, str | None]:
    """Return what an entry keeps of a request: the address."""
    return {"address": client_address(request) if request else None}


def on_login(sender: type[User], request: HttpRequest, user: User, **kwargs) -> None:
    """user_logged_in."""
    log(user, actions.IN, user=user, data=where(request))


def on_logout(sender: type[User], request: HttpRequest, user: User, **kwargs) -> None:
    """user_logged_out; nobody was in when there is no user."""
    if user:
        log(user, actions.OUT, user=user, data=where(request))


def note_of_name(action: str, name: str, request: HttpRequest) -> None:
    """Write an entry about the account of that name, if there is one: what else was typed may be somebody's password."""
    user = User.objects.filter(username__iexact=name).first()
    if user:
        log(user, action, data=where(request))


def on_failure(sender: str, credentials: dict[str, str], request: HttpRequest | None = None, **kwargs) -> None:
    """user_login_failed; what a locked account tries meanwhile is not written again and again."""
    if not getattr(request, "axes_locked_out", False):
        note_of_name(actions.FAILED, account_name(request, credentials), request)


def on_locked(sender: str, request: HttpRequest, username: str, **kwargs) -> None:
    """user_locked_out: sent for each attempt; the first one knows how many failures there were."""
    if request.axes_failures_since_start:
        note_of_name(actions.LOCKED, username, request)


def on_wrong_code(sender: type[Authenticator], request: HttpRequest, user: User, **kwargs) -> None:
    """authentication_failed of a second factor."""
    log(user, actions.FAILED, data=where(request))


def on_factor_added(sender: type, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs) -> None:
    """authenticator_added; recovery codes come along by themselves."""
    if authenticator.type in FACTORS:
        log(user, actions.FACTOR_ADDED, user=user)


def on_factor_removed(
    sender: type[Authenticator], request: HttpRequest, user: User, authenticator: Authenticator, **kwargs
) -> None:
    """authenticator_removed; recovery codes go along by themselves."""
    if authenticator.type in FACTORS:
        log(user, actions.FACTOR_REMOVED, user=user)


def on_groups(sender: type, instance: User, action: str, reverse: bool, pk_set: set[int], **kwargs) -> None:
    """m2m_changed of the groups of accounts, from either side."""
    if action not in GIVEN:
        return
    if reverse:
        members = User.objects.filter(pk__in=pk_set) if pk_set is not None else instance.user_set.all()
        pairs = [(user, [instance.name]) for user in members]
    else:
        groups = Group.objects.filter(pk__in=pk_set) if pk_set is not None else instance.groups.all()
        pairs = [(instance, list(groups.order_by("name").values_list("name", flat=True)))]
    for user, names in pairs:
        if names:
            log(user, GIVEN[action], data={"names": names})


def on_narrowed(sender: type, instance: User, action: str, reverse: bool, **kwargs) -> None:
    """m2m_changed of an account's neighbourhoods or languages: the entry says which they are now."""
    if action in ("post_add", "post_remove", "post_clear") and not reverse:
        names = [str(row) for row in (*instance.neighbourhoods.all(), *instance.languages.all())]
        log(instance, actions.NARROWED, data={"names": names or [gettext("sin límite")]})


def before_account(sender: type[User], instance: User, raw: bool = False, **kwargs) -> None:
    """pre_save of an account: keep what it was."""
    was = None if raw else User.objects.filter(pk=instance.pk).values("is_active", "is_superuser").first()
    instance._was = was


def after_account(sender: type[User], instance: User, created: bool, raw: bool = False, **kwargs) -> None:
    """post_save of an account: opened, closed, made an administrator or no longer one."""
    was = instance.__dict__.pop("_was", None) or {"is_active": True, "is_superuser": False}
    if raw:
        return
    note_rights(instance, was)


def note_rights(user: User, was: dict[str, bool]) -> None:
    """Write what changed in what an account may: `was` is {"is_active": bool, "is_superuser": bool}."""
    words = {
        ("is_active", True): gettext("abierta"),
        ("is_active", False): gettext("cerrada"),
        ("is_superuser", True): gettext("administra el portal"),
        ("is_superuser", False): gettext("ya no administra el portal"),
    }
    names = [words[name, getattr(user, name)] for name, value in was.items() if value != getattr(user, name)]
    if names:
        log(user, actions.RIGHTS, data={"names": names})


def connect() -> None:
    """Listen to all of it."""
    pairs = [
        (user_logged_in, on_login, None),
        (user_logged_out, on_logout, None),
        (user_login_failed, on_failure, None),
        (user_locked_out, on_locked, None),
        (authentication_failed, on_wrong_code, None),
        (authenticator_added, on_factor_added, None),
        (authenticator_removed, on_factor_removed, None),
        (m2m_changed, on_groups, User.groups.through),
        (m2m_changed, on_narrowed, User.neighbourhoods.through),
        (m2m_changed, on_narrowed, User.languages.through),
        (pre_save, before_account, User),
        (post_save, after_account, User),
    ]
    for signal, receiver, sender in pairs:
        signal.connect(receiver, sender=sender, dispatch_uid=f"audit-{receiver.__name__}-{sender}")
