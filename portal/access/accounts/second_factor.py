"""Who must have a second factor, and whether a session has passed it.

The answer comes from the table of rights (portal/access/roles.py): whoever may publish or do anything with personal data,
and the administrators. Only a demonstration exempts accounts, those that it makes itself.
"""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from portal.access.roles import RIGHTS, Subject, scopes_of
from portal.core.models import User

PASSED = "second_factor_of"  # in the session: the id of the account that enrolled in it
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

_demonstration = set()


def exempt_in_demonstration(names: dict[str, tuple[str, str | None, str | None]]) -> None:
    """Let accounts with these user names do without a second factor, in a demonstration and nowhere else."""
    _demonstration.update(names)


def is_exempt(user: User) -> bool:
    """Tell whether an account is one of the demonstration's own, in a demonstration."""
    return settings.DEMONSTRATION and user.get_username() in _demonstration


def sees_personal_data(user: User) -> bool:
    """Tell whether an account may see personal data somewhere, or will when it likes, as administrators do."""
    return user.is_superuser or any(RIGHTS[scope.role][Subject.PERSONAL] for scope in scopes_of(user))


def publishes(user: User) -> bool:
    """Tell whether an account may publish pages somewhere."""
    return user.is_superuser or any(scope.may(Subject.PAGE, "publish") for scope in scopes_of(user))


def is_needed(user: User) -> bool:
    """Tell whether an account (User) must have a second factor."""
    return not is_exempt(user) and (publishes(user) or sees_personal_data(user))


def has_factor(user: User) -> bool:
    """Tell whether an account has a second factor; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def has_passed(request: HttpRequest) -> bool:
    """Tell whether the session of a request has shown a second factor, or was the one in which it was set up."""
    if request.session.get(PASSED) == request.user.pk:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def is_owed(request: HttpRequest) -> bool:
    """Tell whether a request comes from an account that must show a second factor before anything else."""
    return request.user.is_authenticated and not has_passed(request) and is_needed(request.user)


def reset_second_factors(user: User) -> None:
    """Take all second factors and recovery codes from an account and end its sessions; its next login sets up a new one."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def mark_passed(request: HttpRequest) -> None:
    """Note that the session of a request is the one in which its account set up a factor."""
    request.session[PASSED] = request.user.pk


def on_removed(sender: type[Authenticator], request: HttpRequest, user: User, **kwargs) -> None:
    """authenticator_removed: a session that gave up its last factor must set up another one."""
    if not has_factor(user):
        request.session.pop(PASSED, None)
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [row for row in records if row["method"] != "mfa"]


def connect() -> None:
    """Listen to factors that go."""
    authenticator_removed.connect(on_removed, dispatch_uid="second-factor-removed")
