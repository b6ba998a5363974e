"""Passwords have budgets by name and by network beside that of both together, and hashing takes no threads from readers."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.test import Client
from django.urls import reverse

from portal.access.accounts import throttles
from portal.core.models import Attempt, Role
from tests.sharing import made_once

from .accounts import account, browser, log_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("attempts are counted under concurrency, by the database"),
]


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@made_once
def author(db):
    return account(role=Role.AUTHOR)


def test_from_many_addresses_an_account_has_one_budget(author):
    for number in range(20):
        assert log_in(Client(), "ana", "wrong", REMOTE_ADDR=f"10.0.0.{number}").status_code == 200
    response = log_in(Client(), "ana", REMOTE_ADDR="10.0.1.1")
    assert response.status_code == 429
    assert "Vuelve a probar en 15 minutos" in response.content.decode()
    assert throttles.is_locked(author)
    throttles.reset_attempts(author)
    assert log_in(Client(), "ana", REMOTE_ADDR="10.0.1.1").status_code == 302


def test_a_name_without_account_has_the_same_budget(db):
    codes = [log_in(Client(), "nobody", "wrong", REMOTE_ADDR=f"10.0.0.{number}").status_code for number in range(21)]
    assert codes == [200] * 20 + [429]


def test_where_she_came_in_before_others_do_not_lock_her_out(author):
    log_in(Client(), "ana", REMOTE_ADDR="192.0.2.7")
    for number in range(21):
        log_in(Client(), "ana", "wrong", REMOTE_ADDR=f"10.0.0.{number}")
    assert log_in(Client(), "ana", REMOTE_ADDR="10.0.1.1").status_code == 429
    assert log_in(Client(), "ana", REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.mark.parametrize("addresses", [["10.0.0.1"] * 51, [f"2001:db8::{number:x}" for number in range(51)]])
def test_an_address_has_one_budget_over_all_accounts(author, addresses):
    codes = [
        log_in(Client(), f"name {number}", "wrong", REMOTE_ADDR=address).status_code
        for number, address in enumerate(addresses)
    ]
    assert codes == [200] * 50 + [429]
    assert log_in(Client(), REMOTE_ADDR="192.0.2.1").status_code == 302


def test_right_passwords_cost_nothing_of_the_budget(author):
    for _ in range(60):
        assert log_in(Client()).status_code == 302
    assert not Attempt.objects.filter(kind__in=(throttles.OF_NAME, throttles.OF_NETWORK)).exists()


def test_attempts_during_the_lock_do_not_lock_other_addresses(author):
    for number in range(30):
        log_in(Client(), "ana", f"wrong {number}")
    assert log_in(Client(), REMOTE_ADDR="10.0.0.9").status_code == 302


def test_no_password_is_looked_at_when_the_budget_is_empty(author, monkeypatch):
    looked = []
    monkeypatch.setattr(throttles, "NETWORK_TIMES", 0)
    monkeypatch.setattr(ModelBackend, "authenticate", lambda *args, **kwargs: looked.append(args))
    assert log_in(Client()).status_code == log_in(Client(), "nobody").status_code == 429
    assert looked == []


def test_hashing_takes_one_thread_and_one_waits(author):
    with throttles.one_at_a_time("eva", ""), throttles._door:
        response = log_in(Client())
        assert response.status_code == 429
        assert "Espera unos segundos" in response.content.decode()
    assert not Attempt.objects.filter(kind__in=(throttles.OF_NAME, throttles.OF_NETWORK)).exists()
    assert log_in(Client()).status_code == 302


def test_a_password_shown_again_is_counted_too(author):
    client = browser(author)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    path = reverse("account_reauthenticate")
    codes = [client.post(path, {"password": f"wrong {number}"}).status_code for number in range(6)]
    assert codes[0] == 200
    assert codes[-1] == 429
