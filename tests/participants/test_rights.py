"""Who sees and changes the participants of a session: who answers for its place, and nobody else."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.models import Role, User
from portal.participants.models import Participant
from tests.councils import city
from tests.districts.teams import browser
from tests.factories import district_page, neighbourhood
from tests.office.dashboard.office import member

from .people import came, entry, held, line, listed

pytestmark = pytest.mark.django_db
SESSIONS = "/admin/participants/"


def addresses(row):
    """Return every address that names a session, and a line of its list."""
    one = [reverse(f"participant_{name}", args=[row.session_id]) for name in ("list", "entry")]
    return [*one, *(reverse(f"participant_{name}", args=[row.session_id, row.pk]) for name in ("edit", "delete"))]


def statuses(client, method, row, **data):
    """Return the statuses with which the addresses of a row answer, redirections followed; the list takes no post."""
    asked = addresses(row)[method == "post" :]
    return {getattr(client, method)(address, data, follow=True).status_code for address in asked}


@pytest.fixture
def zulema(meeting):
    return came(meeting, "Zulema Quiroga", email="zulema@example.org")


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.STATISTICS])
def test_who_has_nothing_to_do_with_personal_data_is_refused(west, zulema, role):
    stranger = browser(member(role, west, languages=["fr"]))
    assert stranger.get(SESSIONS).status_code == 403
    assert statuses(stranger, "get", zulema) == {403}
    assert statuses(stranger, "post", zulema, **line()) == {403}
    assert "/admin/participants/" not in stranger.get("/admin/").content.decode()
    assert Participant.objects.get().name == "Zulema Quiroga"


def test_a_session_of_another_district_is_not_there(zulema):
    stranger = browser(member(Role.REVIEWER, district_page("Sur", "sur")))
    assert statuses(stranger, "get", zulema) == {404}
    assert statuses(stranger, "post", zulema, **line()) == {404}
    assert zulema.session.title not in stranger.get(SESSIONS).content.decode()
    assert Participant.objects.get().name == "Zulema Quiroga"


def test_an_official_answers_for_the_sessions_of_her_neighbourhoods_alone(west, elm, zulema):
    hers = browser(member(Role.REVIEWER, west, [elm]))
    others = browser(member(Role.REVIEWER, west, [neighbourhood(west, "La Loma")]))
    assert statuses(hers, "get", zulema) == {200}
    assert statuses(others, "get", zulema) == {404}
    assert statuses(others, "post", zulema, **line()) == {404}
    assert zulema.session.title in hers.get(SESSIONS).content.decode()
    assert zulema.session.title not in others.get(SESSIONS).content.decode()


def test_what_has_no_neighbourhood_is_the_districts(west, elm, council):
    row = came(held(council, neighbourhood=None))
    assert statuses(browser(member(Role.REVIEWER, west, [elm])), "get", row) == {404}
    assert statuses(browser(member(Role.REVIEWER, west)), "get", row) == {200}


def test_an_editor_writes_and_does_not_delete(editor, zulema):
    address = reverse("participant_delete", args=[zulema.session_id, zulema.pk])
    assert editor.get(address).status_code == editor.post(address).status_code == 403
    assert address not in editor.get(listed(zulema.session)).content.decode()
    assert Participant.objects.exists()


def test_the_rights_are_asked_again_when_a_line_is_sent(editor, clerk, meeting):
    assert editor.get(entry(meeting)).status_code == 200
    clerk.groups.clear()
    assert editor.post(entry(meeting), line()).status_code in (302, 403)
    assert not Participant.objects.exists()


def test_a_line_belongs_to_the_session_of_its_address(reviewer, council, zulema):
    other = held(council, 7)
    for name in ("edit", "delete"):
        address = reverse(f"participant_{name}", args=[other.pk, zulema.pk])
        assert reviewer.post(address, line(), follow=True).status_code == 404
    assert Participant.objects.get().name == "Zulema Quiroga"


@pytest.mark.parametrize("key", [0, 999_999, 10**21])
def test_a_session_that_is_none_is_not_there(editor, key):
    assert editor.get(f"/admin/participants/{key}/entry/", follow=True).status_code == 404


def test_visitors_are_asked_to_log_in(zulema):
    for address in [SESSIONS, *addresses(zulema)]:
        assert "/login/" in Client().get(address)["Location"]


def test_administrators_see_every_session(zulema):
    boss = browser(User.objects.create_superuser("boss", "boss@example.org", "secret"))
    assert statuses(boss, "get", zulema) == {200}


def test_the_button_stands_on_a_sessions_page_for_who_may(editor, west, meeting):
    edit = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert listed(meeting) in editor.get(edit).content.decode()
    author = member(Role.AUTHOR, west)
    own = held(meeting.council, owner=author)
    assert listed(own) not in browser(author).get(reverse("wagtailadmin_pages:edit", args=[own.pk])).content.decode()


def test_a_session_of_no_district_is_the_curators(editor, zulema):
    session = city.session(zulema.session.council, zulema.session.start)
    type(session)._base_manager.filter(pk=session.pk).update(district=None, neighbourhood=None)
    assert editor.post(entry(session), line(key=str(uuid4())), follow=True).status_code == 404
