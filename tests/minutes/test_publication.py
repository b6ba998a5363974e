"""The way of minutes to everybody: who may, in which order, and what stays as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.minutes.choices import MinutesState
from portal.minutes.models import Agreement, ItemRecord, Minutes, MinutesSettings
from portal.minutes.publication import approve, give_back_draft, publish_agreements, publish_minutes, send_to_review

from .held import coming_session, held_session, published, written, wrote

AGREED = {"agreement.aaaaaa1.text": "Se pinta la plaza", "agreement.aaaaaa2.text": "Se pide la luz"}


def test_the_first_publication_is_provisional_for_as_many_days_as_the_city_says(held, writer):
    settings = MinutesSettings.load()
    settings.correction_days = 20
    settings.save()
    minutes = published(held, writer)
    assert (minutes.state, minutes.latest.number, minutes.total) == (MinutesState.PROVISIONAL, 1, 41)
    assert minutes.corrections_until == timezone.localdate() + timedelta(days=20)


def test_what_is_wrong_is_told_by_field_and_nothing_is_published(held, writer):
    wrote(held, writer, {"count.hall": "x"})
    with pytest.raises(ValidationError) as refused:
        publish_minutes(held, writer)
    assert set(refused.value.message_dict) == {
        "count.hall",
        *(f"item.{item.code}.outcome" for item in held.items.all()),
    }
    assert Minutes.objects.get().latest is None


def test_a_session_that_has_not_begun_has_no_minutes_to_publish(council, writer):
    session = coming_session(council)
    wrote(session, writer, written(session))
    with pytest.raises(ValidationError):
        publish_minutes(session, writer)


def test_an_author_asks_for_a_review_and_does_not_publish(held, writer, author):
    held.owner = author
    held.save()
    wrote(held, author, written(held))
    with pytest.raises(PermissionDenied):
        publish_minutes(held, author)
    assert send_to_review(held, author).state == MinutesState.IN_REVIEW
    given = give_back_draft(held, writer, "Falta decir quién pinta.")
    assert (given.state, given.review_answer) == (MinutesState.DRAFT, "Falta decir quién pinta.")


def test_giving_back_needs_a_reason(held, writer):
    wrote(held, writer, written(held))
    send_to_review(held, writer)
    with pytest.raises(ValidationError):
        give_back_draft(held, writer, "  ")


def test_what_somebody_else_wrote_meanwhile_is_not_published_unseen(held, writer):
    saved = wrote(held, writer, written(held))
    wrote(held, writer, written(held, summary="Otra cosa"))
    with pytest.raises(ValidationError) as refused:
        publish_minutes(held, writer, saved.number)
    assert refused.value.code == "stale"


def test_the_list_of_agreements_comes_before_the_minutes(held, writer):
    wrote(held, writer, AGREED)
    minutes = publish_agreements(held, writer)
    assert [row["text"] for row in minutes.agreements_list] == ["Se pinta la plaza", "Se pide la luz"]
    assert minutes.latest is None


def test_a_list_without_agreements_is_not_published(held, writer):
    wrote(held, writer, {"summary": "Nada"})
    with pytest.raises(ValidationError):
        publish_agreements(held, writer)


def test_a_correction_is_a_new_version_with_its_reason(held, writer):
    published(held, writer, written(held) | AGREED)
    with pytest.raises(ValidationError) as refused:
        published(held, writer, written(held, count__hall="31") | AGREED)
    assert "reason" in refused.value.message_dict
    minutes = publish_minutes(held, writer, reason="Contamos de nuevo.")
    first, second = minutes.versions.all()
    assert (first.content["count.hall"], second.content["count.hall"]) == ("30", "31")
    assert (second.reason, minutes.total) == ("Contamos de nuevo.", 42)


def test_nothing_new_is_no_version(held, writer):
    published(held, writer)
    with pytest.raises(ValidationError):
        publish_minutes(held, writer, reason="Otra vez")


def test_a_later_session_of_the_council_approves(council, held, writer):
    published(held, writer)
    later = held_session(council, days=0.1)
    assert approve(held, writer, later).state == MinutesState.APPROVED
    assert Minutes.objects.get().latest.state == MinutesState.APPROVED


def test_an_earlier_or_coming_session_approves_nothing(council, held, writer):
    published(held, writer)
    for other in (held_session(council, days=9), coming_session(council), held):
        with pytest.raises(ValidationError):
            approve(held, writer, other)


def test_changes_that_nobody_published_are_not_approved(held, writer):
    published(held, writer)
    wrote(held, writer, written(held, summary="Más"))
    with pytest.raises(ValidationError):
        approve(held, writer)


def test_rows_follow_the_latest_version_and_keep_their_place(held, writer):
    first = held.items.first()
    published(held, writer, written(held, **{f"item__{first.code}__discussed": "Dos proyectos"}) | AGREED)
    kept = Agreement.objects.get(key="aaaaaa2").pk
    wrote(held, writer, written(held) | {"agreement.aaaaaa2.text": "Se pide la luz de la esquina"})
    publish_minutes(held, writer, reason="El primero no se acordó.")
    assert Agreement.objects.get(key="aaaaaa2").pk == kept
    assert Agreement.objects.get(key="aaaaaa1").removed_in == 2
    assert ItemRecord.objects.get(key=first.code).discussed == ""


def test_the_remark_for_the_team_is_in_no_version(held, writer):
    minutes = published(held, writer, written(held, remarks="Llamar a la cooperadora"))
    assert "remarks" not in minutes.latest.content
    assert Minutes.objects.get().remarks == "Llamar a la cooperadora"


def test_internal_points_are_no_rows(council, writer):
    from tests.councils import city

    session = held_session(council, items=["La plaza", city.item("El contrato", internal=True)])
    published(session, writer)
    assert [row.title for row in ItemRecord.objects.all()] == ["La plaza"]
