"""Rules of every request of an account: how long its session lives, and the second factor before anything else."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.middleware import ADMIN, STAFF

from . import second_factor

BEGAN, SEEN = "session_began", "session_seen"  # in the session: seconds since 1970
NOTED_EVERY = 60
#: the browser does these by itself as long as a page is open: they are no sign of an editor
BY_ITSELF = (f"{ADMIN}editing-sessions/",)
#: what an account may reach that still owes its second factor: setting one up, showing it, leaving
ON_THE_WAY = frozenset(
    {
        "account_login",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
    }
)


class SessionLifeMiddleware:
    """End the session of an account that did nothing for hours, or that began days ago."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self.look_at(request)
        return self.get_response(request)

    @staticmethod
    def look_at(request):
        """End a session whose time is over; else note that it is used, at most once a minute."""
        now, session = time.time(), request.session
        began, seen = session.get(BEGAN, now), session.get(SEEN, now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif BEGAN not in session or (now - seen > NOTED_EVERY and not request.path.startswith(BY_ITSELF)):
            session[BEGAN], session[SEEN] = began, now


class SecondFactorMiddleware:
    """An account that owes its second factor is led to it where its work is, and is nobody everywhere else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Return what an account that owes its second factor gets instead of a view; None lets the view answer."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not second_factor.is_owed(request):
            return None
        if not request.path.startswith(STAFF):
            request.user = AnonymousUser()
            return None
        request.owes_second_factor = True
        if request.resolver_match.view_name in ON_THE_WAY and not second_factor.has_factor(request.user):
            return None
        return self.instead(request)

    @staticmethod
    def instead(request):
        """Return the way to the second factor: for a script a 403 that says so, for a person the page where it begins."""
        has_one = second_factor.has_factor(request.user)
        if has_one:
            logout(request)  # it began before the factor was set up elsewhere: only a new login may ask for it
        if is_script(request):
            return JsonResponse({"error": _("Falta el segundo factor de esta cuenta.")}, status=403)
        return redirect(reverse("account_login" if has_one else "mfa_activate_totp"))


def is_script(request: HttpRequest) -> bool:
    """Tell whether a request is a script's, which can do nothing with a page."""
    return (
        get_adapter().is_ajax(request)
        or request.path.startswith(f"{ADMIN}api/")
        or request.headers.get("sec-fetch-dest") == "empty"
    )
