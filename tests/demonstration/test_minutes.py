"""A year of minutes as the demonstration makes it: in every state, with believable ends, equal to what publishing makes."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.indexing import verify
from portal.core.language import CODES, in_interface
from portal.core.models import User
from portal.core.publication import batch_indexing
from portal.councils.items import public_items
from portal.councils.models import SessionPage
from portal.demonstration.city import build_city
from portal.demonstration.councils import Directory, build_councils
from portal.demonstration.facts import build_facts
from portal.demonstration.minutes import build_minutes
from portal.demonstration.minutes_model import model_table
from portal.demonstration.minutes_plan import held_sessions
from portal.demonstration.receivers import facts_at_rest
from portal.demonstration.sessions import build_sessions
from portal.minutes.carrying import update_backlog
from portal.minutes.choices import MinutesState
from portal.minutes.content import PRIVATE_KEYS, attendance_total, content_rows, tally_of, translated_keys
from portal.minutes.faults import minutes_faults
from portal.minutes.matters import make_matters
from portal.minutes.models import (
    Agreement,
    BacklogItem,
    ItemRecord,
    Minutes,
    MinutesTranslation,
    MinutesVersion,
    Placement,
    SaidMatter,
)
from portal.minutes.projection import agenda_points, project
from portal.participants.models import Participant
from portal.participants.numbers import people_of_sessions
from portal.submissions.choices import SubmissionState
from portal.submissions.models import HistoryEntry, Submission
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def year(db):
    """The districts, councils and sessions of the demonstration with their minutes."""
    with batch_indexing(), facts_at_rest():
        build_city()
        build_facts()
        now, directory = timezone.now(), Directory()
        build_sessions(build_councils(directory, timezone.localdate(now)), directory, now)
    User.objects.create(username="curator", is_superuser=True)
    build_minutes()


def public_minutes_rows():
    """Return all minutes that everybody may read."""
    return Minutes.objects.exclude(provisional_at=None).select_related("session__council")


def model_minutes():
    """Return the minutes of the model session."""
    return Minutes.objects.get(translations__language="fr")


def test_every_state_is_there_and_most_are_approved(year):
    states = Counter(Minutes.objects.values_list("state", flat=True))
    assert set(states) == set(MinutesState.values)
    assert states["approved"] > 0.6 * sum(states.values())
    assert states["draft"] >= 2
    assert states["in-review"] >= 2
    assert Minutes.objects.filter(state="draft").exclude(review_answer="").exists()
    assert Minutes.objects.filter(state="draft", agreements_at__isnull=False).exists()


def test_some_are_missing_after_three_days_and_some_after_seven(year):
    now = timezone.now()
    begun = set(Minutes.objects.values_list("session", flat=True))
    ages = [now - session.until for session in held_sessions(now) if session.pk not in begun]
    assert [age for age in ages if timedelta(days=3) < age]
    assert [age for age in ages if age > timedelta(days=7)]
    assert len(ages) <= 3


def test_some_can_still_be_corrected_and_one_was(year):
    today = timezone.localdate()
    open_ones = Minutes.objects.filter(state="provisional", corrections_until__gte=today)
    assert open_ones.count() >= 2
    corrected = MinutesVersion.objects.filter(minutes__in=open_ones, number=2).exclude(reason="").first()
    change = corrected.minutes.count_changes.get()
    first = corrected.minutes.versions.get(number=1)
    assert (first.content[change.key], corrected.content[change.key]) == (change.before, change.after)
    assert change.before in corrected.reason


def test_each_was_approved_by_the_next_session_that_was_held(year):
    for minutes in Minutes.objects.filter(state="approved").select_related("session", "approved_in"):
        between = SessionPage.objects.filter(
            council=minutes.session.council_id, start__gt=minutes.session.start, start__lt=minutes.approved_in.start
        )
        assert not between.exclude(state="cancelled").exists()
        assert minutes.session.until < minutes.provisional_at < minutes.approved_in.start < minutes.approved_at


def test_nothing_has_a_fault_and_the_sums_are_right(year):
    for minutes in public_minutes_rows():
        assert minutes_faults(minutes.session, minutes.draft) == [], minutes.session.reference
        content = minutes.latest.content
        assert minutes.total == attendance_total(content) == sum(tally_of(content, "count").values())
        assert all(sum(tally_of(content, kind).values()) <= minutes.total for kind in ("age", "gender", "times"))


def test_versions_hold_nothing_private(year):
    remarks = [text for text in (minutes.draft.get("remarks") for minutes in Minutes.objects.all()) if text]
    assert remarks
    for version in MinutesVersion.objects.all():
        assert not PRIVATE_KEYS & version.content.keys()
        assert not set(remarks) & set(version.content.values())


def test_what_the_office_noted_is_on_no_page(year, client):
    noted = [*[row for row in public_minutes_rows() if row.draft.get("remarks")][:4], model_minutes()]
    for minutes in noted:
        url = SessionPage.objects.get(pk=minutes.session_id).url
        for path in (url, f"{url}minutes/"):
            response = client.get(in_interface(path, "es"), follow=True)
            assert response.status_code == 200
            assert minutes.draft["remarks"] not in response.content.decode()


def test_a_point_that_was_moved_on_was_treated_later_and_one_was_moved_twice(year):
    chains = [[row.end for row in subject.placements.all()] for subject in BacklogItem.objects.all()]
    assert ["moved", "treated"] in chains
    assert ["moved", "moved", "treated"] in chains
    assert [chain for chain in chains if chain[-1] == ""]
    for placement in Placement.objects.exclude(session=None).select_related("session"):
        assert placement.session.items.filter(translation_key=placement.item_key).exists()


def test_a_point_that_came_over_stands_on_the_agenda_of_a_public_session(year, client):
    subject = next(one for one in BacklogItem.objects.all() if one.outcome == "treated")
    session = subject.placements.last().session
    assert subject.title in {item.title for item in public_items(session)}


def test_what_was_said_is_a_public_matter_and_most_are_answered(year):
    said = SaidMatter.objects.filter(removed_in=None)
    assert said.count() >= 40
    assert not said.filter(submission=None).exists()
    states = Counter(said.values_list("submission__state", flat=True))
    assert states[SubmissionState.ACCEPTED] > states[SubmissionState.IN_REVIEW] >= 3
    answered = Submission.objects.filter(said_in__isnull=False, state=SubmissionState.ACCEPTED)
    entries = HistoryEntry.objects.filter(submission__in=answered, action="answered", to_state="accepted")
    assert entries.count() == answered.count()
    assert not entries.filter(text="").exists()


def test_extra_points_recordings_and_small_cells_are_there(year):
    contents = [minutes.latest.content for minutes in public_minutes_rows()]
    assert [content for content in contents if content_rows(content, "extra")]
    assert [content for content in contents if content.get("chapters") and content.get("connection")]
    assert [content for content in contents if any(0 < n < 5 for n in tally_of(content, "age").values())]
    assert all(".example.org/" in content["recording"] for content in contents if content.get("recording"))


def test_the_model_session_is_complete_in_four_languages(year, client):
    minutes = model_minutes()
    assert minutes.session.council.slug == model_table()["council"]
    keys = list(translated_keys(minutes.latest.content))
    translations = MinutesTranslation.objects.filter(minutes=minutes)
    assert {row.language for row in translations} == set(CODES[1:])
    for row in translations:
        assert [key for key in keys if not row.texts.get(key)] == []
        assert row.sources == {key: minutes.latest.content[key] for key in keys}
    versions = SessionPage.objects.filter(translation_key=minutes.session.translation_key)
    assert {page.locale.language_code for page in versions} == set(CODES)
    assert {row["outcome"] for row in content_rows(minutes.draft, "item")} == {"treated", "moved"}


def test_people_who_gave_their_data_come_again_and_do_not_exist(year):
    rows = Participant.objects.all()
    sessions = set(rows.values_list("session", flat=True))
    assert len(sessions) >= 3
    shown = people_of_sessions(sessions).shown()
    assert shown.unique >= 5
    assert shown.returning >= 5
    assert all(row.name.endswith("de la Demostración") for row in rows)
    assert all(not row.email or row.email.endswith("@example.org") for row in rows)
    for session in sessions:
        assert rows.filter(session=session).count() <= Minutes.objects.get(session=session).total


def rows_as_they_are():
    """Return the values of all rows that follow from versions."""
    models = (ItemRecord, Agreement, SaidMatter, BacklogItem, Placement, Submission)
    left_out = {ItemRecord: ["id"]}
    return {
        model: sorted(
            (sorted((name, repr(value)) for name, value in row.items() if name not in left_out.get(model, ())))
            for row in model.objects.values()
        )
        for model in models
    }


def test_publishing_them_again_changes_nothing(year):
    before = rows_as_they_are()
    for minutes in public_minutes_rows():
        assert minutes.latest.points == agenda_points(minutes.session)
        project(minutes)
        make_matters(minutes, None)
        update_backlog(minutes, None)
    after = rows_as_they_are()
    for model, rows in before.items():
        assert after[model] == rows, model


def test_search_holds_what_it_should_and_a_second_time_nothing_is_made(year):
    assert verify() == (set(), set(), set())
    counts = [model.objects.count() for model in (Minutes, MinutesVersion, SaidMatter, Participant, Submission)]
    build_minutes()
    assert [model.objects.count() for model in (Minutes, MinutesVersion, SaidMatter, Participant, Submission)] == counts


def test_nothing_is_made_where_nobody_could_have_published_it(db):
    build_minutes()
    assert not Minutes.objects.exists()
