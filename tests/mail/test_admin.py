"""«Correo que no salió»: for curators and administrators, why it did not go out, to whom it was, and once more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.models import User
from portal.mail.models import MailFault, MailState, OutgoingMail
from portal.mail.purposes import MailPurpose, register_mail_purpose
from portal.mail.waiting import undelivered_mails
from tests.districts.teams import browser

from .test_outbox import written

pytestmark = pytest.mark.django_db
ADDRESS = reverse("undelivered_mail:index")


def failed(to="maria.lopez@example.org", fault=MailFault.REFUSED, **fields):
    """Return a mail that did not go out."""
    row = written(to)
    values = {
        "state": MailState.FAILED,
        "fault": fault,
        "answer": "550 5.1.1",
        "attempts": 1,
        "done_at": timezone.now(),
    }
    OutgoingMail.objects.filter(pk=row.pk).update(**values | fields)
    return row


def shown(client, **query):
    """Return the page as text."""
    return client.get(ADDRESS, query).content.decode()


def states():
    """Return the states of all mails by key."""
    return dict(OutgoingMail.objects.values_list("pk", "state"))


def test_it_says_what_mail_to_whom_and_why_and_hides_the_address(teams):
    register_mail_purpose("test", MailPurpose("Aviso de recepción"))
    failed()
    page = shown(teams.browsers["curator"])
    for words in ("Aviso de recepción", "m…@example.org", "la dirección no existe", "550 5.1.1", "1 intento"):
        assert words in page
    for secret in ("maria", "lopez", "Recibimos tu propuesta", "Gracias."):
        assert secret not in page


@pytest.mark.parametrize(
    ("to", "masked"), [("a@b.cc", "a…@b.cc"), ("vecina", "v…"), ("", "…"), ("<b>@x.y", "<…@x.y"), ("@", "…@")]
)
def test_an_address_is_masked_whatever_it_is(to, masked):
    assert OutgoingMail(recipient=to).masked_recipient == masked


def test_it_lists_what_waits_since_long_and_nothing_else(teams):
    late, soon, sent, purged, planned = (
        written(f"{name}@example.org") for name in ("late", "soon", "sent", "purged", "planned")
    )
    OutgoingMail.objects.update(wanted_at=timezone.now() - timedelta(minutes=90))
    OutgoingMail.objects.filter(pk=soon.pk).update(wanted_at=timezone.now())
    OutgoingMail.objects.filter(pk=sent.pk).update(state=MailState.SENT)
    OutgoingMail.objects.filter(pk=purged.pk).update(state=MailState.FAILED, purged=True)
    OutgoingMail.objects.filter(pk=planned.pk).update(wanted_at=timezone.now() + timedelta(days=1))
    assert list(undelivered_mails(teams.people["curator"])) == [late]
    assert "se sigue probando" in shown(teams.browsers["curator"])


@pytest.mark.parametrize("name", ["west_editor", "west_reviewer"])
def test_nobody_of_a_district_sees_it(teams, name):
    row = failed()
    assert teams.browsers[name].get(ADDRESS).status_code == 403
    assert teams.browsers[name].post(ADDRESS, {"all": "1"}).status_code == 403
    assert states() == {row.pk: MailState.FAILED}
    assert ADDRESS not in teams.browsers[name].get(reverse("wagtailadmin_home")).content.decode()


def test_a_visitor_has_to_log_in(client):
    assert client.get(ADDRESS).status_code == 302


def test_an_administrator_sees_it(db):
    failed()
    assert "m…@example.org" in shown(browser(User.objects.create_superuser("root", "root@example.org", "secret")))


def test_one_several_or_all_are_sent_again(teams, mailoutbox, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    curator = teams.browsers["curator"]

    def press(**sent):
        with django_capture_on_commit_callbacks(execute=True):
            assert curator.post(ADDRESS, sent).status_code == 302
        return {pk for pk, state in states().items() if state == MailState.SENT}

    one, two, three, four = (failed(f"a{number}@example.org").pk for number in range(4))
    assert press(only=[one], mail=[two, three]) == {one}  # the button of one row counts, whatever is ticked
    assert press(mail=[two, three]) == {one, two, three}
    assert press() == {one, two, three}
    assert press(all="1") == {one, two, three, four}
    assert len(mailoutbox) == 4
    assert "Todo el correo salió." in shown(curator)


@pytest.mark.parametrize("keys", [["x"], ["9" * 30], ["-1"], ["\u0663"], [""], ["1\x00"], ["1 OR 1=1"]])
def test_nothing_that_somebody_sends_is_a_fault(teams, keys):
    row = failed()
    for name in ("mail", "only"):
        assert teams.browsers["curator"].post(ADDRESS, {name: keys}).status_code == 302
    assert teams.browsers["curator"].get(ADDRESS, {"p": keys}).status_code == 200
    assert states()[row.pk] == MailState.FAILED


def test_what_is_not_on_the_list_is_not_sent_again(teams):
    row = written()
    OutgoingMail.objects.update(state=MailState.SENT)
    teams.browsers["curator"].post(ADDRESS, {"mail": [row.pk]})
    assert states() == {row.pk: MailState.SENT}


def test_it_stands_on_the_first_page_of_who_answers_for_the_city(teams):
    home = reverse("wagtailadmin_home")
    before = teams.browsers["curator"].get(home).content.decode()
    assert "Mira el motivo y envíalo otra vez" not in before
    failed()
    page = teams.browsers["curator"].get(home).content.decode()
    assert "Mira el motivo y envíalo otra vez" in page
    assert "m…@example.org" in page
    assert "maria" not in page


def test_twenty_cost_no_more_questions_than_one(teams, django_assert_max_num_queries):
    curator = teams.browsers["curator"]
    failed()
    shown(curator)
    with CaptureQueriesContext(connection) as one:
        shown(curator)
    for _each in range(19):
        failed()
    with django_assert_max_num_queries(len(one)):
        shown(curator)
