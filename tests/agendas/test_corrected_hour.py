"""A session moved by mistake and mended within the hour: no page, poster, feed or weekly agenda names the wrong date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.agendas.models import WeeklyIssue
from portal.agendas.weekly.publication import publish_weekly_issue
from portal.councils.models import SessionPage
from portal.events.models import Announcement, EventState
from portal.series.reschedule import cancel_session, move, revive
from tests.agendas.test_moved_hour import FEEDS, LISTS, NEW, OLD, plaza, sign, text, today

pytestmark = pytest.mark.django_db
WRONG = OLD + timedelta(days=60)
WRONG_WORDS = "18 de enero"
__all__ = ["plaza", "today"]


def places(page):
    """Return the addresses at which people read of a session."""
    own = [page.url, page.council.url, f"{page.url}calendar.ics"]
    return [*own, f"{page.url}invitation/poster-a4/", f"{page.url}invitation/texts/", *LISTS, *FEEDS]


def mended(plaza, right):
    """Return the session after it was moved to a wrong date and then to the right one."""
    move(plaza, WRONG, None, "Un error", None)
    return move(SessionPage.objects.get(pk=plaza.pk), right, None, "Fumigación", None)


def test_no_place_names_the_wrong_date(client, plaza):
    page = mended(plaza, NEW)
    assert (page.former_start, page.state, page.cancel_reason) == (OLD, EventState.RESCHEDULED, "Fumigación")
    for address in places(page):
        said = text(client, address)
        assert WRONG_WORDS not in said, address
        assert "Un error" not in said, address
    assert "Antes era a las 18:00" in text(client, page.url)
    assert "SEQUENCE:2" in text(client, f"{page.url}calendar.ics")


def test_what_goes_back_says_nothing_at_all(client, plaza):
    page = mended(plaza, OLD)
    assert (page.former_start, page.state, page.cancel_reason) == (None, EventState.PLANNED, "")
    for address in places(page):
        said = text(client, address)
        assert "Cambió de" not in said, address
        assert "ntes era" not in said, address
        assert "Fumigación" not in said, address


def test_a_weekly_agenda_signed_before_hears_of_one_move_or_of_none(client, plaza):
    sign()
    page = mended(plaza, NEW)
    said = text(client, "/es/agenda/2026-W47/")
    assert "Cambió de hora: antes 18:00, ahora 19:00." in said
    assert WRONG_WORDS not in said.partition('id="changes"')[2].partition("</section>")[0]
    move(page, OLD, None, "Al final no", None)
    assert 'id="changes"' not in text(client, "/es/agenda/2026-W47/")


def test_a_weekly_agenda_signed_with_the_wrong_date_told_it(client, plaza):
    move(plaza, WRONG, None, "Un error", None)
    sign()
    page = move(SessionPage.objects.get(pk=plaza.pk), NEW, None, "", None)
    assert page.former_start == WRONG
    changes = text(client, "/es/agenda/2026-W47/").partition('id="changes"')[2]
    assert "Cambió de lunes 18 de enero" in changes
    assert "a jueves 19 de noviembre, 19:00" in changes


def test_a_weekly_agenda_that_does_not_name_it_told_nothing(plaza):
    move(plaza, WRONG, None, "Un error", None)
    publish_weekly_issue(WeeklyIssue.objects.create(week="2026-W50"), send=False)
    assert move(SessionPage.objects.get(pk=plaza.pk), NEW, None, "", None).former_start == OLD


def test_the_log_keeps_each_step(plaza):
    steps = PageLogEntry.objects.filter(page=plaza, action="wagtail.publish").count()
    mended(plaza, OLD)
    assert PageLogEntry.objects.filter(page=plaza, action="wagtail.publish").count() == steps + 2


def test_a_wrong_cancellation_leaves_what_stood_before(client, plaza):
    sign()
    moved = move(plaza, NEW, None, "Fumigación", None)
    cancel_session(moved, "Un error", None)
    page = revive(SessionPage.objects.get(pk=plaza.pk), None)
    assert (page.state, page.former_start, page.cancel_reason) == (EventState.RESCHEDULED, OLD, "Fumigación")
    said = text(client, "/es/agenda/2026-W47/")
    assert "Vuelve a hacerse" not in said
    assert "Se canceló" not in said


def test_the_message_says_that_the_wrong_date_is_not_named(admin_client, plaza):
    def moved(when):
        sent = {"start": timezone.localtime(when).strftime("%d/%m/%Y %H:%M"), "reason": "Fumigación", "sure": "on"}
        return admin_client.post(reverse("event_move", args=[plaza.pk]), sent, follow=True).content.decode()

    assert "no se menciona" not in moved(WRONG)
    assert "no se menciona" in moved(NEW)
    assert Announcement.objects.get(key=plaza.translation_key).sequence == 2
