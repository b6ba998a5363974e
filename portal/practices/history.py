"""Remember what each publication of a practice changed, so that its page can say it."""

import hashlib
from typing import Any

from django.utils import timezone
from wagtail.signals import page_published

from portal.core.models import BasePage

from .models import PracticeChange, PracticePage
from .questions import QUESTIONS
from .terms import load_terms, terms_of

SILENT = {"reference", "source_key", "written_in", "import_checksum"}
FIELDS = ("title", *(name for name in (*PracticePage.facts, *PracticePage.texts) if name not in SILENT))


def stored_value(page: PracticePage, name: str) -> str:
    """Return what a practice says in one field as text, whatever its kind."""
    field = page._meta.get_field(name)
    if field.one_to_many:
        rows = getattr(page, name).all()
        skipped = {"id", "page_id", "translation_key", "locale_id"}
        kept = [f.attname for f in field.related_model._meta.concrete_fields if f.attname not in skipped]
        return repr([[str(getattr(row, attname)) for attname in kept] for row in rows])
    if field.many_to_many:
        return repr(sorted(row.pk for row in terms_of(page, name)))
    return str(getattr(page, field.attname))


def fingerprints(page: PracticePage) -> dict[str, str]:
    """Return {field name: short hash} of everything that a practice says."""
    return {name: hashlib.sha256(stored_value(page, name).encode()).hexdigest()[:12] for name in FIELDS}


def remember_change(sender: type[BasePage], instance: BasePage, **kwargs) -> None:
    """Signal receiver of page_published: one row when something changed since the last publication."""
    if not isinstance(instance, PracticePage):
        return
    page = load_terms([PracticePage.objects.get(pk=instance.pk)])[0]
    now = fingerprints(page)
    last = page.changes.first()
    changed = [] if last is None else [name for name in FIELDS if last.fingerprints.get(name) != now[name]]
    if last is None or changed:
        PracticeChange.objects.create(page=page, at=timezone.now(), fields=changed, fingerprints=now)


def field_label(name: str) -> str:
    """Return the name of a practice's field as a reader would say it."""
    field = PracticePage._meta.get_field(name)
    if name in QUESTIONS:
        return QUESTIONS[name]
    return field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name


def last_changes(page: PracticePage, limit: int = 3) -> list[dict[str, Any]]:
    """Return the newest changes of a practice, in this language or another, as dicts: at, labels, language or ""."""
    rows = PracticeChange.objects.filter(page__translation_key=page.translation_key, page__live=True)
    rows = rows.select_related("page__locale")[:limit]
    return [
        {
            "at": row.at,
            "labels": [field_label(name) for name in row.fields],
            "language": "" if row.page_id == page.pk else row.page.locale.get_display_name(),
        }
        for row in rows
    ]


def connect() -> None:
    """Listen to every publication."""
    page_published.connect(remember_change, dispatch_uid="practice-history")
