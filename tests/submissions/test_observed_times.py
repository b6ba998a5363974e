"""How long answers really took: the middle half, by topic and unit, and nothing below five."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.submissions.choices import SubmissionState
from portal.submissions.models import Submission
from portal.submissions.observed_times import UsualTime, expected_sentence, usual_time
from portal.territory.models import District, Unit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def answered(*days, state=SubmissionState.ACCEPTED, ago=1, **fields):
    """Store matters that were answered so many days after they came."""
    end = NOW - timedelta(days=ago)
    for number, took in enumerate(days, Submission.objects.count()):
        Submission.objects.create(
            code=f"AAAA-{number:04}",
            kind="lamp",
            title="Una luz",
            language="es",
            fingerprint="x",
            state=state,
            received_at=end - timedelta(days=took),
            answered_at=end,
            **fields,
        )


def test_four_answers_say_nothing_and_the_fifth_does():
    answered(9, 10, 12, 30)
    assert usual_time("lamp", now=NOW) is None
    assert expected_sentence("lamp", now=NOW) == ""
    answered(21)
    assert usual_time("lamp", now=NOW) == UsualTime(10, 21, 5)
    assert expected_sentence("lamp", now=NOW) == "Suele tardar de 10 a 21 días aquí."


def test_old_answers_and_what_got_none_do_not_count():
    answered(1, 1, 1, ago=800)
    answered(1, 1, 1, state=SubmissionState.MERGED)
    answered(1, 1, 1, state=SubmissionState.SPAM)
    answered(2, 2, 2, 2)
    assert usual_time("lamp", now=NOW) is None


def test_topic_unit_and_district_narrow_it_with_one_query(django_assert_num_queries):
    west = District.objects.create(name="Oeste", code="oeste")
    works = Unit.objects.create(name="Obras", code="obras")
    answered(1, 1, 1, 1, 1, topic="green")
    answered(8, 8, 8, 8, 8, topic="light", unit=works, district=west)
    with django_assert_num_queries(1):
        assert usual_time("lamp", topic="light", unit=works, district=west, now=NOW) == UsualTime(8, 8, 5)
    assert expected_sentence("lamp", unit=works, now=NOW) == "Suele tardar 8 días aquí."
    assert usual_time("lamp", topic="green", unit=works, now=NOW) is None


def test_answers_of_the_same_day_are_said_so():
    answered(0, 0, 0, 0, 0)
    assert expected_sentence("lamp", now=NOW) == "Aquí se suele responder el mismo día."
