"""Proposing a topic: where it begins, what the form refuses, whose queue it comes into."""

from datetime import timedelta

import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from portal.councils.models import TopicSubmission
from portal.councils.topic.council_choice import CouncilField, begin_topic, council_value
from portal.councils.topic.kind import TOPIC
from portal.councils.topic.retention import purge_topics
from portal.councils.topic.steps import TopicCouncilStep, TopicStep
from portal.submissions.drafts import read_draft
from portal.submissions.kinds import submission_kind
from tests import factories
from tests.councils import city

from . import topics

pytestmark = pytest.mark.django_db


def begun(**parameters):
    return begin_topic(RequestFactory().get("/", parameters))


def choices_of(field):
    return {
        value: (group, label) for group, rows in field.choices if not isinstance(rows, str) for value, label in rows
    }


def test_the_engine_knows_the_kind():
    assert submission_kind("topic") is TOPIC


def test_from_the_page_of_a_council_it_is_chosen(council):
    assert begun(council=council.pk) == {"council": council_value(council)}
    form = TopicCouncilStep(about=begun(council=council.pk))
    assert f'value="{council_value(council)}" selected' in str(form["council"])


def test_from_the_page_of_a_session_its_day_is_said_and_stored(council, meeting):
    about = begun(session=meeting.reference)
    assert about == {"council": council_value(council), "session": meeting.reference}
    assert "Para la sesión del" in str(TopicCouncilStep(about=about).fields["council"].help_text)
    _submission, content = topics.sent(council, about=about)
    assert content.wanted_session == meeting


def test_with_another_council_the_session_counts_no_more(west, meeting):
    other = city.council(west, "Mesa de agua")
    _submission, content = topics.sent(other, about=begun(session=meeting.reference))
    assert (content.council, content.wanted_session) == (other, None)


def test_a_session_whose_agenda_is_closed_leads_to_its_council(council):
    soon = topics.coming(council, days=1, agenda_closes=48)
    assert begun(session=soon.reference) == {"council": council_value(council)}


def test_nothing_begins_from_what_is_not_public(council, meeting, west):
    hidden = city.council(west, "Mesa cerrada", live=False)
    over = city.council(west, "Ya no se reúne", active=False)
    secret = topics.coming(council, live=False)
    PageViewRestriction.objects.create(page=meeting, restriction_type="login")
    for asked in (
        {"council": hidden.pk},
        {"council": over.pk},
        {"council": "0"},
        {"council": "x"},
        {"council": "9" * 40},
        {"session": secret.reference},
        {"session": meeting.reference},
        {"session": "CB-NADA-2026-001"},
        {"session": "x" * 500},
        {"session": "a\x00b"},
    ):
        with pytest.raises(Http404):
            begun(**asked)


def test_a_neighbourhood_is_preselected_and_an_unknown_one_passed_over(council, place, west):
    alone = factories.neighbourhood(west, "Los Aromos", "los-aromos")
    assert begun(neighbourhood=place.code) == {"council": council_value(council)}
    assert begun(neighbourhood=alone.code) == {"council": f"n{alone.pk}"}
    assert begun(neighbourhood="nada\x00") == {}


def test_a_neighbourhood_stands_for_its_only_council(council, place):
    assert choices_of(CouncilField())[council_value(council)] == ("Oeste", "Echesortu")


def test_two_councils_of_one_neighbourhood_are_told_apart(council, west, place):
    second = city.council(west, "Asamblea de Echesortu", neighbourhood=place)
    labels = {label for _group, label in choices_of(CouncilField()).values()}
    assert {"Echesortu: Consejo Barrial de Echesortu", f"Echesortu: {second.title}"} <= labels


def test_a_council_has_one_value_in_all_languages(council):
    factories.translate(council.get_parent().specific, "fr")
    factories.translate(council, "fr", title="Conseil d'Echesortu")
    with override("fr"):
        assert council_value(council) in choices_of(CouncilField())
        assert CouncilField().clean(council_value(council)).council == council


def test_without_a_council_the_team_of_the_place_gets_it(west):
    alone = factories.neighbourhood(west, "Los Aromos", "los-aromos")
    submission, content = sent_to(f"n{alone.pk}")
    assert (submission.district, submission.neighbourhood, content.council) == (west.record, alone, None)
    submission, _content = sent_to(f"d{west.record.pk}", headline="Otro tema")
    assert (submission.district, submission.neighbourhood) == (west.record, None)


def sent_to(value, **typed):
    from_value = topics.draft_of(**typed)
    from_value.data["where"] = {"council": [value]}
    from_value.save()
    reading = read_draft(TOPIC, from_value)
    assert reading.is_complete
    submission = topics.send_draft(TOPIC, from_value, reading.cleaned, may_publish=False, held=False)
    return submission, TopicSubmission.objects.get(submission=submission)


def test_a_topic_is_stored_whole_in_the_queue_of_its_district(council, place):
    submission, content = topics.sent(council)
    assert (submission.district, submission.neighbourhood) == (council.district, place)
    assert submission.title == content.headline == topics.HEADLINE
    assert (content.reason, content.presenter) == ("A la salida de la escuela.", "office")


def test_too_many_words_are_refused_beside_their_field():
    form = TopicStep(QueryDict(f"headline={'palabra ' * 13}&reason={'palabra ' * 101}"))
    assert not form.is_valid()
    assert set(form.errors) == {"headline", "reason"}


def test_a_line_without_spaces_is_no_fault_of_the_server():
    form = TopicStep(QueryDict(f"headline={'x' * 5000}&reason=si"))
    assert not form.is_valid()
    assert set(form.errors) == {"headline"}


@pytest.mark.parametrize("value", ["c0", "c" + "0" * 32, "n999999", "d", "city", "n1 OR 1=1", "💥"])
def test_what_is_not_offered_is_refused(council, value):
    form = TopicCouncilStep(QueryDict(mutable=True) | {"council": value}, about={})
    assert not form.is_valid()
    assert form.errors["council"] == ["Elige en qué barrio o consejo se trata el tema."]


def test_the_senders_words_go_when_their_time_is_over(council):
    submission, content = topics.sent(council)
    purge_topics(submission.received_at + timedelta(days=200))
    content.refresh_from_db()
    assert content.reason
    submission.closed_at, submission.language = submission.received_at, "en"
    submission.save()
    purge_topics(submission.received_at + timedelta(days=91))
    content.refresh_from_db()
    submission.refresh_from_db()
    with override("en"):
        assert submission.title == str(TOPIC.label)
    assert (content.headline, content.reason, content.council) == ("", "", council)


def test_the_choice_of_a_council_is_read_once_for_a_page(council, client, django_assert_max_num_queries):
    draft = topics.draft_of(council)
    address = reverse("submission_step", args=[draft.pk, "where"])
    client.get(address)
    with django_assert_max_num_queries(12):
        assert council_value(council) in client.get(address).content.decode()
