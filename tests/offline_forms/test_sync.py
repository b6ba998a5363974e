"""What the sync address answers: JSON with a reason whatever is sent, 401 without a login, 403 for another account."""

import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.http.request import UnreadablePostError
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.models import User
from portal.offline_forms.sync import LARGEST, account_mark, is_mark_of, login_address, sent_texts, sync_view

ADDRESS = "/forms/minutes/SES-1/sync/"
ANA, BEN = User(pk=1, username="ana"), User(pk=2, username="ben")
WRONG = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@sync_view
def echo(request):
    """Answer with what was sent."""
    sent = sent_texts(request)
    return JsonResponse({"base": sent.base, "content": sent.content})


def post(body, user=ANA, **extra):
    """Return the answer to a body: bytes, or what becomes JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = RequestFactory().post(ADDRESS, raw, content_type="application/json", **extra)
    request.user = user
    return echo(request)


def said(base=None, content=None, account=None):
    """Return a body as the script sends it."""
    return {"account": account or account_mark(ANA), "base": base or {}, "content": content or {}}


def test_texts_arrive():
    answer = post(said({"summary": "a"}, {"summary": "ñandú"}))
    assert (answer.status_code, json.loads(answer.content)["content"]) == (200, {"summary": "ñandú"})
    assert "no-store" in answer["Cache-Control"]


def test_without_a_login_it_says_where_to_log_in_and_does_not_lead_there():
    answer = post(said(), AnonymousUser())
    assert answer.status_code == 401
    assert json.loads(answer.content) == {"login": login_address("/forms/minutes/SES-1/")}
    assert "next=%2Fforms%2Fminutes%2FSES-1%2F" in login_address("/forms/minutes/SES-1/")


def test_the_draft_of_another_account_is_not_taken():
    answer = post(said(account=account_mark(BEN)))
    assert answer.status_code == 403
    assert "otra cuenta" in json.loads(answer.content)["error"]


def test_a_mark_tells_accounts_apart_and_nothing_of_them():
    assert account_mark(ANA) != account_mark(BEN)
    assert is_mark_of(ANA, account_mark(ANA))
    assert not any(is_mark_of(ANA, mark) for mark in (account_mark(BEN), "", None, 1, account_mark(ANA)[:8]))


def test_a_mark_is_known_after_a_change_of_the_secret(settings):
    before = account_mark(ANA)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret"
    assert account_mark(ANA) != before
    assert is_mark_of(ANA, before)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"1" * 5000,
        b"[]",
        b'"text"',
        {"account": account_mark(ANA)},
        said() | {"base": []},
        said() | {"content": None},
        said(content={"summary": 1}),
        said(base={"summary": ["a"]}),
        said(content={"summary": "a" * LARGEST}),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_refused_in_words(body):
    answer = post(body)
    assert answer.status_code == 400
    assert json.loads(answer.content)["error"].endswith(".")


def test_a_body_that_does_not_say_its_true_length_is_refused():
    large = said(content={"summary": "a" * LARGEST})
    assert post(large, CONTENT_LENGTH="9" * 12).status_code == 400
    assert post(said(), CONTENT_LENGTH="many").status_code == 400


def test_a_connection_that_breaks_is_no_fault_of_the_portal():
    class Broken(io.BytesIO):
        def read(self, *size):
            raise UnreadablePostError("gone")

    request = RequestFactory().post(ADDRESS, b"{}", content_type="application/json")
    request.user, request._stream = ANA, Broken()
    assert echo(request).status_code == 400


def test_what_no_database_takes_is_left_out():
    answer = post(said(content={"summary\0": "uno\0dos\ud800"}))
    assert json.loads(answer.content)["content"] == {"summary": "unodos"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRONG)
def test_no_json_is_a_fault_of_the_server(body):
    assert post(body).status_code in (400, 403)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRONG, WRONG)
def test_no_texts_are_a_fault_of_the_server(base, content):
    assert post({"account": account_mark(ANA), "base": base, "content": content}).status_code in (200, 400)
