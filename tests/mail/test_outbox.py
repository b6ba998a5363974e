"""Writing into the outbox: in the caller's transaction, joined where it is one matter, clean whatever somebody typed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from portal.core import clock
from portal.core.models import CitySettings
from portal.mail.message import compose_message
from portal.mail.models import MailFault, MailState, OutgoingMail
from portal.mail.outbox import deliver_due, deliver_mail, queue_mail
from portal.mail.purposes import MailPurpose, register_mail_purpose
from portal.personal_data.keyed_hash import keyed_hash

pytestmark = pytest.mark.django_db


def written(to="vecina@example.org", subject="Recibimos tu propuesta", sections=("Gracias.",), **more):
    """Write a mail into the outbox."""
    return queue_mail(
        **{"to": to, "subject": subject, "sections": list(sections), "language": "es", "purpose": "test"} | more
    )


@pytest.fixture
def at_once(settings):
    """Background tasks run when they are enqueued, as the worker would."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def test_a_mail_goes_out_when_its_transaction_ends(at_once, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = written()
        assert mailoutbox == []
    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert [message.to for message in mailoutbox] == [["vecina@example.org"]]
    assert mailoutbox[0].extra_headers["Message-ID"] == row.message_id


def test_what_is_taken_back_tells_nobody(at_once, mailoutbox, django_capture_on_commit_callbacks):
    def change():
        with transaction.atomic():
            written()
            raise RuntimeError("the change fails")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        change()
    assert mailoutbox == []
    assert not OutgoingMail.objects.exists()


def test_the_database_holds_neither_address_nor_text():
    written(headers={"X-Matter": "secret matter"}, html="<p>secret text</p>")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mail_outgoingmail")
        stored = str(cursor.fetchall())
    assert "test" in stored
    for secret in ("vecina", "propuesta", "Gracias", "secret"):
        assert secret not in stored


@pytest.mark.parametrize("merge_key", ["", "submission:1"])
def test_writing_a_mail_asks_three_questions_at_most(
    merge_key, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    for _each in range(2):
        with django_assert_max_num_queries(3), django_capture_on_commit_callbacks(execute=True):
            written(merge_key=merge_key)


# Several changes are one mail ----------------------------------------------------------------------------------------


def test_changes_of_one_matter_within_a_minute_are_one_mail(mailoutbox):
    first = written(sections=["Recibido.", "Código: 7"], merge_key="submission:7", headers={"X-One": "1"})
    second = written(" VECINA@example.org ", "Te respondieron", ["Código: 7", "Sí."], merge_key="submission:7")
    assert first.pk == second.pk
    assert second.sections == ["Recibido.", "Código: 7", "Sí."]
    assert second.subject == "Te respondieron"
    assert second.headers == {"X-One": "1"}
    deliver_mail.call(first.pk)
    assert mailoutbox == []
    OutgoingMail.objects.update(not_before=timezone.now())
    deliver_due.call()
    assert [message.subject for message in mailoutbox] == ["Te respondieron"]
    assert mailoutbox[0].body.count("Código: 7") == 1


def test_a_joined_mail_does_not_wait_longer_for_each_change():
    first = written(merge_key="submission:7")
    assert timedelta(seconds=50) < first.not_before - timezone.now() <= timedelta(minutes=1)
    assert written(sections=["Más."], merge_key="submission:7").not_before == first.not_before


@pytest.mark.parametrize(
    ("to", "key"), [("otra@example.org", "submission:7"), ("vecina@example.org", "submission:8"), ("a@b.cc", "")]
)
def test_another_person_or_matter_is_another_mail(to, key):
    written("a@b.cc")
    written(merge_key="submission:7")
    written(to, merge_key=key)
    assert OutgoingMail.objects.count() == 3


@pytest.mark.parametrize("state", [{"attempts": 1}, {"state": MailState.SENDING}, {"state": MailState.SENT}])
def test_what_was_begun_to_be_sent_is_not_changed_any_more(state):
    first = written(merge_key="submission:7")
    OutgoingMail.objects.update(**state)
    second = written(sections=["Otra cosa."], merge_key="submission:7")
    assert second.pk != first.pk
    first.refresh_from_db()
    assert first.sections == ["Gracias."]


def test_a_mail_is_joined_after_a_change_of_the_secret(settings):
    first = written(merge_key="submission:7")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-secret", [settings.SECRET_KEY]
    assert written(sections=["Más."], merge_key="submission:7").pk == first.pk


def test_a_delay_is_kept(mailoutbox):
    row = written(delay=timedelta(days=2))
    deliver_mail.call(row.pk)
    deliver_due.call()
    assert mailoutbox == []
    assert not DBTaskResult.objects.exists()


# What somebody typed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [
        "Hola\nBcc: todos@example.org",
        "Hola\r\n\r\ncuerpo",
        "Hola\x00",
        "Hola\ud800",
        "Hola\u2028Bcc: x@example.org",
        "ñ" * 5000,
    ],
)
def test_no_subject_brings_a_header_along(subject, mailoutbox):
    row = written(subject=subject)
    deliver_mail.call(row.pk)
    message = mailoutbox[0].message()
    assert "Bcc" not in message
    assert "\n" not in mailoutbox[0].subject
    assert len(mailoutbox[0].subject) <= 200
    assert mailoutbox[0].recipients() == ["vecina@example.org"]


