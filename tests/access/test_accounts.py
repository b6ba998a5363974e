"""Getting in: password, second factor, and no way round either."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from portal.access.accounts import second_factor
from portal.access.roles import RIGHTS, Subject
from portal.core.models import Role, User
from portal.demonstration.accounts import ACCOUNTS
from tests.sharing import made_once

from .accounts import ENROL, LOGIN, PASSWORD, account, browser, code, enrolled, factors, is_in, log_in

pytestmark = pytest.mark.django_db
RESET = "/admin/password_reset/"
OWES = {role for role in Role if RIGHTS[role][Subject.PERSONAL] or "publish" in RIGHTS[role][Subject.PAGE]}


@pytest.fixture
def second_factor_for_nobody():
    """Here it is asked for."""


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@made_once
def editor(db):
    return account(role=Role.EDITOR)


def test_the_table_of_rights_says_who_needs_a_second_factor():
    assert {Role.EDITOR, Role.REVIEWER, Role.CURATOR} == OWES


@pytest.mark.parametrize("role", list(Role))
def test_a_role_that_publishes_or_sees_personal_data_enrols_first_and_no_other(client, role):
    account(role=role)
    log_in(client)
    response = client.get("/admin/")
    assert (response.status_code == 302 and response.url == ENROL) == (role in OWES)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_offered_a_second_factor(client, role):
    user = account(role=role)
    client.force_login(user)
    assert client.get(reverse("mfa_index")).status_code in (200, 302)
    assert client.get(ENROL).status_code in (200, 302)


def test_an_administrator_enrols_first(client):
    account(is_superuser=True)
    log_in(client)
    assert client.get("/admin/users/").url == ENROL


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options", "patch"])
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/pages/", "/admin/account/", "/admin/password_reset/", "/admin/nowhere/"]
)
def test_nothing_of_the_admin_answers_before_enrolment(client, editor, path, method):
    log_in(client)
    response = getattr(client, method)(path)
    assert response.status_code == 302
    assert response.url == ENROL


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/admin/api/main/pages/", {}),
        ("/admin/pages/", {"X-Requested-With": "XMLHttpRequest"}),
        ("/admin/pages/", {"Accept": "application/json"}),
        ("/admin/editing-sessions/ping/wagtailcore/page/1/", {"Sec-Fetch-Dest": "empty"}),
    ],
)
def test_a_script_is_told_in_json(client, editor, path, headers):
    log_in(client)
    response = client.get(path, headers=headers)
    assert response.status_code == 403
    assert "segundo factor" in response.json()["error"]


def test_outside_the_admin_an_account_that_owes_its_factor_is_nobody(client, editor):
    log_in(client)
    assert client.get("/es/").wsgi_request.user.is_anonymous
    assert browser(account("otra", is_superuser=True)).get("/es/").wsgi_request.user.is_authenticated


def test_enrolment_opens_the_admin_and_gives_recovery_codes(client, editor):
    log_in(client)
    page = client.get(ENROL).content.decode()
    assert "<svg" in page
    assert "data:" not in page
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    response = client.post(ENROL, {"code": code(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    response = client.get(response.url)
    assert len(re.findall(r"<code>\d{8}</code>", response.content.decode())) == 10
    assert factors(editor) == {"totp", "recovery_codes"}
    assert is_in(client)


def test_a_wrong_code_enrols_nobody(client, editor):
    log_in(client)
    client.get(ENROL)
    response = client.post(ENROL, {"code": "000000"})
    assert "El código no es correcto" in response.content.decode()
    assert factors(editor) == set()
    assert client.get("/admin/").url == ENROL


def test_each_login_asks_for_the_code(client, editor):
    secret = enrolled(editor)
    response = log_in(client)
    assert response.url == reverse("mfa_authenticate")
    assert client.get("/admin/").url.startswith(LOGIN)
    assert client.post(response.url, {"code": code(secret)}).url == "/admin/"
    assert is_in(client)
    assert log_in(Client()).url == reverse("mfa_authenticate")


def test_after_the_code_one_is_where_one_wanted_to_go(client, editor):
    secret = enrolled(editor)
    client.post(LOGIN, {"username": "ana", "password": PASSWORD, "next": "/admin/reports/"})
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).url == "/admin/reports/"


def test_login_sends_nobody_to_another_site(client):
    account(role=Role.AUTHOR)
    response = client.post(LOGIN, {"username": "ana", "password": PASSWORD, "next": "https://evil.example/"})
    assert response.url == "/admin/"


def test_a_code_is_right_once(client, editor):
    secret = enrolled(editor)
    used = code(secret)
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": used})
    other = Client()
    log_in(other)
    assert other.post(reverse("mfa_authenticate"), {"code": used}).status_code == 200
    assert not is_in(other)
    assert other.post(reverse("mfa_authenticate"), {"code": code(secret, 1)}).url == "/admin/"


def test_a_recovery_code_opens_once(client, editor):
    enrolled(editor)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(editor).get_unused_codes()[0]
    for opens in (True, False):
        client = Client()
        log_in(client)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert is_in(client) is opens


def test_a_session_from_before_the_enrolment_is_not_let_in_by_it(client, editor):
    log_in(client)
    enrolled(editor)
    assert client.get("/admin/").url == LOGIN
    assert client.get("/admin/").url.startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_a_session_that_was_begun_without_a_code_is_asked_for_it(client, editor):
    enrolled(editor)
    client.force_login(editor)
    assert client.get("/admin/pages/").url == LOGIN


def test_who_gives_up_the_app_sets_up_another_one(editor):
    client = browser(editor)
    client.post(reverse("mfa_deactivate_totp"))
    assert factors(editor) == set()
    assert client.get("/admin/").url == ENROL


def test_an_author_may_have_a_second_factor_and_give_it_up(client):
    author = account(role=Role.AUTHOR)
    client = browser(author)
    client.post(reverse("mfa_deactivate_totp"))
    assert is_in(client)


def test_the_secret_is_not_readable_in_the_database(editor):
    secret = enrolled(editor)
    stored = Authenticator.objects.get(user=editor)
    assert secret not in str(stored.data)
    assert stored.wrap().validate_code(code(secret))


def test_a_delicate_change_asks_for_the_password_again(editor):
    client = browser(editor)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    response = client.get(reverse("mfa_deactivate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert client.get(response.url).status_code == 200
    assert client.post(response.url, {"password": PASSWORD}).url == reverse("mfa_deactivate_totp")


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_index", "mfa_view_recovery_codes", "mfa_deactivate_totp"])
@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_pages_of_the_factor_are_shown_in_every_language(editor, name, language):
    client = browser(editor)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(editor)
    assert client.get(reverse(name), headers={"Accept-Language": language}).status_code == 200


def test_only_the_demonstration_exempts_its_own_accounts(client, settings, db):
    admin, other = account("admin", is_superuser=True), account("otra", is_superuser=True)
    assert set(ACCOUNTS) == second_factor._demonstration
    settings.DEMONSTRATION = True
    assert [second_factor.is_needed(user) for user in (admin, other)] == [False, True]
    log_in(client, "admin")
    assert is_in(client)
    settings.DEMONSTRATION = False
    assert [second_factor.is_needed(user) for user in (admin, other)] == [True, True]
    assert client.get("/admin/").url == ENROL


def test_an_account_without_the_admin_does_not_go_round_in_circles(client):
    account()
    response = client.post(LOGIN, {"username": "ana", "password": PASSWORD}, follow=True)
    assert response.status_code == 200
    assert "no tiene acceso a la administración" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/admin/signup/", "/accounts/login/", "/admin/second-factor/signup/", "/admin/email/"]
)
def test_there_is_no_sign_up_and_no_second_login(client, path):
    assert "password1" not in client.get(path, follow=True).content.decode()
    response = client.post(path, {"username": "neue", "login": "neue", "password1": PASSWORD, "password2": PASSWORD})
    assert response.status_code in (302, 404)
    assert not User.objects.exists()


def test_wagtails_own_login_and_reset_are_not_in_the_map():
    from django.urls import resolve

    for path in (LOGIN, "/admin/password_reset/", "/admin/password_reset/done/"):
        assert resolve(path).func.__module__ != "wagtail.admin.views.account"
    assert Client().get("/admin/password_reset/confirm/MQ/set-password/", follow=True).status_code == 404
    assert reverse("wagtailadmin_login") == reverse("account_login") == LOGIN
