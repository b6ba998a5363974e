"""Carry out form 2: make, publish and take out what was checked, all of it or nothing, once however often it is sent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from portal.core.models import User
from portal.core.publication import batch_indexing
from portal.councils.models import Series, SessionPage

from .generate import announce, make_sessions, rewrite
from .occurrence_form import DRAFT, LATER

if TYPE_CHECKING:
    from portal.series.occurrence_form import OccurrenceRow, OccurrencesForm


@dataclass
class Done:
    """How many sessions were published, prepared as drafts, scheduled, and days taken out or brought back."""

    published: int = 0
    scheduled: int = 0
    prepared: int = 0
    excepted: int = 0


def apply_occurrences_form(form: OccurrencesForm, user: User) -> Done:
    """Do what a valid OccurrencesForm says, as `user`; return what was Done.

    Raises ValidationError, naming the session, when a draft cannot be published; then nothing was done.
    """
    done, by_series = Done(), defaultdict(list)
    for row in form.source:
        by_series[row.occurrence.series].append(row)
    with batch_indexing():
        for series, rows in by_series.items():
            done.excepted += take_out(series, [row for row in rows if changes_its_mind(form, row)], user)
            picked = [row for row in rows if form.answer(row, "pick")]
            made = make_sessions(
                series, [row.occurrence.start for row in picked if row.occurrence.session is None], user
            )
            for row in picked:
                session = row.occurrence.session or made[row.occurrence.start]
                publish_session_draft(form, row, SessionPage.objects.get(pk=session.pk), user, done)
    return done


def changes_its_mind(form: OccurrencesForm, row: OccurrenceRow) -> bool:
    """Tell whether a day was taken out that was not before, or the other way round."""
    skip = form.answer(row, "skip")
    return skip is not None and skip != row.occurrence.excepted


def publish_session_draft(
    form: OccurrencesForm, row: OccurrenceRow, session: SessionPage, user: User, done: Done
) -> None:
    """Publish the draft of one session, now or later, or leave it with its words; nothing where somebody was faster."""
    if session.live:
        return
    title, lead, mode = form.answer(row, "title"), form.answer(row, "lead"), form.cleaned_data["mode"]
    try:
        if mode == DRAFT or not row.may_publish:
            rewrite(session, user, title, lead)
            done.prepared += 1
        else:
            later = mode == LATER
            announce(session, user, title, lead, form.cleaned_data["go_live_at"] if later else None)
            done.scheduled += later
            done.published += not later
    except ValidationError as error:
        raise ValidationError(f"{row.occurrence.day:%Y-%m-%d} {session}: {' '.join(error.messages)}") from error


def take_out(series: Series, rows: list[OccurrenceRow], user: User) -> int:
    """Take the days of rows out of a Series, or bring them back; a draft made for one goes. Return how many."""
    if not rows:
        return 0
    kept = Series.objects.select_for_update().get(pk=series.pk)
    kept.exceptions = sorted(set(kept.exceptions) ^ {row.occurrence.day.isoformat() for row in rows})
    kept.save(update_fields=["exceptions"])
    for row in rows:
        if row.occurrence.session is not None:
            SessionPage.objects.get(pk=row.occurrence.session.pk).delete(user=user)
    return len(rows)
