"""Letters to the offices: one each, never two, and one that fails stops no other."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from portal.agendas.models import Delivery, Recipient
from portal.agendas.weekly.mail import deliver, letter, send_again, send_issue
from portal.series.reschedule import cancel_session
from tests.mail.smtp import mail_server

State = Delivery.State


@pytest.fixture
def at_once(settings):
    """Background tasks run when they are enqueued, as the worker would."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def office(email, **fields):
    """Return a new office."""
    return Recipient.objects.create(name=email.partition("@")[0], email=email, **fields)


def states():
    """Return {address: state} of all letters."""
    return dict(Delivery.objects.values_list("recipient__email", "state"))


def send(issue, django_capture_on_commit_callbacks):
    """Send an issue, and do what waits for the end of the transaction."""
    with django_capture_on_commit_callbacks(execute=True):
        return send_issue(issue)


def test_each_office_of_the_city_gets_one_in_its_language(
    city, at_once, mailoutbox, django_capture_on_commit_callbacks
):
    office("parques@city.example")
    office("parcs@city.example", language="fr")
    office("oeste@city.example", district=city.west.record)
    office("nobody@city.example", active=False)
    issue = city.sign()
    assert send(issue, django_capture_on_commit_callbacks) == 2
    assert send(issue, django_capture_on_commit_callbacks) == 0
    assert sorted(mail.to[0] for mail in mailoutbox) == ["parcs@city.example", "parques@city.example"]
    assert states() == {"parques@city.example": State.SENT, "parcs@city.example": State.SENT}
    links = {mail.to[0]: mail.body.strip().splitlines()[-1] for mail in mailoutbox}
    assert links["parques@city.example"] == f"{django_settings.BASE_URL}/es/agenda/2026-W47/"
    assert links["parcs@city.example"] == f"{django_settings.BASE_URL}/fr/agenda/2026-W47/"


def test_a_letter_says_the_week_in_text_and_in_html(city):
    mail = letter(city.sign(), office("parques@city.example"), 7)
    html = mail.alternatives[0][0]
    for words in ("La plaza del Molino", "El patio de la escuela", "16 al 22 de noviembre"):
        assert words in mail.body
        assert words in html
    assert "SECRET" not in mail.body + html
    assert mail.extra_headers["List-Id"].startswith("<weekly-agenda.city.")
    assert (
        letter(city.sign(city.west.record), office("b@city.example"), 8)
        .extra_headers["List-Id"]
        .startswith("<weekly-agenda.oeste.")
    )


def test_a_letter_says_why_a_session_is_off(city):
    cancel_session(city.arroyo, "Corte de luz", None)
    mail = letter(city.sign(), office("parques@city.example"), 7)
    for text in (mail.body, mail.alternatives[0][0]):
        assert text.count("Corte de luz") == 1


def test_who_receives_the_internal_edition_reads_what_is_internal_but_no_link(city):
    mail = letter(city.sign(), office("parques@city.example", internal=True), 7)
    for words in ("SECRET 40 sillas", "SECRET policía", "SECRET 555"):
        assert words in mail.body
        assert words in mail.alternatives[0][0]
    assert "zoom.example" not in mail.body + mail.alternatives[0][0]


def test_a_task_that_comes_twice_sends_once(city, mailoutbox):
    delivery = Delivery.objects.create(issue=city.sign(), recipient=office("parques@city.example"))
    deliver.call(delivery.pk)
    deliver.call(delivery.pk)
    assert len(mailoutbox) == 1


def test_the_log_says_how_each_letter_really_stands():
    waiting = Delivery(state=Delivery.State.WAITING)
    assert not waiting.is_broken_off
    waiting.tried_at = timezone.now()
    assert (waiting.is_broken_off, waiting.is_to_try_again) == (False, False)
    waiting.tried_at -= timedelta(hours=1)
    assert (waiting.is_broken_off, waiting.is_to_try_again) == (True, True)
    assert Delivery(state=Delivery.State.FAILED, tried_at=timezone.now()).is_to_try_again
    assert not Delivery(state=Delivery.State.SENT, tried_at=timezone.now()).is_to_try_again


def test_a_letter_that_broke_off_waits_for_a_person(
    city, mailoutbox, monkeypatch, at_once, django_capture_on_commit_callbacks
):
    delivery = Delivery.objects.create(issue=city.sign(), recipient=office("parques@city.example"))
    monkeypatch.setattr("portal.agendas.weekly.mail.letter", lambda *known: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        deliver.call(delivery.pk)
    monkeypatch.undo()
    deliver.call(delivery.pk)
    assert mailoutbox == []
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(delivery)
    assert len(mailoutbox) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert not send_again(delivery)
    assert len(mailoutbox) == 1


def test_over_a_real_mail_server_one_bad_address_stops_no_other(
    city, at_once, settings, django_capture_on_commit_callbacks
):
    office("a@city.example")
    office("broken@city.example")
    office("z@city.example", language="pt", internal=True)
    issue = city.sign()
    with mail_server(settings) as server:
        send(issue, django_capture_on_commit_callbacks)
        assert states() == {
            "a@city.example": State.SENT,
            "broken@city.example": State.FAILED,
            "z@city.example": State.SENT,
        }
        assert "550" in Delivery.objects.get(recipient__email="broken@city.example").error
        Recipient.objects.filter(email="broken@city.example").update(email="mended@city.example")
        with django_capture_on_commit_callbacks(execute=True):
            send_again(Delivery.objects.get(recipient__email="mended@city.example"))
    assert set(states().values()) == {State.SENT}
    letters = [message_from_bytes(text, policy=policy.default) for text in server.letters]
    assert sorted(mail["To"] for mail in letters) == ["a@city.example", "mended@city.example", "z@city.example"]
    for mail in letters:
        assert mail["List-Id"]
        assert "La plaza del Molino" in mail.get_body(("plain",)).get_content()
        assert "La plaza del Molino" in mail.get_body(("html",)).get_content()


def test_without_a_mail_server_the_letter_is_kept_as_failed(
    city, at_once, settings, django_capture_on_commit_callbacks
):
    office("a@city.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    send(city.sign(), django_capture_on_commit_callbacks)
    assert states() == {"a@city.example": State.FAILED}
