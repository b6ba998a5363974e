"""«Actas» in the admin: the list, the page of one record, and who sees them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.events.choices import EventState
from portal.minutes.models import Minutes
from portal.minutes.publication import approve, give_back_draft, send_to_review
from tests.councils import city
from tests.districts.teams import browser
from tests.factories import district_page, publish, translate
from tests.minutes.held import coming_session, held_session, published, written, wrote
from tests.office.dashboard.office import member

pytestmark = pytest.mark.django_db

INDEX = "minutes_index"


def page_of(session):
    """Return the address of the page of a session's minutes."""
    return reverse("minutes_overview", args=[session.reference])


def listed(client, **asked):
    """Return {reference: row} of the list as an account sees it."""
    return {row.session.reference: row for row in client.get(reverse(INDEX), asked).context["rows"]}


def test_the_list_has_each_session_that_was_held_with_what_it_waits_for(council, writer):
    missing, begun, public = (held_session(council, days=days) for days in (5, 4, 3))
    coming_session(council)
    wrote(begun, writer, {"summary": "Algo"})
    published(public, writer)
    rows = listed(browser(writer))
    assert {key: row.stage for key, row in rows.items()} == {
        missing.reference: "missing",
        begun.reference: "draft",
        public.reference: "provisional",
    }
    assert rows[missing.reference].waits == "Falta escribirla. La sesión fue hace 5 días."
    assert rows[public.reference].waits == "Quedan 15 días para pedir correcciones."


def test_a_cancelled_session_has_no_missing_minutes(council, writer):
    held_session(council, state=EventState.CANCELLED, cancel_reason="Llueve.")
    assert listed(browser(writer)) == {}


def test_the_list_is_narrowed_to_a_state_or_a_council(west, council, writer):
    other = held_session(city.council(west, "Consejo de Salud"))
    first, second = held_session(council, days=3), held_session(council, days=4)
    wrote(second, writer, {"summary": "Algo"})
    client = browser(writer)
    assert set(listed(client, state="missing")) == {first.reference, other.reference}
    assert set(listed(client, council=str(council.pk))) == {first.reference, second.reference}
    assert set(listed(client, council="x", state="y")) == {first.reference, second.reference, other.reference}


def test_a_session_in_two_languages_stands_there_once(council, west, writer):
    translate(west, "fr")
    translate(council, "fr")
    session = held_session(council)
    translate(session, "fr")
    assert list(listed(browser(writer))) == [session.reference]


def test_the_list_asks_as_much_for_twenty_sessions_as_for_one(council, writer):
    client, counted = browser(writer), []
    for number in (1, 19):
        for at in range(number):
            published(held_session(council, days=2 + at), writer)
        client.get(reverse(INDEX))  # what is kept is kept
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(INDEX)).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_page_shows_the_draft_point_by_point(held, writer):
    first, second = held.items.all()
    wrote(
        held,
        writer,
        {
            f"item.{first.code}.outcome": "moved",
            f"item.{first.code}.discussed": "Se habló de los juegos.",
            "agreement.aaaaaa1.text": "Se pinta la plaza",
            "agreement.aaaaaa1.item": first.code,
            "said.aaaaaa2.text": "La esquina está a oscuras",
            "said.aaaaaa2.kind": "complaint",
            "said.aaaaaa2.item": second.code,
            "said.aaaaaa2.times": "3",
            "count.hall": "12",
        },
    )
    draft = browser(writer).get(page_of(held)).context["draft"]
    assert [point.title for point in draft.points] == [first.title, second.title]
    assert (draft.points[0].outcome, draft.points[0].agreements) == ("Pasa a otra sesión", ["Se pinta la plaza"])
    assert draft.points[1].said == [
        {"kind": "Reclamo", "text": "La esquina está a oscuras", "facts": "lo dijeron 3"},
    ]
    assert (draft.total, draft.tallies) == (12, [[("En la sala", "12")]])


