"""What was announced follows every way in which an event becomes public, changes, or goes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.core import clock
from portal.districts.opening.closing import close_district, reopen_district
from portal.events.models import Announcement, EventChange, EventPage, EventState, Modality
from tests.councils import city
from tests.factories import district_page, home, let_a_minute_pass, locale, publish
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("announcements are locked and written in bulk")]
START = timezone.now().replace(microsecond=0) + timedelta(days=7)


def announced():
    """Return a public workshop that was announced."""
    page = city.event(district_page(), START, "Taller de compost", venue_name="Club", state=EventState.CONFIRMED)
    return city.long_known(page)


@made_once
def event(db):
    """A public workshop that was announced."""
    return announced()


def told(event):
    return Announcement.objects.get(key=event.translation_key)


def heard(event):
    return [change.what for change in told(event).changes.all()]


def again(event):
    return type(event).objects.get(pk=event.pk)


def edit(event, **fields):
    """Change an event as the form does: a draft of the latest one, then its publication."""
    draft = again(event).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return again(event)


def test_the_first_publication_is_announced(event):
    announcement = told(event)
    assert announcement.sequence == 0
    assert heard(event) == ["added"]
    assert announcement.told["titles"] == {"es": "Taller de compost"}
    assert announcement.told["urls"] == {"es": event.url}
    assert (announcement.told["place"], announcement.told["state"]) == ("Club", "confirmed")


def test_a_draft_is_not_announced(event):
    draft = event.get_parent().add_child(instance=EventPage(title="Borrador", slug="borrador", live=False, start=START))
    draft.save_revision()
    assert not Announcement.objects.filter(key=draft.translation_key).exists()


def test_a_scheduled_publication_announces_nothing_before_its_time(event):
    later = EventPage(title="Después", slug="despues", live=False, start=START)
    event.get_parent().add_child(instance=later)
    later.go_live_at = timezone.now() + timedelta(days=1)
    later.save_revision().publish()
    assert not Announcement.objects.filter(key=later.translation_key).exists()
    event.go_live_at = timezone.now() + timedelta(days=1)
    event.start += timedelta(days=1)
    event.save_revision().publish()
    assert heard(event) == ["added"]


def test_what_is_made_by_code_without_publishing_is_announced(event):
    made = event.get_parent().add_child(instance=EventPage(title="Feria", slug="feria", start=START))
    assert heard(made) == ["added"]


def test_publishing_the_same_again_says_nothing(event):
    edit(event, text="<p>Más palabras</p>")
    assert heard(event) == ["added"]
    assert told(event).sequence == 0


@pytest.mark.parametrize(
    ("fields", "changes", "sequence"),
    [
        ({"start": START + timedelta(days=1)}, ["moved"], 1),
        ({"end": START + timedelta(hours=3)}, ["moved"], 1),
        ({"state": EventState.CANCELLED, "cancel_reason": "Llueve"}, ["cancelled"], 1),
        ({"venue_name": "Escuela"}, ["place"], 1),
        ({"venue_address": "Mitre 100"}, ["place"], 1),
        ({"modality": Modality.HYBRID, "phone_in": "0800"}, ["modality"], 1),
        ({"modality": Modality.VIRTUAL, "phone_in": "0800"}, ["modality"], 1),
        ({"title": "Taller de lombrices"}, ["title"], 0),
        ({"state": EventState.PLANNED}, [], 1),
        (
            {"start": START + timedelta(days=1), "venue_name": "Escuela", "title": "Otro"},
            ["moved", "place", "title"],
            1,
        ),
    ],
)
def test_each_change_is_noted_once(event, fields, changes, sequence):
    edit(event, **fields)
    assert heard(event) == ["added", *changes]
    assert told(event).sequence == sequence


def test_a_cancelled_event_can_come_back(event):
    edit(event, state=EventState.CANCELLED, cancel_reason="Llueve")
    let_a_minute_pass(61)
    edit(event, state=EventState.CONFIRMED, cancel_reason="")
    assert heard(event) == ["added", "cancelled", "revived"]
    assert told(event).sequence == 2
    assert told(event).changes.get(what="cancelled").after == {"state": "cancelled", "reason": "Llueve"}


def test_a_withdrawn_event_stays_told_and_can_return(event):
    event.unpublish()
    announcement = told(event)
    assert announcement.gone_at
    assert announcement.sequence == 1
    assert announcement.told["titles"]
    publish(again(event))
    assert heard(event) == ["added", "withdrawn", "revived"]
    assert told(event).gone_at is None
    assert told(event).sequence == 2


def test_an_event_whose_time_is_over_is_withdrawn_by_the_clock(event):
    event.expire_at = timezone.now() + timedelta(days=1)
    event.save()
    clock.publish_due(timezone.now() + timedelta(days=2))
    assert not again(event).live
    assert heard(event) == ["added", "withdrawn"]


def test_a_deleted_event_stays_told(event):
    event.delete()
    assert heard(event) == ["added", "withdrawn"]
    assert told(event).told["place"] == "Club"


def test_deleting_the_folder_withdraws_what_lies_in_it(event):
    other = city.event(event.get_parent().specific, START, "Feria")
    event.get_parent().specific.delete()
    assert [heard(event), heard(other)] == [["added", "withdrawn"]] * 2


def test_a_deleted_session_is_told_with_its_council_and_its_reference(event):
    session = city.session(city.council(event.get_parent().specific, "Consejo"), START, "Plaza")
    session.delete()
    assert heard(session) == ["added", "withdrawn"]
    assert (told(session).told["council"], told(session).told["reference"]) == ("Consejo", session.reference)


def test_a_restriction_of_the_folder_withdraws_and_lifting_it_brings_back(event):
    folder = Page.objects.get(pk=event.get_parent().pk)
    wall = PageViewRestriction.objects.create(page=folder, restriction_type=PageViewRestriction.LOGIN)
    assert heard(event) == ["added", "withdrawn"]
    wall.delete()
    assert heard(event) == ["added", "withdrawn", "revived"]


def test_what_was_never_public_is_not_announced_by_deleting_it(event):
    folder = Page.objects.get(pk=event.get_parent().pk)
    PageViewRestriction.objects.create(page=folder, restriction_type=PageViewRestriction.LOGIN)
    secret = city.event(folder.specific, START, "Reunión secreta")
    assert not Announcement.objects.filter(key=secret.translation_key).exists()
    Page.objects.get(pk=folder.pk).specific.delete()
    assert not Announcement.objects.filter(key=secret.translation_key).exists()


def test_closing_the_district_withdraws_and_opening_it_brings_back(event):
    close_district(event.district)
    assert heard(event) == ["added", "withdrawn"]
    reopen_district(event.district)
    assert heard(event) == ["added", "withdrawn", "revived"]


def test_a_move_into_a_private_folder_withdraws(event):
    private = district_page("Sur", "sur")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    again(event).move(private, pos="last-child")
    assert heard(event) == ["added", "withdrawn"]


def test_a_translation_adds_its_title_and_no_change(event):
    french = event.copy_for_translation(locale("fr"), copy_parents=True)
    french.title = "Atelier de compost"
    publish(french)
    assert told(event).told["titles"] == {"es": "Taller de compost", "fr": "Atelier de compost"}
    assert heard(event) == ["added"]
    edit(again(french), title="Atelier compost")
    assert heard(event) == ["added", "title"]
    again(event).unpublish()
    assert list(told(event).told["titles"]) == ["fr"]
    assert told(event).gone_at is None


def test_a_stale_draft_of_a_translation_moves_nothing(event):
    french = publish(event.copy_for_translation(locale("fr"), copy_parents=True))
    stale = again(french)
    moved = edit(event, start=START + timedelta(days=2))
    stale.title = "Atelier"
    stale.save_revision().publish()
    assert heard(event) == ["added", "moved", "title"]
    assert (again(french).start, again(french).former_start) == (moved.start, START)


def test_many_are_settled_with_a_fixed_number_of_queries(event, django_assert_max_num_queries):
    from portal.events.publication_log import settle

    council = city.council(event.get_parent().specific, "Consejo")
    sessions = [city.session(council, START + timedelta(days=day), f"Tema {day}") for day in range(6)]
    with django_assert_max_num_queries(14):
        settle([session.translation_key for session in sessions])
    assert EventChange.objects.exclude(what="added").count() == 0


def test_the_new_address_of_a_council_is_told(event):
    council = city.council(event.get_parent().specific, "Consejo", slug="consejo")
    session = city.session(council, START, "Plaza")
    council = again(council)
    council.slug = "asamblea"
    publish(council)
    assert "/asamblea/" in told(session).told["urls"]["es"]
    assert heard(session) == ["added"]
    assert home().live


def test_the_clock_announces_what_was_scheduled_when_it_publishes_it(event, monkeypatch):
    later = EventPage(title="Después", slug="despues", live=False, start=START)
    event.get_parent().add_child(instance=later)
    later.go_live_at = timezone.now() + timedelta(days=1)
    later.save_revision().publish()
    moved = again(event)
    moved.go_live_at, moved.start = timezone.now() + timedelta(days=1), START + timedelta(days=1)
    moved.save_revision().publish()
    assert [heard(event), again(event).former_start] == [["added"], None]
    now = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: now)
    clock.publish_due(now)
    assert heard(later) == ["added"]
    assert heard(event) == ["added", "moved"]
    assert again(event).former_start == START
