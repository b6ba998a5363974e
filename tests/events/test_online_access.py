"""Who sees the link to join, in every combination of visibility, time, state and way of taking part."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.events.models import EventPage, EventState, JoinVisibility, Modality
from portal.events.online_access import dial_code, is_held_online, join_link, next_change, opens_at

pytestmark = pytest.mark.django_db  # a page asks for its content type
START = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
LINK = "https://meet.example/secreto"
#: minutes from the start, what the window of 15 minutes says then
TIMES = {-10_000: False, -16: False, -15: True, 0: True, 119: True, 120: False, 10_000: False}


def meeting(**fields):
    fields = {"modality": Modality.HYBRID, "online_url": LINK, "join_minutes": 15, **fields}
    event = EventPage(title="Taller", start=START, **fields)
    event.until = event.computed_until()
    return event


@pytest.mark.parametrize("minutes", TIMES)
def test_a_public_link_is_seen_until_it_is_over(minutes):
    shown = join_link(meeting(join_visibility=JoinVisibility.PUBLIC), START + timedelta(minutes=minutes))
    assert shown == (LINK if minutes < 120 else "")


@pytest.mark.parametrize("minutes", TIMES)
def test_a_link_with_a_window_is_seen_in_it_only(minutes):
    shown = join_link(meeting(join_visibility=JoinVisibility.WINDOW), START + timedelta(minutes=minutes))
    assert shown == (LINK if TIMES[minutes] else "")


@pytest.mark.parametrize("minutes", TIMES)
def test_a_link_for_registered_people_is_never_seen(minutes):
    event = meeting(join_visibility=JoinVisibility.REGISTERED)
    now = START + timedelta(minutes=minutes)
    assert (join_link(event, now), opens_at(event), next_change(event, now)) == ("", None, None)


@pytest.mark.parametrize("visibility", JoinVisibility)
@pytest.mark.parametrize(
    "fields", [{"state": EventState.CANCELLED}, {"modality": Modality.IN_PERSON}, {"online_url": ""}]
)
def test_nobody_is_led_where_nobody_is(fields, visibility):
    event = meeting(join_visibility=visibility, **fields)
    assert not is_held_online(event)
    assert (join_link(event, START), opens_at(event), next_change(event, START)) == ("", None, None)


@pytest.mark.parametrize("state", [EventState.PLANNED, EventState.CONFIRMED, EventState.RESCHEDULED])
def test_a_moved_event_opens_before_its_new_hour(state):
    event = meeting(state=state, former_start=START - timedelta(days=7), join_minutes=30)
    assert opens_at(event) == START - timedelta(minutes=30)
    assert join_link(event, START - timedelta(days=7)) == ""


@pytest.mark.parametrize("visibility", [JoinVisibility.PUBLIC, JoinVisibility.WINDOW])
@pytest.mark.parametrize("minutes", TIMES)
def test_the_next_change_is_when_the_answer_changes(minutes, visibility):
    event, now = meeting(join_visibility=visibility), START + timedelta(minutes=minutes)
    change = next_change(event, now)
    if change is None:
        assert now >= event.until
    else:
        just_before = change - timedelta(seconds=1)
        assert join_link(event, now) == join_link(event, max(now, just_before)) != join_link(event, change)


@pytest.mark.parametrize(("visibility", "shown"), [("public", "031#"), ("window", "031#"), ("registered", "")])
def test_the_code_of_the_telephone_opens_the_same_door_as_the_link(visibility, shown):
    assert dial_code(meeting(join_visibility=visibility, phone_in="0800 555 0148", phone_code="031#")) == shown
    assert dial_code(meeting(join_visibility=visibility, phone_code="031#")) == ""
