"""Sessions end: after hours without a sign of life, after days in any case, and when the password changes."""

import time

import pytest
from django.conf import settings
from django.test import Client

from portal.access.accounts.middleware import BEGAN, SEEN
from portal.core.models import Role

from .accounts import PASSWORD, account, is_in, log_in

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def client():
    account(role=Role.AUTHOR)
    client = Client()
    log_in(client)
    client.get("/admin/account/")
    return client


def moved(client, **seconds):
    """Move the times that a session keeps into the past, by seconds."""
    session = client.session
    for name, by in seconds.items():
        session[name] -= by
    session.save()


@pytest.mark.parametrize(("hours", "lives"), [(7.9, True), (8.1, False)])
def test_a_session_ends_after_eight_hours_without_activity(client, hours, lives):
    moved(client, **{SEEN: hours * HOUR})
    assert is_in(client) is lives


@pytest.mark.parametrize(("days", "lives"), [(6.9, True), (7.1, False)])
def test_a_session_ends_after_seven_days_in_any_case(client, days, lives):
    moved(client, **{BEGAN: days * 24 * HOUR})
    assert is_in(client) is lives


def test_activity_keeps_a_session(client):
    moved(client, **{SEEN: 5 * HOUR})
    assert is_in(client)
    assert time.time() - client.session[SEEN] < 60
    moved(client, **{SEEN: 5 * HOUR})
    assert is_in(client)


def test_an_open_page_alone_is_no_activity(client):
    moved(client, **{SEEN: 5 * HOUR})
    seen = client.session[SEEN]
    client.get("/admin/editing-sessions/ping/wagtailcore/page/1/")
    assert client.session[SEEN] == seen


def test_a_used_session_is_written_once_a_minute_at_most(client, django_assert_max_num_queries):
    client.get("/admin/account/")
    before = dict(client.session)
    client.get("/admin/account/")
    assert dict(client.session) == before


def test_ended_sessions_are_ended_for_public_pages_as_well(client):
    moved(client, **{SEEN: 9 * HOUR})
    assert client.get("/es/").wsgi_request.user.is_anonymous
    assert "_auth_user_id" not in client.session


def test_a_changed_password_ends_all_other_sessions(client):
    other = Client()
    log_in(other)
    names = {
        "name_email-first_name": "Ana",
        "name_email-last_name": "B",
        "name_email-email": "ana@example.org",
        "locale-preferred_language": "es",
        "locale-current_time_zone": "America/Argentina/Buenos_Aires",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    change = {
        "password-old_password": PASSWORD,
        "password-new_password1": "otra-clave-larga-9",
        "password-new_password2": "otra-clave-larga-9",
    }
    response = client.post("/admin/account/", {**names, **change})
    assert response.status_code == 302
    assert is_in(client)
    assert not is_in(other)


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_only_a_post_ends_a_session(client, method):
    answer = getattr(client, method)("/admin/logout/")
    assert answer.status_code == 405
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert is_in(client)


def test_a_post_ends_a_session(client):
    assert client.post("/admin/logout/").status_code == 302
    assert not is_in(client)
