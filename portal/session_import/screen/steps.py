"""The two passes over the file of an import: the preview, of which everything is taken back, and the import itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from time import monotonic

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_tasks import task

from portal.core.import_report import FAILED, Outcome, one_line
from portal.core.models import User
from portal.core.publication import batch_indexing
from portal.councils.models import CouncilPage, SessionPage
from portal.councils.rights import may_announce_new, may_make
from portal.events.formatting import place_words, when_words
from portal.events.state import state_words
from portal.practices.importing.attempts import (
    count_items,
    finish_step,
    give_sign,
    read_safely,
    start_step,
    work_on_step,
)
from portal.practices.importing.run_models import ImportStep
from portal.session_import.batch import (
    LONGEST_SECONDS,
    MOST_RECORDS,
    Remark,
    import_meeting_batch,
    read_meeting_file,
)
from portal.session_import.models import SessionImport, SessionImportLine
from portal.session_import.record import SeriesRead

from .stores import AccountStore, PreviewStore

logger = logging.getLogger(__name__)
TITLE_LENGTH = SessionImportLine._meta.get_field("title").max_length


class NoLongerAllowed(Exception):
    """The account may not import into the council any more; says why, to be read."""


class AllTakenBack(Exception):
    """Some meetings of a preview are over; nothing of them stays."""


@task()
def work_on_session_import(run_id: int, attempt: int) -> None:
    """Do the present step of an import, if this attempt (int) still is its latest."""
    work_on_step(SessionImport, run_id, attempt, session_import_step)


def start_session_preview(run: SessionImport) -> bool:
    """Begin the preview. Returns whether it was done."""
    return start_step(run, ImportStep.PREVIEW, work_on_session_import)


def confirm_session_import(run: SessionImport, language: str) -> bool:
    """Begin the import of what was previewed. Returns whether it was done: once only."""
    return run.is_previewed and start_step(run, ImportStep.IMPORT, work_on_session_import, language=language)


def resume_session_import(run: SessionImport) -> bool:
    """Let an import that was interrupted go on; what is done stays done. Returns whether it was done."""
    return run.is_interrupted and not run.purged and start_step(run, run.step, work_on_session_import)


def check_rights(run: SessionImport) -> None:
    """Ask anew whether this account may import into this council now. Raises NoLongerAllowed with the reason."""
    council = CouncilPage.objects.filter(pk=run.council_id).select_related("locale").first()
    # a fresh account: its rights are kept for each object of it
    user = User.objects.filter(pk=run.user_id, is_active=True).first()
    if council is None:
        raise NoLongerAllowed(_("El consejo ya no está: no se importó nada más."))
    if user is None or not may_make(user, council):
        raise NoLongerAllowed(_("Ya no puedes agregar sesiones a este consejo: no se importó nada más."))
    if run.publish and not may_announce_new(user, council):
        raise NoLongerAllowed(_("Ya no puedes publicar sesiones de este consejo: no se importó nada más."))
    if run.publish and not council.live:
        raise NoLongerAllowed(_("El consejo no está publicado: impórtalas como borradores."))
    run.council, run.user = council, user


def session_import_step(run: SessionImport) -> None:
    """Do the present step of an import that this attempt has taken. Raises Superseded when another one takes it."""
    if run.total is None:
        count_items(run, meetings_of(run))
    if run.step == ImportStep.PREVIEW:  # what it tells of a meeting depends on those before it: it begins anew
        run.lines.all().delete()
    known = set(run.lines.filter(step=run.step).values_list("position", flat=True))
    try:
        check_rights(run)
        make = PreviewStore if run.step == ImportStep.PREVIEW else AccountStore
        store, todo = make(run.council, run.user, run.publish), enumerate(meetings_of(run))
        while chunk := list(islice(todo, MOST_RECORDS)):
            while chunk:
                is_preview = run.step == ImportStep.PREVIEW
                done = preview_some(run, store, chunk) if is_preview else import_some(run, store, chunk, known)
                chunk = chunk[len(done) :]
    except NoLongerAllowed as refusal:
        if run.total not in known:
            write_lines(run, run.total, [(Outcome(FAILED, reason=str(refusal)), "")])
    finish_step(run)


def meetings_of(run: SessionImport) -> Iterator:
    """Yield what is in the file of an import."""

    def read():
        yield from read_meeting_file(run.file.path, None, run.month_first)

    return read_safely(read, f"the file of session import {run.pk}")


def preview_some(run: SessionImport, store: PreviewStore, chunk: list[tuple]) -> list[tuple]:
    """Try the first of a chunk (position, what was read there), take it back, and write its lines; return what was tried."""
    done = []
    try:
        with batch_indexing():
            done = list(tried_meetings(store, chunk, set()))
            raise AllTakenBack  # leaves this transaction before anything is indexed or announced
    except AllTakenBack:
        store.take_back()
    with transaction.atomic():
        write_some(run, done)
    return done


def import_some(run: SessionImport, store: AccountStore, chunk: list[tuple], known: set[int]) -> list[tuple]:
    """Store the first of a chunk but what is `known`; return what was done. Commits it with its lines."""
    with batch_indexing():
        give_sign(run)
        check_rights(run)
        done = list(tried_meetings(store, chunk, known))
        write_some(run, done)
    return done


def tried_meetings(store: AccountStore, chunk: list[tuple], known: set[int]) -> Iterator:
    """Yield (position, [(Outcome or Remark, what becomes)]) of the first of a chunk: some seconds long, at least one.

    What is `known` was done by an earlier attempt; what is said of a whole series is said again, for the order in it.
    """
    end = monotonic() + LONGEST_SECONDS
    for position, item in chunk:
        if position in known and not isinstance(item, SeriesRead):
            yield position, []
        else:
            outcomes = outcomes_of_item(store, item)
            yield position, [] if position in known else [(outcome, session_summary(outcome)) for outcome in outcomes]
        if monotonic() > end:
            return


def write_some(run: SessionImport, done: list[tuple]) -> None:
    """Write the lines of what was done, and how far it has come. Raises Superseded when another attempt has the run."""
    for position, found in done:
        write_lines(run, position, found)
        run.done = position + 1
    give_sign(run, done=run.done)


def outcomes_of_item(store: AccountStore, item: object) -> list[Outcome | Remark]:
    """Store what was read at one place and return what became of it; a fault nobody foresaw fails this meeting only."""
    try:
        with transaction.atomic():
            return import_meeting_batch(iter([item]), store)
    except Exception:
        line = getattr(item, "line", 0)
        logger.exception("Could not import the meeting on line %s.", line)
        reason = _("hubo un error inesperado; quedó anotado para quien mantiene el portal")
        return [Outcome(FAILED, getattr(item, "title", ""), reason, line=line)]


def session_summary(outcome: Outcome | Remark) -> str:
    """Return when and where the session of an Outcome is now and how sure it is, as its draft says; "" without one."""
    page = SessionPage.objects.filter(pk=getattr(outcome, "page_id", None)).first()
    if page is None:
        return ""
    draft = page.get_latest_revision_as_object()
    return " · ".join(part for part in (capfirst(when_words(draft)), place_words(draft), state_words(draft)) if part)


def write_lines(run: SessionImport, position: int, found: list[tuple[Outcome | Remark, str]]) -> None:
    """Store the lines of what was read at one place; its words are freed of what no database takes."""
    for outcome, becomes in found:
        is_remark = isinstance(outcome, Remark)
        stays = run.step == ImportStep.IMPORT or outcome.action != "created"
        SessionImportLine.objects.create(
            run=run,
            step=run.step,
            position=position,
            line=outcome.line,
            action=outcome.action,
            title=one_line(outcome.title)[:TITLE_LENGTH],
            reason=one_line(outcome.message if is_remark else outcome.reason),
            notes=[] if is_remark else [[line, one_line(str(note))] for line, note in outcome.notes],
            becomes=one_line(becomes),
            page_id=outcome.page_id if not is_remark and stays else None,
        )
