"""Rows whose time is over, one function for each declaration with days: a new one with days needs a row here."""

import json
from datetime import timedelta
from uuid import uuid4

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from portal.access.audit.rules import ACCESS
from portal.core.models import Attempt, User
from portal.corrections.models import CorrectionSubmission
from portal.councils.models import TopicSubmission
from portal.events.models import Registration
from portal.mail.models import MailState, OutgoingMail
from portal.mail.outbox import queue_mail
from portal.minutes.choices import MinutesState
from portal.minutes.models import Minutes
from portal.practices.importing.run_models import ImportFile, ImportRun
from portal.practices.models import PracticeContact, PracticeSubmission
from portal.proposals.models import ProposalSubmission
from portal.session_import.models import SessionImport
from portal.submissions.choices import SubmissionState
from portal.submissions.models import Draft, JoinedSender, Message, Submission
from portal.uploads.models import ReceivedFile
from tests import factories
from tests.councils import city
from tests.events.test_registrations import event_with
from tests.participants.people import came


def before(days):
    """Return the moment that lies a little more than some days back."""
    return timezone.now() - timedelta(days=days + 1)


def stored(model, days, moment, **fields):
    """Return a new row whose `moment` (a field that the model may set itself) lies back."""
    row = model._base_manager.create(**fields)
    model._base_manager.filter(pk=row.pk).update(**{moment: before(days)})
    return row


def registration(days):
    event = event_with(None)
    type(event)._base_manager.filter(pk=event.pk).update(start=before(days + 1), until=before(days))
    return Registration.objects.create(event=event, name="Marta", email="marta@example.org")


def participant(days):
    folder = factories.district_page("Oeste", f"oeste-{next(factories.numbers)}")
    meeting = city.session(city.council(folder), before(days))
    return came(meeting, email="marta@example.org", age="60-plus")


def contact(days):
    confirmed = before(days).date()
    return PracticeContact.objects.create(practice=factories.practice(), email="a@example.org", confirmed=confirmed)


def import_file(days):
    run = ImportRun.objects.create(created=before(days), language="es")
    return ImportFile.objects.create(run=run, name="fichas.csv", size=1, file=ContentFile(b"x", "fichas.csv"))


def session_import(days):
    file = ContentFile(b"x", "meetings.ics")
    return SessionImport.objects.create(created=before(days), language="es", name="meetings.ics", size=1, file=file)


def page_log(days, action="wagtail.edit"):
    root = Page.objects.get(depth=1)
    row = PageLogEntry.objects.log_action(instance=root, action=action)
    PageLogEntry.objects.filter(pk=row.pk).update(timestamp=before(days))
    return row


def record_log(days, action="wagtail.edit"):
    user = User.objects.create_user(f"old-{action}", "old@example.org")
    row = ModelLogEntry.objects.log_action(instance=user, action=action)
    ModelLogEntry.objects.filter(pk=row.pk).update(timestamp=before(days))
    return row


def task_result(days):
    return stored(
        DBTaskResult,
        days,
        "finished_at",
        task_path="portal.x",
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
        status="SUCCESSFUL",
        exception_class_path="",
        traceback="",
        run_after=timezone.now(),
    )


def closed_matter(days, content=None, kind="proposal", **said):
    """Return a matter that was closed days ago; with `content` (the model of its kind) what it says."""
    fields = {"name": "Marta", "email": "marta@example.org", "consent": "Sí.", "title": "La luz"}
    number = Submission.objects.count()
    submission = Submission.objects.create(
        code=f"OLD-{number}", kind=kind, language="es", state=SubmissionState.DECLINED, closed_at=before(days), **fields
    )
    return content.objects.create(submission=submission, **said) if content else submission


def old_message(days):
    direction = Message.Direction.FROM_SENDER
    return Message.objects.create(submission=closed_matter(days), direction=direction, text="Soy Marta.", language="es")


def old_joined(days):
    return JoinedSender.objects.create(submission=closed_matter(days), email="a@example.org", mark="x", language="es")


def old_mail(days):
    row = queue_mail(to="a@example.org", subject="Hola", sections=["Gracias."], language="es", purpose="test")
    OutgoingMail.objects.filter(pk=row.pk).update(state=MailState.SENT, done_at=before(days))
    return row


def approved_minutes(days):
    """Return minutes that were approved days ago; what they say was published and stays."""
    meeting = city.session(city.council(factories.district_page()))
    minutes = Minutes.objects.create(
        session=meeting,
        state=MinutesState.APPROVED,
        approved_at=before(days),
        draft={"remarks": "Soy Marta."},
        remarks="x",
    )
    minutes.versions.create(number=1, state=MinutesState.APPROVED, content={}, at=before(days))
    return minutes


def received_file(days):
    file = ContentFile(b"x", "luz.pdf")
    plain = {"bundle": uuid4(), "field": "pictures", "position": 1, "name": "luz.pdf", "size": 1, "digest": "x"}
    return ReceivedFile.objects.create(file=file, media_type="application/pdf", received_at=before(days), **plain)


#: {(model, first field of the declaration): how such a row is made, older than its days}
OLD_ROWS = {
    ("axes.AccessAttempt", "user_agent"): lambda days: stored(
        AccessAttempt, days, "attempt_time", username="x", ip_address="192.0.2.1", failures_since_start=1
    ),
    ("core.Attempt", "key"): lambda days: Attempt.objects.create(kind="login-known", key="x", at=before(days)),
    ("django_tasks_database.DBTaskResult", "args_kwargs"): task_result,
    ("events.Registration", "name"): registration,
    ("participants.Participant", "name"): participant,
    ("practices.ImportFile", "file"): import_file,
    ("practices.PracticeContact", "name"): contact,
    ("session_import.SessionImport", "file"): session_import,
    ("sessions.Session", "session_data"): lambda days: Session.objects.create(
        session_key="x", session_data=json.dumps({}), expire_date=before(0)
    ),
    ("corrections.CorrectionSubmission", "text"): lambda days: closed_matter(
        days, CorrectionSubmission, "correction", page_path="/es/", fault="fact", text="La fecha."
    ),
    ("councils.TopicSubmission", "headline"): lambda days: closed_matter(
        days, TopicSubmission, "topic", headline="La plaza", reason="Vivo al lado."
    ),
    ("mail.OutgoingMail", "recipient"): old_mail,
    ("minutes.Minutes", "draft"): approved_minutes,
    ("practices.PracticeSubmission", "contact_person"): lambda days: closed_matter(
        days, PracticeSubmission, "practice", contact_person="Marta", contact_mail="a@example.org", contact_agrees=True
    ),
    ("proposals.ProposalSubmission", "headline"): lambda days: closed_matter(
        days, ProposalSubmission, what_kind="complaint", headline="La luz", text="No anda."
    ),
    ("submissions.Draft", "data"): lambda days: Draft.objects.create(
        kind="proposal", language="es", data={"1": {"text": ["Hola"]}}, expires_at=before(0)
    ),
    ("submissions.JoinedSender", "email"): old_joined,
    ("submissions.Message", "text"): old_message,
    ("submissions.Submission", "name"): closed_matter,
    ("uploads.ReceivedFile", "file"): received_file,
    ("wagtailcore.ModelLogEntry", "user"): record_log,
    ("wagtailcore.ModelLogEntry", "data"): lambda days: record_log(days, f"{ACCESS}login"),
    ("wagtailcore.PageLogEntry", "user"): page_log,
    ("wagtailcore.PageLogEntry", "data"): lambda days: page_log(days, f"{ACCESS}login"),
}