NO_ADDRESSES = [
    "vecina@example.org\nBcc: a@example.org",
    "a@example.org, b@example.org",
    "Ana <a@example.org>",
    "ñandú@example.org",
    "vecina",
    "a@\ud800",
    "@",
    "",
    "x" * 10_000,
]


@pytest.mark.parametrize("to", NO_ADDRESSES)
def test_an_address_that_is_none_fails_at_once_and_stops_nobody(to, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = written(to)
    row.refresh_from_db()
    assert (row.state, row.fault) == (MailState.FAILED, MailFault.ADDRESS)
    deliver_due.call()
    assert mailoutbox == []


def test_letters_beyond_english_arrive(mailoutbox):
    row = written(
        "josé.niño@example.org".replace("é", "e").replace("ñ", "n"), "¿Qué pasó? Ação – naïve 🙂", ["Ñandú ça été 🙂"]
    )
    other = written("vecina@müller.example")
    for mail_row in (row, other):
        deliver_mail.call(mail_row.pk)
    raw = mailoutbox[0].message()
    assert "=?utf-8?" in raw["Subject"]
    assert mailoutbox[0].subject == "¿Qué pasó? Ação – naïve 🙂"
    assert "Ñandú ça été 🙂" in raw.get_payload(decode=True).decode()
    assert mailoutbox[1].message()["To"] == "vecina@xn--mller-kva.example"


def test_a_text_loses_only_what_no_mail_holds(mailoutbox):
    deliver_mail.call(written(sections=["uno\r\ndos\x00\ud800", "  ", "tres"]).pk)
    assert "uno\ndos\n\ntres" in mailoutbox[0].body


@pytest.mark.parametrize("name", ["To", "bcc", "X-A\nBcc", "X A", "", "Content-Type", "MIME-Version", "message-id"])
def test_a_header_that_the_outbox_writes_itself_is_a_fault_of_the_code(name):
    with pytest.raises(ValueError, match="is no header"):
        written(headers={name: "a@example.org"})


def test_further_headers_are_one_line(mailoutbox):
    row = written(headers={"List-Id": "<a.b>\nBcc: x@example.org", "In-Reply-To": "<1@a>"})
    deliver_mail.call(row.pk)
    message = mailoutbox[0].message()
    assert message["List-Id"] == "<a.b> Bcc: x@example.org"
    assert message["In-Reply-To"] == "<1@a>"
    assert message["Message-ID"] == row.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Bcc" not in message


# Words ---------------------------------------------------------------------------------------------------------------


def test_a_mail_says_who_writes_why_and_where_the_portal_is(settings):
    settings.BASE_URL = "https://participa.example"
    register_mail_purpose("test-told", MailPurpose("Prueba", "Recibes esto porque lo pediste."))
    site = Site.objects.get(is_default_site=True)
    CitySettings.objects.update_or_create(site=site, defaults={"name": "Nueva Ribera"})
    text = compose_message(written(purpose="test-told", language="es", sections=["Uno.", "Dos."])).body
    assert text.startswith("Hola:\n\nUno.\n\nDos.\n\n-- \n")
    for words in ("Nueva Ribera", "https://participa.example/es/", "Recibes esto porque lo pediste."):
        assert words in text


def test_formatted_text_comes_second():
    message = compose_message(written(html="<p>Gracias.</p>")).message()
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    ("language", "path"), [("fr", "/fr/"), ("pt-br", "/pt/"), ("xx", "/es/"), ("\x00", "/es/"), ("", "/es/")]
)
def test_a_mail_is_in_its_language_or_the_citys(language, path, settings):
    assert f"{settings.BASE_URL}{path}" in compose_message(written(language=language)).body


# The clock -----------------------------------------------------------------------------------------------------------


def test_the_clock_has_what_is_due_sent_and_says_so_once(mailoutbox):
    assert "portal.mail.outbox.sweep_outbox" in clock.tick(timezone.now())
    assert not DBTaskResult.objects.filter(task_path=deliver_due.module_path).exists()
    written(merge_key="submission:7")
    OutgoingMail.objects.update(not_before=timezone.now())
    for minutes in (1, 2, 3):
        clock.tick(timezone.now() + timedelta(minutes=minutes))
    assert DBTaskResult.objects.filter(task_path=deliver_due.module_path).count() == 1
    deliver_due.call()
    assert len(mail.outbox) == 1


def test_the_hash_finds_the_person_and_names_nobody():
    assert written("Vecina@Example.org").recipient_hash == keyed_hash("mail", "vecina@example.org")
