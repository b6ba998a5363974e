"""The yearly reminder: to the district's reviewers or the curators, one mail each, once a month at most."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from portal.core import clock
from portal.mail.models import OutgoingMail
from portal.mail.outbox import deliver_due
from portal.practices.models import PracticePage, ReviewReminder
from portal.practices.reminders import not_reviewed, remind
from tests.districts.teams import Teams
from tests.factories import practice, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 10, 9, tzinfo=ZoneInfo("America/Argentina/Buenos_Aires"))
LONG_AGO = (NOW - timedelta(days=400)).date()
LATELY = (NOW - timedelta(days=300)).date()


@made_once
def teams(db):
    return Teams()


def sent():
    """Send what lies in the outbox and return {address: body} of the mails; fails when somebody got two."""
    deliver_due.call()
    found = [(message.to[0], message.body) for message in mail.outbox]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_each_team_gets_its_own_in_one_mail(teams):
    practice("Huerta", parent=teams.pages["west"], last_reviewed=LONG_AGO)
    practice("Muelle", parent=teams.pages["west"], last_reviewed=LONG_AGO)
    practice("Urna", parent=teams.pages["south"], last_reviewed=LONG_AGO)
    practice("De otra ciudad", last_reviewed=LONG_AGO)
    remind(NOW)
    bodies = sent()
    assert set(bodies) == {"west_reviewer@example.org", "south_reviewer@example.org", "curator@example.org"}
    west = bodies["west_reviewer@example.org"]
    assert "Huerta" in west
    assert "Muelle" in west
    assert "Urna" not in west
    assert "De otra ciudad" in bodies["curator@example.org"]


def test_what_was_reviewed_within_the_year_is_left_in_peace(teams):
    practice(last_reviewed=LATELY)
    remind(NOW)
    assert sent() == {}


def test_what_was_never_reviewed_counts_from_its_publication(teams):
    page = practice()
    assert list(not_reviewed(page.first_published_at + timedelta(days=364))) == []
    assert list(not_reviewed(page.first_published_at + timedelta(days=366))) == [page]


def test_once_a_month_at_most(teams):
    page = practice(last_reviewed=LONG_AGO)
    remind(NOW)
    for days in (0, 1, 29):
        remind(NOW + timedelta(days=days))
    assert len(sent()) == 1
    assert ReviewReminder.objects.get().page == page
    remind(NOW + timedelta(days=31))
    assert OutgoingMail.objects.count() == 2
    assert ReviewReminder.objects.count() == 1


def test_only_first_versions_that_are_public(teams):
    page = practice("La una", last_reviewed=LONG_AGO)
    translate(page, "fr", title="La même")
    practice("Borrador", live=False, last_reviewed=LONG_AGO)
    private = practice("Reservada", last_reviewed=LONG_AGO)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert [found.title for found in not_reviewed(NOW)] == ["La una"]


def test_a_district_without_reviewers_is_the_curators(teams):
    teams.people["west_reviewer"].delete()
    practice("Huerta", parent=teams.pages["west"], last_reviewed=LONG_AGO)
    remind(NOW)
    assert "Huerta" in sent()["curator@example.org"]


@pytest.mark.parametrize(
    ("language", "words", "date"),
    [
        ("es", "Hace más de un año que nadie revisa", "3 de febrero de 2030"),
        ("en", "for more than a year", "3 February 2030"),
        ("fr", "depuis plus d’un an", "3 février 2030"),
        ("pt-br", "há mais de um ano", "3 de fevereiro de 2030"),
    ],
)
def test_each_reads_their_own_language(teams, language, words, date):
    profile = UserProfile.get_for_user(teams.people["curator"])
    profile.preferred_language = language
    profile.save()
    practice(last_reviewed=LONG_AGO)
    remind(NOW)
    assert words in sent()["curator@example.org"]
    assert date in sent()["curator@example.org"]


def test_an_account_without_address_leaves_nothing_said(teams):
    teams.people["curator"].email = ""
    teams.people["curator"].save()
    practice(last_reviewed=LONG_AGO)
    remind(NOW)
    assert sent() == {}
    assert not ReviewReminder.objects.exists()


def test_a_mail_that_fails_is_tried_again_and_stops_nobody_elses(teams, monkeypatch):
    practice("Huerta", parent=teams.pages["west"], last_reviewed=LONG_AGO)
    practice("Urna", parent=teams.pages["south"], last_reviewed=LONG_AGO)
    whole = EmailBackend.send_messages

    def refuse(self, messages):
        if "west_reviewer@example.org" in messages[0].to:
            raise ConnectionRefusedError
        return whole(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    remind(NOW)
    for _minute in range(2):
        deliver_due.call()
    assert set(sent()) == {"south_reviewer@example.org"}
    monkeypatch.undo()
    remind(NOW)
    OutgoingMail.objects.update(not_before=timezone.now())
    assert set(sent()) == {"south_reviewer@example.org", "west_reviewer@example.org"}


def test_the_clock_does_it_each_day(teams):
    practice(last_reviewed=LONG_AGO)
    assert "portal.practices.reminders.remind" in clock.tick(NOW)
    assert len(sent()) == 1
    assert PracticePage.objects.get(title="Canteros con padrinos").last_reviewed == LONG_AGO
