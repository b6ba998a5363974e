"""The words of minutes in another language: partial, marked when the source changes, and lost by nobody."""

import json

import pytest
from django.urls import reverse

from portal.core.models import Role
from portal.minutes.models import MinutesTranslation
from tests.districts.teams import browser
from tests.factories import district_page, translate
from tests.minutes.held import published, written
from tests.office.dashboard.office import in_all_languages, member

pytestmark = pytest.mark.django_db

TEXTS = {"summary": "Se habló de la plaza", "agreement.aaaaaa1.text": "Se pinta la plaza"}


def address(session, language="fr"):
    """Return the address of the screen."""
    return reverse("minutes_translate", args=[session.reference, language])


def say(client, session, texts, **more):
    """Send the form as it is shown, with other texts; return the answer."""
    form = client.get(address(session)).context["form"]
    data = {"version": form.initial["version"], "base": form.initial["base"], **json.loads(form.initial["base"])}
    return client.post(address(session), data | texts | more)


def stored():
    """Return the translation as it is stored."""
    return MinutesTranslation.objects.get(language="fr")


@pytest.fixture
def public(held, writer):
    """A session with public minutes."""
    published(held, writer, written(held) | TEXTS)
    return held


def test_each_text_stands_beside_its_field(public, writer):
    answer = browser(writer).get(address(public))
    rows = answer.context["form"].rows()
    assert [(row["text"].key, row["text"].place) for row in rows] == [
        ("covered", "Sector o territorio"),
        ("summary", "En general"),
        ("agreement.aaaaaa1.text", "Acuerdo"),
    ][-len(rows) :]
    assert "Se pinta la plaza" in answer.content.decode()


def test_part_of_it_is_enough(public, writer):
    assert say(browser(writer), public, {"summary": "On a parlé de la place"}).status_code == 302
    assert stored().texts == {"summary": "On a parlé de la place"}
    assert stored().sources == {"summary": "Se habló de la plaza"}
    assert stored().saved_by == writer


def test_a_text_whose_source_changed_is_marked_until_it_is_looked_at(public, writer):
    client = browser(writer)
    say(client, public, {"summary": "On a parlé de la place", "agreement.aaaaaa1.text": "On peint la place"})
    published(public, writer, written(public) | TEXTS | {"summary": "Se habló de la luz"}, reason="Era la luz.")

    def outdated():
        form = client.get(address(public)).context["form"]
        return [text.key for text in form.texts if text.is_outdated]

    assert outdated() == ["summary"]
    say(client, public, {"agreement.aaaaaa1.text": "On va peindre la place"})
    assert outdated() == ["summary"]
    say(client, public, {"summary": "On a parlé de la lumière"})
    assert outdated() == []


def test_an_outdated_text_that_is_still_right_is_ticked(public, writer):
    client = browser(writer)
    say(client, public, {"summary": "On a parlé de la place"})
    published(public, writer, written(public) | TEXTS | {"summary": "Se habló de la plaza."}, reason="Un punto.")
    say(client, public, {"still.summary": "on"})
    assert stored().sources["summary"] == "Se habló de la plaza."


def test_a_text_stands_for_the_version_that_was_read(public, writer):
    client = browser(writer)
    form = client.get(address(public)).context["form"]
    published(public, writer, written(public) | TEXTS | {"summary": "Se habló de la luz"}, reason="Era la luz.")
    client.post(address(public), {"version": form.initial["version"], "base": "{}", "summary": "La place"})
    assert stored().sources == {"summary": "Se habló de la plaza"}


def test_two_people_lose_nothing(public, writer, west):
    first, second = browser(writer), browser(member(Role.EDITOR, west))
    base = first.get(address(public)).context["form"].initial["base"]
    say(first, public, {"summary": "La place"})
    mine = {"version": 1, "base": base, "summary": "La grand-place", "agreement.aaaaaa1.text": "On peint"}
    refused = second.post(address(public), mine)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "otra persona escribió: «La place»" in text
    assert "La grand-place" in text
    assert stored().texts == {"summary": "La place"}
    again = refused.context["form"]
    second.post(address(public), mine | {"base": again["base"].value()})
    assert stored().texts == {"summary": "La grand-place", "agreement.aaaaaa1.text": "On peint"}


def test_a_text_that_is_emptied_goes(public, writer):
    client = browser(writer)
    say(client, public, {"summary": "La place"})
    say(client, public, {"summary": ""})
    assert (stored().texts, stored().sources) == ({}, {})


@pytest.mark.parametrize("base", ["", "x", "[1]", '{"summary": 3}', '{"x": "y"}'])
def test_a_form_that_was_broken_on_the_way_is_no_fault(public, writer, base):
    data = {"version": "99", "base": base, "summary": "La place\x00" if base == "x" else "La place"}
    assert browser(writer).post(address(public), data).status_code in (302, 422)


def test_a_text_too_long_is_refused_beside_its_field(public, writer):
    answer = say(browser(writer), public, {"agreement.aaaaaa1.text": "x" * 1201})
    assert answer.status_code == 422
    assert "x" * 1201 in answer.content.decode()


def test_before_anything_is_public_there_is_nothing_to_translate(held, writer):
    answer = browser(writer).get(address(held))
    assert answer.context["form"] is None
    assert browser(writer).post(address(held), {"summary": "x"}).status_code == 422


def test_its_own_language_and_unknown_ones_are_not_found(public, writer):
    for code in ("es", "xx"):
        assert browser(writer).get(address(public, code), follow=True).status_code == 404


def test_a_translator_writes_where_she_may_edit_the_page(public, council, west):
    in_all_languages(west)
    translate(council, "fr")
    translate(public, "fr")
    client = browser(member(Role.TRANSLATOR, west, languages=["fr"]))
    assert say(client, public, {"summary": "La place"}).status_code == 302
    assert client.get(address(public, "pt"), follow=True).status_code == 404
    assert client.get(reverse("minutes_overview", args=[public.reference])).status_code == 403


@pytest.mark.parametrize("role", [Role.STATISTICS, Role.TRANSLATOR, Role.AUTHOR])
def test_nobody_else_does(public, west, role):
    client = browser(member(role, west, languages=["fr"]))
    assert client.get(address(public), follow=True).status_code == 404
    assert client.post(address(public), {"summary": "x"}, follow=True).status_code == 404


def test_another_district_does_not(public):
    client = browser(member(Role.REVIEWER, district_page("Sur", "sur")))
    assert client.get(address(public), follow=True).status_code == 404


def test_the_page_of_the_minutes_says_how_far_each_language_is(public, writer):
    client = browser(writer)
    say(client, public, {"summary": "La place"})
    languages = client.get(reverse("minutes_overview", args=[public.reference])).context["languages"]
    assert {row["name"]: row["done"] for row in languages} == {"inglés": 0, "francés": 1, "portugués": 0}
