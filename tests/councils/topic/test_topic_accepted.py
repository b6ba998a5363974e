"""Accepting a topic: where it lands, what becomes public with it and what does not, and what the sender is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from portal.core.models import Role
from portal.councils.items import public_items
from portal.councils.models import AgendaItem, SessionPage
from portal.councils.topic.acceptance import TopicAcceptanceForm, put_on_agenda
from portal.councils.topic.outcome import topic_outcome
from portal.events.choices import EventState
from portal.events.formatting import day_words
from portal.series.reschedule import cancel_session, move
from portal.submission_queue.decisions import accept as decide
from portal.submissions.choices import SubmissionState
from tests import factories
from tests.councils import city
from tests.office.dashboard.office import member
from tests.sharing import made_once

from . import topics

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("points stand in an order, and databases sort NULL differently"),
]
POINT = "Perros sueltos: qué hacemos"


@made_once
def topic(council):
    return topics.sent(council)


def accept(topic, session, user, title=POINT):
    submission, content = topic
    form = TopicAcceptanceForm(
        {"session": session.pk, "item_title": title}, submission=submission, content=content, user=user
    )
    assert form.is_valid(), form.errors
    return put_on_agenda(submission, content, user, form.cleaned_data)


def stored(page):
    return SessionPage.objects.get(pk=page.pk)


def public_titles(page):
    return [item.title for item in public_items(stored(page))]


def draft_titles(page):
    return [item.title for item in stored(page).get_latest_revision_as_object().items.all()]


def offered(topic, user):
    submission, content = topic
    return TopicAcceptanceForm(submission=submission, content=content, user=user)


def test_it_is_the_last_point_of_the_public_agenda_at_once(topic, meeting, editor):
    told = accept(topic, meeting, editor)
    assert public_titles(meeting) == ["La plaza", POINT]
    assert not stored(meeting).has_unpublished_changes
    assert told.text == f"Está en el orden del día del {day_words(meeting.start)}."
    assert told.url.endswith(f"/pages/{meeting.pk}/edit/")


def test_it_is_the_last_point_too_where_others_were_deleted(topic, meeting, editor):
    draft = meeting.get_latest_revision_as_object()
    for place, item in enumerate(draft.items.all(), 7):
        item.sort_order = place
    draft.save_revision().publish()
    accept(topic, meeting, editor)
    assert public_titles(meeting) == ["La plaza", POINT]


def test_the_revision_is_the_editors(topic, meeting, editor):
    accept(topic, meeting, editor)
    assert stored(meeting).latest_revision.user == editor


def test_it_follows_to_the_translations(topic, council, meeting, editor):
    factories.translate(council.get_parent().specific, "fr")
    factories.translate(council, "fr")
    french = factories.translate(meeting, "fr", title="La suite")
    accept(topic, meeting, editor)
    assert public_titles(french) == ["La plaza", POINT]


def test_unfinished_changes_stay_unpublished(topic, meeting, editor):
    draft = meeting.get_latest_revision_as_object()
    draft.title = "Título sin terminar"
    draft.save_revision()
    told = accept(topic, meeting, editor)
    assert (stored(meeting).title, public_titles(meeting)) == ("Lo que viene", ["La plaza"])
    assert draft_titles(meeting) == ["La plaza", POINT]
    assert "cambios sin publicar" in told.text
    assert topic_outcome(topic[0]) is None


def test_a_draft_stays_a_draft(topic, council, editor):
    session = topics.coming(council, live=False)
    told = accept(topic, session, editor)
    assert not stored(session).live
    assert draft_titles(session) == [POINT]
    assert "es un borrador" in told.text


def test_a_scheduled_session_is_refused_in_words(topic, council, editor):
    session = topics.coming(council, live=False)
    session.go_live_at = timezone.now() + timedelta(days=1)
    session.save_revision().publish()
    with pytest.raises(ValidationError, match="programada"):
        accept(topic, session, editor)
    assert draft_titles(session) == []


def test_whoever_may_not_publish_leaves_it_in_the_draft(topic, council, author):
    own = topics.coming(council)
    own.owner = author
    own.save()
    told = accept(topic, own, author)
    assert (public_titles(own), draft_titles(own)) == ([], [POINT])
    assert "Otra persona publica" in told.text


def test_the_queue_answers_the_sender_in_the_same_step(topic, meeting, editor):
    submission, _content = topic
    told = decide(submission, editor, "Va en la próxima sesión.", cleaned={"session": meeting, "item_title": POINT})
    submission.refresh_from_db()
    assert submission.state == SubmissionState.ACCEPTED
    assert public_titles(meeting) == ["La plaza", POINT]
    assert submission.history.filter(details__url=told.url).exists()
    assert topic_outcome(submission).url == meeting.url


def test_the_queue_stays_as_it_is_where_the_point_cannot_be_added(topic, editor):
    submission, _content = topic
    with pytest.raises(ValidationError, match="Elige una sesión"):
        decide(submission, editor, "Va en la próxima sesión.")
    submission.refresh_from_db()
    assert submission.is_open


def test_accepting_twice_adds_it_once(topic, meeting, editor):
    accept(topic, meeting, editor)
    accept(topic, meeting, editor)
    assert public_titles(meeting) == ["La plaza", POINT]


def test_only_coming_sessions_that_may_be_edited_are_offered(topic, council, meeting, editor):
    south = factories.district_page("Sur", "sur")
    elsewhere = topics.coming(city.council(south, "Consejo del Sur"))
    topics.coming(council, days=-3)
    topics.coming(council, days=9, state=EventState.CANCELLED, cancel_reason="Feriado")
    assert list(offered(topic, editor).fields["session"].queryset) == [meeting]
    submission, content = topic
    with pytest.raises(ValidationError):
        put_on_agenda(submission, content, editor, {"session": elsewhere, "item_title": POINT})
    assert AgendaItem.objects.filter(title=POINT).count() == 0
    nobody = member(Role.TRANSLATOR, south)
    assert not offered(topic, nobody).fields["session"].queryset.exists()


def test_the_next_of_its_council_comes_first_and_is_chosen(topic, west, council, meeting, editor):
    other = topics.coming(city.council(west, "Mesa de agua"), days=2)
    later = topics.coming(council, days=14)
    form = offered(topic, editor)
    assert list(form.fields["session"].queryset) == [meeting, later, other]
    assert form.initial["session"] == meeting
    assert form.initial["item_title"] == topics.HEADLINE


def test_the_session_that_the_sender_meant_is_chosen(council, meeting, editor):
    later = topics.coming(council, days=14)
    meant = topics.sent(council, about={"session": later.reference})
    assert offered(meant, editor).initial["session"] == later


def test_a_locked_session_is_refused_in_words(topic, meeting, editor, west):
    meeting.locked, meeting.locked_by = True, member(Role.REVIEWER, west)
    meeting.save()
    with pytest.raises(ValidationError, match="bloqueada"):
        accept(topic, meeting, editor)


def test_the_sender_is_told_the_day_and_the_public_address(topic, meeting, editor):
    submission, _content = topic
    assert topic_outcome(submission) is None
    accept(topic, meeting, editor)
    told = topic_outcome(submission)
    assert told.text == f"Está en el orden del día del {day_words(meeting.start)}."
    assert told.url == meeting.url
    with override("fr"):
        assert topic_outcome(submission).url.startswith("/fr/")


def test_afterwards_it_says_that_it_was(topic, meeting, editor):
    accept(topic, meeting, editor)
    gone = stored(meeting)
    gone.start, gone.end = gone.start - timedelta(days=30), gone.end - timedelta(days=30)
    gone.save()
    assert topic_outcome(topic[0]).text.startswith("Estuvo en el orden del día del")


def test_a_cancelled_session_is_told_with_its_reason(topic, meeting, editor):
    accept(topic, meeting, editor)
    cancel_session(stored(meeting), "Se inundó el salón.", editor)
    told = topic_outcome(topic[0])
    assert told.text.endswith("esa sesión se canceló: Se inundó el salón.")
    assert told.url == meeting.url


def test_a_moved_session_is_told_with_both_days(topic, meeting, editor):
    city.long_known(meeting)
    accept(topic, stored(meeting), editor)
    after = meeting.start + timedelta(days=2)
    move(stored(meeting), after, after + timedelta(hours=2), "Paro de colectivos.", editor)
    told = topic_outcome(topic[0]).text
    assert day_words(after) in told
    assert f"antes era el {day_words(meeting.start)}" in told


def test_a_point_that_was_taken_out_or_a_session_that_went_is_told(topic, meeting, editor):
    accept(topic, meeting, editor)
    page = stored(meeting)
    page.items = [item for item in page.items.all() if item.title != POINT]
    factories.publish(page)
    assert topic_outcome(topic[0]).text.startswith("Ya no está en el orden del día")
    stored(meeting).unpublish()
    assert "ya no está publicada" in topic_outcome(topic[0]).text
    stored(meeting).delete()
    assert "se borró" in topic_outcome(topic[0]).text


def test_an_internal_point_is_told_to_nobody(topic, meeting, editor):
    accept(topic, meeting, editor)
    page = stored(meeting)
    page.items = [
        page.items.all()[0],
        city.item(POINT, internal=True, translation_key=page.items.all()[1].translation_key),
    ]
    factories.publish(page)
    assert topic_outcome(topic[0]) is None
