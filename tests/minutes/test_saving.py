"""Drafts of minutes: merged field by field, kept even where they are wrong, each change of a number noted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from portal.core.models import Role
from portal.minutes.models import CountChange, Minutes
from portal.minutes.saving import minutes_of_session, save_draft
from tests.factories import district_page, neighbourhood
from tests.office.dashboard.office import member

from .held import held_session


def test_minutes_that_nobody_wrote_are_stored_nowhere(held):
    assert minutes_of_session(held).pk is None
    assert not Minutes.objects.exists()


def test_minutes_begin_with_the_places_of_the_session(council, west):
    session = held_session(council, neighbourhood=neighbourhood(west, "Echesortu"))
    assert minutes_of_session(session).draft == {"covered": "Echesortu"}


def test_a_draft_keeps_what_is_wrong(held, writer):
    saved = save_draft(held, writer, {}, {"count.hall": "unas veinte", "summary": "Vino mucha gente"})
    assert saved.content["count.hall"] == "unas veinte"
    assert Minutes.objects.get().draft["summary"] == "Vino mucha gente"


def test_unknown_keys_and_what_no_database_stores_are_dropped(held, writer):
    sent = {"owner": "x", "item.zz.outcome": "treated", "summary": "a\x00b", "agreement.aaaaaa1.text": 5}
    assert save_draft(held, writer, {}, sent).content == {"covered": "Oeste", "summary": "ab"}


def test_two_people_write_two_fields_and_both_stay(held, writer, author):
    base = minutes_of_session(held).draft
    save_draft(held, writer, base, {**base, "summary": "De la plaza"})
    saved = save_draft(held, author_may(author, held), base, {**base, "connection": "Se cortó el audio"})
    assert saved.conflicts == {}
    assert (saved.content["summary"], saved.content["connection"]) == ("De la plaza", "Se cortó el audio")


def author_may(author, session):
    """Return an author who made the session, and so may write its minutes."""
    session.owner = author
    session.save()
    return author


def test_two_people_write_one_field_and_the_second_is_told(held, writer):
    base = minutes_of_session(held).draft
    save_draft(held, writer, base, {**base, "summary": "De la plaza"})
    saved = save_draft(held, writer, base, {**base, "summary": "De la luz"})
    assert saved.content["summary"] == "De la plaza"
    assert saved.conflicts["summary"].text == "De la plaza"
    assert saved.conflicts["summary"].by == writer.get_username()


def test_who_was_told_and_insists_writes_over_it(held, writer):
    base = minutes_of_session(held).draft
    save_draft(held, writer, base, {**base, "summary": "De la plaza"})
    saved = save_draft(held, writer, {**base, "summary": "De la plaza"}, {**base, "summary": "De la luz"})
    assert saved.content["summary"] == "De la luz"


def test_the_same_sent_twice_changes_nothing(held, writer):
    base = minutes_of_session(held).draft
    first = save_draft(held, writer, base, {**base, "summary": "De la plaza"})
    second = save_draft(held, writer, base, {**base, "summary": "De la plaza"})
    assert (second.number, second.conflicts) == (first.number, {})


def test_a_row_that_was_taken_out_is_gone(held, writer):
    row = {"agreement.aaaaaa1.text": "Se pinta la plaza"}
    save_draft(held, writer, {}, row)
    assert "agreement.aaaaaa1.text" not in save_draft(held, writer, row, {}).content


def test_a_form_that_shows_some_fields_leaves_the_others(held, writer):
    save_draft(held, writer, {}, {"summary": "De la plaza"})
    saved = save_draft(held, writer, {"summary": "De la plaza"}, {"connection": "Bien"}, whole=False)
    assert (saved.content["summary"], saved.content["connection"]) == ("De la plaza", "Bien")


def test_a_number_that_is_corrected_is_noted_with_who_and_what(held, writer):
    save_draft(held, writer, {}, {"count.hall": "30"})
    assert not CountChange.objects.exists()
    save_draft(held, writer, {"count.hall": "30"}, {"count.hall": "28"})
    noted = CountChange.objects.get()
    assert (noted.key, noted.before, noted.after, noted.by) == ("count.hall", "30", "28", writer)


def test_nobody_of_another_district_writes_here(held):
    stranger = member(Role.EDITOR, district_page("Sur", "sur"))
    with pytest.raises(PermissionDenied):
        save_draft(held, stranger, {}, {"summary": "x"})
    assert not Minutes.objects.exists()


def test_the_database_holds_the_draft_encrypted(held, writer):
    save_draft(held, writer, {}, {"remarks": "Llamar a la cooperadora"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT draft FROM minutes_minutes")
        assert "cooperadora" not in cursor.fetchone()[0]
