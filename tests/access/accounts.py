"""Accounts that get in through the login page, with a password and a code."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.core.models import Role, User
from portal.districts.roles import ensure_curators, ensure_district_team
from tests.factories import district_page

PASSWORD = "tres-tristes-tigres"
LOGIN = "/admin/login/"
ENROL = "/admin/second-factor/app/"


def account(name="ana", role=None, **fields):
    """Return a new account; `role` (Role) makes it a member of a district's team or of the curators."""
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, **fields)
    if role == Role.CURATOR:
        user.groups.add(ensure_curators())
    elif role:
        district = district_page("Oeste", "oeste").record
        user.groups.add(ensure_district_team(district)[role])
    return user


def log_in(client, name="ana", password=PASSWORD, **extra):
    """Send the login form; return the response."""
    return client.post(LOGIN, {"username": name, "password": password}, **extra)


def enrolled(user):
    """Give an account an app of codes; return its secret (str)."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code(secret, step=0):
    """Return the code that an app shows now, or `step` half minutes from now."""
    now = list(counters())[1]
    return format_hotp_value(hotp_value(secret, now + step))


def is_in(client):
    """Tell whether a browser is in the admin."""
    return client.get(reverse("wagtailadmin_account")).status_code == 200


def browser(user):
    """Return a Client that came in with a password and a code."""
    client, secret = Client(), enrolled(user)
    log_in(client, user.username)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    return client


def factors(user):
    """Return the kinds (set) of factors of an account."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def group(role):
    """Return the group of a role."""
    return Group.objects.get(team__role=role)
