"""What content pages say of the portal is what it does: cookies, personal data, centres."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.core.dates import duration_of_days
from portal.events.models import Registration
from portal.home.portal_facts import cookie_rows
from portal.practices.models import PracticeContact
from tests import factories
from tests.access.accounts import PASSWORD, log_in

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture
def west():
    return factories.district_page()


def facts_page(topic):
    """Return a content page that shows one topic."""
    page = factories.content("Tus datos")
    page.body = [("portal_facts", {"topic": topic})]
    return factories.publish(page)


def shown(client, topic):
    """Return the HTML of a page with the facts of one topic."""
    response = client.get(facts_page(topic).url)
    assert response.status_code == 200
    return response.content.decode()


def set_by(response):
    """Return {name: days} of the cookies that an answer sets; None for those that end with the browser."""
    return {
        name: int(cookie["max-age"]) / DAY if cookie["max-age"] != "" else None
        for name, cookie in response.cookies.items()
    }


def named():
    """Return {name: days} of the cookies that the page names."""
    return {row["name"]: row["days"] for row in cookie_rows()}


def test_whoever_only_reads_gets_no_cookie(client, west):
    for path in ("/es/", west.url, facts_page("cookies").url, "/es/search/?q=x", "/es/distritos/?q=x", "/es/agenda/"):
        assert set_by(client.get(path)) == {}, path


def test_the_district_is_kept_as_long_as_the_page_says(client, west):
    answer = client.post(reverse("my_district"), {"district": west.record.code, "next": "/es/"})
    assert set_by(answer) == {"district": named()["district"]}


def test_an_account_of_the_team_gets_the_cookies_that_the_page_names(client):
    get_user_model().objects.create_user("ana", "ana@example.org", PASSWORD, is_superuser=True)
    login, entry = client.get(reverse("account_login")), log_in(client)
    found = set_by(login) | set_by(entry) | set_by(client.get(reverse("wagtailadmin_home")))
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= set(found)
    for name, days in found.items():
        assert days == named()[name], name


def test_the_page_names_every_cookie_with_its_time(client):
    html = shown(client, "cookies")
    for row in cookie_rows():
        assert row["name"] in html
        assert row["days"] is None or f"Dura {duration_of_days(row['days'])}" in html


def test_personal_data_are_told_with_purpose_and_retention(client):
    html = shown(client, "personal-data")
    for data in (Registration.personal_data, PracticeContact.personal_data):
        assert str(data.purpose) in html
        assert duration_of_days(data.days) in html
        assert str(data.since) in html


def test_centres_are_those_of_the_records(client, west):
    west.record.phone, west.record.address = "0800 555 0199", "Calle Nueva 3"
    west.record.save()
    html = shown(client, "centres")
    assert "0800 555 0199" in html
    assert "Calle Nueva 3" in html
    west.record.phone = "0800 555 0198"
    west.record.save()
    assert "0800 555 0198" in shown(client, "centres")


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 día"), (7, "7 días"), (60, "2 meses"), (365, "1 año"), (1095, "3 años")]
)
def test_days_are_said_as_people_say_them(days, words):
    assert duration_of_days(days) == words
