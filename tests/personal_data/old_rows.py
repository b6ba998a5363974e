"""Rows whose time is over, one function for each declaration with days: a new one with days needs a row here."""

import json
from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from portal.access.audit.rules import ACCESS
from portal.core.models import Attempt, User
from portal.events.models import Registration
from portal.practices.importing.run_models import ImportFile, ImportRun
from portal.practices.models import PracticeContact
from portal.session_import.models import SessionImport
from tests import factories
from tests.events.test_registrations import event_with


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


#: {(model, first field of the declaration): how such a row is made, older than its days}
OLD_ROWS = {
    ("axes.AccessAttempt", "user_agent"): lambda days: stored(
        AccessAttempt, days, "attempt_time", username="x", ip_address="192.0.2.1", failures_since_start=1
    ),
    ("core.Attempt", "key"): lambda days: Attempt.objects.create(kind="login-known", key="x", at=before(days)),
    ("django_tasks_database.DBTaskResult", "args_kwargs"): task_result,
    ("events.Registration", "name"): registration,
    ("practices.ImportFile", "file"): import_file,
    ("practices.PracticeContact", "name"): contact,
    ("session_import.SessionImport", "file"): session_import,
    ("sessions.Session", "session_data"): lambda days: Session.objects.create(
        session_key="x", session_data=json.dumps({}), expire_date=before(0)
    ),
    ("wagtailcore.ModelLogEntry", "user"): record_log,
    ("wagtailcore.ModelLogEntry", "data"): lambda days: record_log(days, f"{ACCESS}login"),
    ("wagtailcore.PageLogEntry", "user"): page_log,
    ("wagtailcore.PageLogEntry", "data"): lambda days: page_log(days, f"{ACCESS}login"),
}
