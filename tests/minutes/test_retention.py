"""What only the office read goes 90 days after the approval; what was published stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.minutes.models import Minutes
from portal.minutes.publication import approve, publish_minutes
from portal.minutes.retention import purge_minutes_drafts

from .held import published, written, wrote

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("rows are locked one by one")]


@pytest.fixture
def approved(held, writer):
    """A session whose minutes were approved just now, with a remark for the office."""
    published(held, writer, written(held, remarks="Llamar a Marta", summary="Se habló de la plaza"))
    approve(held, writer)
    return held


def purge(days):
    """Let so many days pass and the clock strike; return the minutes."""
    purge_minutes_drafts(timezone.now() + timedelta(days=days))
    return Minutes.objects.get()


def test_remarks_stay_for_ninety_days(approved):
    minutes = purge(89)
    assert (minutes.remarks, minutes.draft["remarks"]) == ("Llamar a Marta", "Llamar a Marta")


def test_remarks_go_and_the_draft_says_what_is_published(approved):
    minutes = purge(91)
    assert minutes.remarks == ""
    assert minutes.draft == minutes.latest.content
    assert not minutes.has_unpublished_changes
    assert minutes.versions.count() == 2


def test_a_later_correction_starts_from_what_is_published(approved, writer):
    purge(91)
    wrote(approved, writer, {**Minutes.objects.get().draft, "count.hall": "31"})
    assert publish_minutes(approved, writer, reason="Contamos de nuevo.").total == 42


def test_a_correction_of_these_days_is_kept_without_the_remark(approved, writer):
    wrote(approved, writer, written(approved, remarks="Llamar a Marta", summary="Otra cosa"))
    Minutes.objects.update(approved_at=timezone.now() - timedelta(days=91))
    minutes = purge(0)
    assert (minutes.draft["summary"], "remarks" in minutes.draft) == ("Otra cosa", False)
    assert minutes.has_unpublished_changes


def test_a_correction_that_nobody_published_for_long_goes(approved, writer):
    wrote(approved, writer, written(approved, summary="Otra cosa"))
    minutes = purge(91)
    assert minutes.draft == minutes.latest.content
    assert not minutes.has_unpublished_changes


def test_provisional_minutes_keep_everything(held, writer):
    published(held, writer, written(held, remarks="Llamar a Marta"))
    assert purge(400).remarks == "Llamar a Marta"


def test_a_second_time_changes_nothing(approved):
    first = purge(91).draft_number
    assert purge(92).draft_number == first
