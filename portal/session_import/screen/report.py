"""The report of an import of meetings: rows for the screen, and a text to keep."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.import_report import WORDS, Outcome, one_line
from portal.practices.importing.run_models import ImportStep
from portal.practices.importing.run_report import ACTIONS, word_for
from portal.session_import.batch import meeting_import_summary
from portal.session_import.models import SessionImport, SessionImportLine

REMARK = gettext_lazy("aviso")


def meeting_line_row(line: SessionImportLine) -> SessionImportLine:
    """Return a line with the `word` for what became of it."""
    line.word = word_for(line.action, line.step) if line.action in WORDS else str(REMARK)
    return line


def meeting_report(run: SessionImport, lines: Iterable[SessionImportLine]) -> Iterator[str]:
    """Yield the report of a run as lines of text: what it is, a line for each meeting and each note, the sum."""
    yield f"{run.council_name}: {one_line(run.name)}"
    if run.step == ImportStep.PREVIEW:
        yield _("Vista previa: todavía no se guardó nada.")
    outcomes = []
    for line in lines:
        if line.action not in ACTIONS:
            yield one_line(f"{run.name}:{line.line}: {REMARK}: {line.reason}")
            continue
        outcome = Outcome(line.action, line.title, line.reason, line.notes, line.line, run.name)
        outcomes.append(outcome)
        first, *notes = outcome.lines()
        yield one_line(f"{first} — {line.becomes}") if line.becomes else first
        yield from notes
    yield meeting_import_summary(outcomes)
