"""Marks of review: written by the way through the hands, shown by role, and honest when the text has changed since."""

import json
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.core.indexing import verify
from portal.practices.models import PracticePage, PracticeReview
from portal.practices.models.review import ReviewRole
from portal.practices.review import marks_of, record_review
from search.models import SearchDocument
from tests.districts.teams import Teams
from tests.factories import bank, district_page, practice, publish, terms, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 3, 12, tzinfo=UTC)
VERIFIED = "Verificada por la curaduría de la ciudad el 3 de mayo de 2026"
BY_DISTRICT = "Revisada por el equipo del distrito Oeste el 3 de mayo de 2026"
OLDER = "revisada antes del último cambio"


@made_once
def teams(db):
    return Teams()


def stored(page):
    """Return a practice as it stands in the database."""
    return PracticePage.objects.get(pk=page.pk)


def html(client, page):
    """Return a page as a reader gets it."""
    return client.get(page.url).content.decode()


def verified(page):
    """Return a practice that the curators approved in May."""
    record_review(page, ReviewRole.CURATORS, MAY)
    return stored(page)


def by_district(page):
    """Return a practice that its district approved in May."""
    record_review(page, ReviewRole.DISTRICT, MAY, page.district_id)
    return stored(page)


def data_of(page):
    """Return what search keeps of a practice for lists."""
    return SearchDocument.objects.get(key=str(page.pk)).data


# Written ------------------------------------------------------------------------------------------------------------


def test_both_steps_leave_their_mark(teams, client):
    _response, page = teams.write("west_editor", teams.pages["west"])
    teams.act("west_reviewer", page)
    teams.act("curator", stored(page))
    page = stored(page)
    assert [(mark.role, mark.district, mark.outdated) for mark in marks_of(page)] == [
        ("curators", "", False),
        ("district", "oeste", False),
    ]
    assert page.last_reviewed == timezone.localdate()
    assert PracticeReview.objects.filter(page=page, revision=page.latest_revision).count() == 2
    text = html(client, page)
    assert "Verificada por la curaduría de la ciudad el" in text
    assert "Revisada por el equipo del distrito Oeste el" in text
    assert OLDER not in text
    assert verify() == (set(), set(), set())


def test_no_page_names_the_person(teams, client):
    for name in ("west_reviewer", "curator"):
        teams.people[name].first_name = f"Persona-{name}"
        teams.people[name].save()
    _response, page = teams.write("west_editor", teams.pages["west"])
    teams.act("west_reviewer", page)
    teams.act("curator", stored(page))
    page = stored(page)
    record = client.get(f"/es/practices/{page.reference}.json").content.decode()
    for text in (html(client, page), html(client, bank()), record):
        assert "Persona-" not in text
        assert "west_reviewer" not in text


def test_what_the_curator_mends_makes_the_districts_mark_older(teams):
    _response, page = teams.write("west_editor", teams.pages["west"])
    teams.act("west_reviewer", page)
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    teams.rewrite("curator", stored(page), "Canteros con madrinas", **approve)
    page = stored(page)
    assert page.live
    assert page.title == "Canteros con madrinas"
    assert {mark.role: mark.outdated for mark in marks_of(page)} == {"curators": False, "district": True}


def test_the_approval_of_a_draft_says_nothing_of_what_is_public(teams, client):
    page = practice(parent=teams.pages["west"])
    page.title = "Un título que nadie ve todavía"
    page.save_revision()
    page.get_workflow().start(page, None)
    teams.act("west_reviewer", page)
    assert marks_of(stored(page)) == []
    assert stored(page).last_reviewed is None
    assert "Revisada por el equipo" not in html(client, page)
    teams.act("curator", stored(page))
    assert {mark.role: mark.outdated for mark in marks_of(stored(page))} == {"curators": False, "district": False}


def test_the_approval_of_a_translation_leaves_no_mark(teams):
    page = practice(parent=teams.pages["west"])
    translate(teams.pages["west"], "fr")
    french = translate(page, "fr", live=False)
    french.get_workflow().start(french, None)
    teams.act("west_reviewer", french)
    teams.act("curator", stored(french))
    assert stored(french).live
    assert not PracticeReview.objects.exists()


