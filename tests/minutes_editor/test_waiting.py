"""What waits on the editor's first page, and the mail that reminds of missing minutes."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.districts.roles import ensure_curators
from portal.events.choices import EventState
from portal.mail.models import OutgoingMail
from portal.minutes.models import Minutes
from portal.minutes.publication import approve, give_back_draft, send_to_review
from portal.minutes.rights import may_write
from portal.minutes_editor.models import MinutesReminder
from portal.minutes_editor.reminders import minutes_writers, remind_of_missing_minutes
from tests.districts.teams import account, browser
from tests.factories import district_page, neighbourhood, publish
from tests.minutes.held import held_session, published, written, wrote
from tests.office.dashboard.office import again, counts, member, what_waits

pytestmark = pytest.mark.django_db


def lines(user, name):
    """Return the lines of one sort of thing that waits for an account."""
    return [line for sort in what_waits(again(user)) if sort["name"] == name for line in sort["lines"]]


def test_minutes_are_missing_three_days_after_the_session(council, writer):
    held_session(council, days=2)
    assert "minutes-missing" not in counts(writer)
    session = held_session(council, days=5)
    (line,) = lines(writer, "minutes-missing")
    assert (line.title, line.detail) == (council.title, "hace 5 días")
    assert line.url == reverse("minutes_overview", args=[session.reference])


def test_what_is_missing_longest_comes_first(council, writer):
    for days in (4, 9, 6):
        held_session(council, days=days)
    assert [line.detail for line in lines(writer, "minutes-missing")] == ["hace 9 días", "hace 6 días", "hace 4 días"]


def test_nothing_is_missing_of_a_cancelled_an_old_or_a_published_session(council, writer):
    held_session(council, days=5, state=EventState.CANCELLED, cancel_reason="Llueve.")
    held_session(council, days=100)
    published(held_session(council, days=5), writer)
    assert "minutes-missing" not in counts(writer)


def test_nothing_waits_for_another_district(council):
    held_session(council, days=5)
    assert "minutes-missing" not in counts(member(Role.REVIEWER, district_page("Sur", "sur")))


def test_a_review_waits_for_who_publishes_and_not_for_who_asked(council, author, writer):
    session = publish(held_session(council, days=5, owner=author))
    wrote(session, author, written(session))
    send_to_review(session, author)
    assert [line.detail for line in lines(writer, "minutes-to-review")] == ["la enviaron hoy"]
    assert not {"minutes-to-review", "minutes-missing"} & set(counts(author))


def test_what_came_back_waits_for_who_wrote_it(council, author, writer):
    session = publish(held_session(council, days=5, owner=author))
    wrote(session, author, written(session))
    send_to_review(session, author)
    give_back_draft(session, writer, "Falta decir quién pinta.")
    assert [line.detail for line in lines(author, "minutes-sent-back")] == ["Falta decir quién pinta."]
    assert "minutes-missing" not in counts(author)


def test_provisional_minutes_wait_for_approval_after_their_days_and_a_later_session(council, writer):
    session = held_session(council, days=30)
    published(session, writer)
    assert "minutes-to-approve" not in counts(writer)
    Minutes.objects.update(corrections_until=timezone.localdate() - timedelta(days=1))
    assert "minutes-to-approve" not in counts(writer)
    later = held_session(council, days=2)
    assert counts(writer)["minutes-to-approve"] == 1
    approve(session, writer, later)
    assert "minutes-to-approve" not in counts(writer)


def test_a_correction_that_nobody_published_waits(held, writer):
    published(held, writer)
    assert "minutes-to-correct" not in counts(writer)
    wrote(held, writer, written(held, count__hall="31"))
    assert counts(writer)["minutes-to-correct"] == 1


def test_the_first_page_leads_to_the_list(council, writer):
    held_session(council, days=5)
    assert f"{reverse('minutes_index')}?state=missing" in browser(writer).get("/admin/").content.decode()


# Mails ---------------------------------------------------------------------------------------------------------------


def mails(days=0):
    """Have the clock remind so many days from now; return {address: [text]} of all mails so far."""
    cache.clear()
    remind_of_missing_minutes(timezone.now() + timedelta(days=days))
    found = {}
    for mail in OutgoingMail.objects.filter(purpose="minutes-missing").order_by("pk"):
        found.setdefault(mail.recipient, []).append("\n".join([mail.subject, *mail.sections]))
    return found


def test_one_mail_after_three_days_and_one_after_seven(council, writer):
    held_session(council, days=1)
    assert mails(1) == {}
    assert len(mails(2)[writer.email]) == 1
    assert len(mails(3)[writer.email]) == 1
    assert len(mails(6)[writer.email]) == 2
    assert len(mails(8)[writer.email]) == 2
    assert set(MinutesReminder.objects.values_list("day", flat=True)) == {3, 7}


def test_one_mail_names_all_that_is_missing_and_nobody(council, writer):
    session, other = held_session(council, days=4), held_session(council, days=8)
    wrote(session, writer, {"summary": "Marta Pérez habló", "remarks": "Llamar a Marta Pérez"})
    (text,) = mails()[writer.email]
    assert "2 sesiones esperan su acta" in text
    assert text.count(council.title) == 2
    assert "hace 8 días" in text
    assert "Marta" not in text
    assert other.get_url() not in text


def test_minutes_that_are_public_or_a_cancelled_session_bring_no_mail(council, writer):
    published(held_session(council, days=4), writer)
    held_session(council, days=4, state=EventState.CANCELLED, cancel_reason="Llueve.")
    assert mails() == {}


def test_a_clock_that_stood_still_reminds_once_and_of_nothing_old(council, writer):
    held_session(council, days=9)
    held_session(council, days=40)
    (text,) = mails()[writer.email]
    assert text.count(council.title) == 1


def test_who_is_reminded_may_write_them(west, council, author):
    elm, oak = neighbourhood(west, "Olmo"), neighbourhood(west, "Roble")
    people = {
        "editor": member(Role.EDITOR, west),
        "elm": member(Role.EDITOR, west, [elm]),
        "oak": member(Role.REVIEWER, west, [oak]),
        "south": member(Role.EDITOR, district_page("Sur", "sur")),
        "translator": member(Role.TRANSLATOR, west, languages=["fr"]),
        "owner": author,
        "other": member(Role.AUTHOR, west),
    }
    session = publish(held_session(council, neighbourhood=elm, owner=author))
    found = set(minutes_writers(session))
    assert found == {people[name] for name in ("editor", "elm", "owner")}
    assert {user for user in people.values() if may_write(user, session)} == found


def test_without_a_team_the_curators_are_reminded(council):
    curator = account("curator", ensure_curators())
    assert list(minutes_writers(held_session(council))) == [curator]