def test_what_is_missing_leads_to_its_field_in_the_form(held, writer):
    wrote(held, writer, {"summary": "Algo"})
    answer = browser(writer).get(page_of(held))
    code = held.items.first().code
    lines = {line["url"]: line["place"] for line in answer.context["faults"]}
    assert lines[f"/forms/minutes/{held.reference}/#item.{code}.outcome"] == "La plaza"
    assert lines[f"/forms/minutes/{held.reference}/#count.hall"] == "En la sala"
    assert f'href="/forms/minutes/{held.reference}/#count.hall"' in answer.content.decode()


def test_a_number_that_changed_is_shown_with_who_and_from_what_to_what(held, writer):
    wrote(held, writer, written(held))
    wrote(held, writer, written(held, count__hall="31"))
    text = " ".join(browser(writer).get(page_of(held)).content.decode().split())
    assert "de 30 a 31" in text
    assert str(writer) in text


def test_versions_stand_with_their_reasons(held, writer):
    published(held, writer)
    published(held, writer, written(held, count__hall="31"), reason="Contamos de nuevo.")
    answer = browser(writer).get(page_of(held))
    assert [version.number for version in answer.context["versions"]] == [2, 1]
    assert "Contamos de nuevo." in answer.content.decode()


def test_nobody_has_written_and_the_page_leads_to_the_form(held, writer):
    answer = browser(writer).get(page_of(held))
    assert answer.context["form_url"] == f"/forms/minutes/{held.reference}/"
    assert (answer.context["draft"], answer.context["steps"]) == (None, [])
    assert not Minutes.objects.exists()


def test_each_state_says_what_comes_next(held, writer, council):
    client, said = browser(writer), []

    def look():
        said.append(client.get(page_of(held)).context["next_step"])

    look()
    wrote(held, writer, written(held))
    look()
    send_to_review(held, writer)
    look()
    give_back_draft(held, writer, "Falta algo.")
    published(held, writer)
    look()
    approve(held, writer)
    look()
    assert len(set(said)) == 5


def test_a_session_of_another_district_is_not_found(held):
    stranger = browser(member(Role.REVIEWER, district_page("Sur", "sur")))
    for url in (page_of(held), reverse("minutes_annexes", args=[held.reference])):
        assert stranger.get(url, follow=True).status_code == 404
    assert stranger.post(reverse("minutes_action", args=[held.reference, "publish"]), follow=True).status_code == 404
    assert listed(stranger) == {}


def test_an_author_sees_the_minutes_of_her_own_sessions_only(held, council, author):
    own = publish(held_session(council, days=2, owner=author))
    assert list(listed(browser(author))) == [own.reference]
    assert browser(author).get(page_of(held), follow=True).status_code == 404


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.STATISTICS])
def test_who_makes_no_sessions_has_no_list_and_no_menu_entry(west, held, role):
    client = browser(member(role, west))
    assert client.get(reverse(INDEX)).status_code == 403
    assert f'"{reverse(INDEX)}"' not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_to_the_list(writer):
    assert reverse(INDEX) in browser(writer).get(reverse("wagtailadmin_home")).content.decode()


def test_visitors_are_asked_to_log_in(held):
    assert Client().get(page_of(held)).status_code == 302


def test_a_session_that_has_not_begun_has_no_page(council, writer):
    assert browser(writer).get(page_of(coming_session(council)), follow=True).status_code == 404


def test_the_page_of_a_session_leads_to_its_minutes(held, writer, council):
    client = browser(writer)
    assert page_of(held) in client.get(reverse("wagtailadmin_pages:edit", args=[held.pk])).content.decode()
    coming = coming_session(council)
    assert page_of(coming) not in client.get(reverse("wagtailadmin_pages:edit", args=[coming.pk])).content.decode()


def test_when_the_last_day_of_corrections_has_passed_the_list_says_so(held, writer):
    published(held, writer)
    Minutes.objects.update(corrections_until=timezone.localdate() - timedelta(days=1))
    assert "falta aprobarla" in listed(browser(writer))[held.reference].waits