def test_a_mark_needs_the_first_version():
    page = practice()
    with pytest.raises(ValueError, match="first version"):
        record_review(translate(page, "fr"), ReviewRole.CURATORS, MAY)


# Shown --------------------------------------------------------------------------------------------------------------


def test_the_page_says_who_and_when_by_role(client):
    page = by_district(verified(practice(parent=district_page())))
    text = html(client, page)
    assert VERIFIED in text
    assert BY_DISTRICT in text
    assert "state--confirmed" in text


def test_a_page_without_review_claims_none(client):
    page = practice(parent=district_page())
    text = html(client, page)
    assert "Verificada" not in text
    assert "Revisada por" not in text
    assert '"Review"' not in text
    assert data_of(page)["reviews"] == []


def test_a_later_change_shows(client):
    page = verified(practice())
    assert OLDER not in html(client, page)
    page.lead = "Otra cosa."
    page = publish(page)
    assert OLDER in html(client, page)
    assert data_of(page)["reviews"][0]["outdated"]
    assert "Cambió después de revisada" in html(client, bank())
    record_review(page, ReviewRole.CURATORS, timezone.now())
    assert OLDER not in html(client, page)


def test_publishing_again_without_a_change_keeps_the_mark(client):
    page = publish(verified(practice()))
    assert OLDER not in html(client, page)


def test_translations_show_the_marks_of_the_source(client):
    page = practice()
    french = translate(page, "fr", title="Bacs parrainés")
    verified(page)
    assert marks_of(stored(french)) == marks_of(stored(page))
    assert data_of(french)["reviews"] == data_of(page)["reviews"] != []
    assert stored(french).last_reviewed == MAY.date()
    french.lead = "Dit autrement."
    publish(french)
    assert not marks_of(stored(french))[0].outdated


def test_lists_show_the_state_with_who_and_when(client):
    verified(practice())
    text = html(client, bank())
    assert '<span class="state state--confirmed">Verificada</span>' in text
    assert "por la curaduría de la ciudad, 3 de mayo de 2026" in text


def test_a_practice_that_was_discontinued_says_that_first(client):
    page = practice(outcome=terms("outcome", "discontinued")[0])
    verified(page)
    text = html(client, bank())
    assert "state--cancelled" in text
    assert VERIFIED in text


def test_the_record_and_the_structured_data_carry_the_marks(client):
    page = verified(practice())
    record = client.get(f"/es/practices/{page.reference}.json").json()
    assert record["reviews"] == [{"role": "curators", "district": "", "day": "2026-05-03", "outdated": False}]
    text = html(client, page)
    found = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert found["review"] == [
        {
            "@type": "Review",
            "author": {"@type": "Organization", "name": "Curaduría de la ciudad"},
            "datePublished": "2026-05-03",
            "reviewBody": VERIFIED,
        }
    ]


def test_the_record_with_marks_can_be_imported_again(client):
    from portal.practices.importing.jsonl import read_json_record

    page = verified(practice())
    record = client.get(f"/es/practices/{page.reference}.json").json()
    assert read_json_record(record).title == page.title


# The filter ---------------------------------------------------------------------------------------------------------


def counts(client, address=""):
    """Return {code: count} of the bank's filter by review."""
    groups = client.get(bank().url + address).context["filters"]
    return {value["code"]: value["count"] for group in groups if group["name"] == "review" for value in group["values"]}


def test_the_filter_counts_and_finds(client):
    west = district_page()
    practice("Nadie la leyó")
    verified(practice("Solo la ciudad"))
    by_district(verified(practice("Las dos", parent=west)))
    assert counts(client) == {"verified": 2, "district": 1}
    rows = client.get(bank().url, {"review": "district"}).context["rows"]
    assert [row["title_html"] for row in rows] == ["Las dos"]
    assert client.get(bank().url, {"review": "nonsense"}).status_code == 200


def test_a_private_practice_is_neither_counted_nor_found(client):
    west = district_page()
    verified(practice("Reservada", parent=west))
    PageViewRestriction.objects.create(page=west, restriction_type=PageViewRestriction.LOGIN)
    assert counts(client) == {}
    assert client.get(bank().url, {"review": "verified"}).context["rows"] == []
