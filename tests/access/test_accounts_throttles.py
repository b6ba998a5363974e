"""Only so many attempts: counted in the database, by account and address, told in words."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.access.accounts import throttles
from portal.access.accounts.mail import send_resets
from portal.core.models import Attempt, Role
from tests.sharing import made_once

from .accounts import LOGIN, PASSWORD, account, browser, code, enrolled, is_in, log_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("attempts are counted under concurrency, by the database"),
]
RESET = "/admin/password_reset/"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@made_once
def author(db):
    return account(role=Role.AUTHOR)


def fail(times, name="ana", **extra):
    """Send wrong passwords, each from a fresh browser of another process; return the last response."""
    for number in range(times):
        cache.clear()
        response = log_in(Client(), name, f"wrong {number}", **extra)
    return response


def test_after_five_wrong_passwords_the_right_one_does_not_help(author):
    assert fail(4).status_code == 200
    response = fail(1)
    assert response.status_code == 429
    assert "15 minutos" in response.content.decode()
    assert response["Retry-After"] == "900"
    client = Client()
    assert log_in(client).status_code == 429
    assert not is_in(client)


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Demasiados"), ("en", "Too many"), ("fr", "Trop"), ("pt", "Muitas")]
)
def test_the_lock_speaks_the_readers_language(author, language, words):
    assert words in fail(5, headers={"Accept-Language": language}).content.decode()


def test_the_lock_ends_by_itself(author):
    fail(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    client = Client()
    log_in(client)
    assert is_in(client)


def test_attempts_during_the_lock_do_not_make_it_longer(author):
    fail(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert "5 minutos" in fail(3).content.decode()


def test_another_address_and_another_account_are_not_locked(author):
    account("eva")
    fail(5)
    assert log_in(Client(), REMOTE_ADDR="10.0.0.9").status_code == 302
    assert log_in(Client(), "eva").status_code == 302


@pytest.mark.parametrize("names", [["ana", "Ana", "ANA", "aNa", " ana"], ["ana"] * 5])
def test_other_letters_and_browsers_are_no_other_account(author, names):
    for number, name in enumerate(names):
        log_in(Client(), name, "wrong", headers={"User-Agent": f"browser {number}"})
    assert log_in(Client()).status_code == 429


def test_an_account_that_does_not_exist_is_answered_alike(author):
    known, unknown = log_in(Client(), "ana", "wrong"), log_in(Client(), "nobody", "wrong")
    assert known.status_code == unknown.status_code == 200
    bodies = [re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode()) for response in (known, unknown)]
    assert bodies[0].replace('value="ana"', "") == bodies[1].replace('value="nobody"', "")
    assert fail(5, "nobody").status_code == 429


def test_a_forged_address_is_not_believed(author):
    for number in range(5):
        response = log_in(Client(), "ana", "wrong", headers={"X-Forwarded-For": f"10.1.1.{number}"})
    assert response.status_code == 429


def test_behind_a_proxy_the_address_that_the_proxy_wrote_counts(author, settings):
    settings.TRUST_PROXY = 1
    for number in range(5):
        log_in(Client(), "ana", "wrong", headers={"X-Forwarded-For": f"10.1.1.{number}, 192.0.2.7"})
    assert log_in(Client(), headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.7"}).status_code == 429
    assert log_in(Client(), headers={"X-Forwarded-For": "192.0.2.7, 192.0.2.8"}).status_code == 302


@pytest.mark.parametrize("header", ["", "nonsense", "1.2.3.4:80", "x" * 5000, "'; DROP TABLE"])
def test_a_broken_address_breaks_nothing(author, settings, header):
    settings.TRUST_PROXY = 1
    assert log_in(Client(), "ana", "wrong", headers={"X-Forwarded-For": header}).status_code == 200


def test_no_password_is_stored_with_an_attempt(author):
    log_in(Client(), "ana", "mi-secreto-de-siempre")
    rows = str(list(AccessAttempt.objects.values()))
    assert "failures_since_start" in rows
    assert "mi-secreto" not in rows


def test_wrong_codes_are_counted_too(author):
    secret = enrolled(author)
    client = Client()
    log_in(client)
    for _ in range(5):
        cache.clear()
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    response = client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert "Vuelve a probar en 15 minutos" in response.content.decode()
    assert throttles.is_locked(author)
    assert not is_in(client)
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_in(client)


def test_a_right_code_clears_the_count(author):
    browser(author)
    assert not Attempt.of(throttles.CODES, author.pk).exists()


def test_an_administrator_can_unlock(author):
    fail(5)
    assert throttles.is_locked(author)
    throttles.reset_attempts(author)
    assert not throttles.is_locked(author)
    assert log_in(Client()).status_code == 302


def ask(email, **extra):
    """Ask for a new password, from a fresh browser of another process; return the response."""
    cache.clear()
    return Client().post(RESET, {"email": email}, **extra)


def test_a_new_password_may_be_asked_for_three_times_an_hour(author):
    assert [ask("ana@example.org").status_code for _ in range(4)] == [302, 302, 302, 429]
    assert "Vuelve a probar en 60 minutos" in ask("ana@example.org").content.decode()
    assert [ask("ANA@example.org").status_code, ask("eva@example.org").status_code] == [429, 302]


def test_an_address_may_ask_for_twenty_accounts_an_hour(db):
    assert [ask(f"a{number}@example.org").status_code for number in range(21)] == [302] * 20 + [429]
    assert ask("other@example.org", REMOTE_ADDR="10.0.0.9").status_code == 302


def test_the_answer_does_not_say_whether_there_is_an_account(author, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    for email in ("ana@example.org", "nobody@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            assert ask(email).url == f"{RESET}done/"
    assert DBTaskResult.objects.filter(task_path__endswith="send_resets").count() == 2


def test_the_mail_leads_to_a_new_password_and_ends_the_sessions(author, settings):
    settings.BASE_URL = "https://participa.example"
    was_in = browser(author)
    send_resets.func("ana@example.org", "es")
    message = mail.outbox[0]
    assert (message.to, "ana" in message.body) == (["ana@example.org"], True)
    link = next(word for word in message.body.split() if word.startswith("https://participa.example/"))
    client = Client()
    form = client.get(link.removeprefix("https://participa.example"))
    fields = {"password1": "otra-clave-larga-9", "password2": "otra-clave-larga-9"}
    assert client.post(form.url, fields).url == f"{RESET}complete/"
    assert not is_in(was_in)
    assert not is_in(client)
    assert log_in(Client()).status_code == 200
    assert log_in(Client(), password="otra-clave-larga-9").url == reverse("mfa_authenticate")
    assert "Este enlace ya no sirve" in client.get(link.removeprefix("https://participa.example")).content.decode()


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_no_mail_goes_to_who_has_no_account(email, db):
    account("closed", is_active=False)
    send_resets.func(email, "es")
    assert mail.outbox == []


def test_a_closed_account_does_not_get_in(author):
    author.is_active = False
    author.save()
    assert log_in(Client()).status_code == 200


@pytest.mark.parametrize(
    "fields", [{}, {"username": "x" * 9999}, {"username": "a\x00b"}, {"next": "javascript:alert(1)"}]
)
def test_a_hostile_form_breaks_nothing(db, fields):
    for path in (LOGIN, RESET):
        assert Client().post(path, {"password": PASSWORD, "email": "a", **fields}).status_code == 200


def test_old_attempts_are_forgotten(author):
    fail(1)
    Attempt.count(throttles.CODES, "1", 5, timedelta(minutes=15))
    throttles.purge_attempts(timezone.now())
    assert (AccessAttempt.objects.count(), Attempt.objects.count()) == (1, 3)
    throttles.purge_attempts(timezone.now() + timedelta(days=2))
    assert (AccessAttempt.objects.count(), Attempt.objects.count()) == (0, 0)
