"""The queue as a table to take away: numbers, places and states; nothing of who wrote, and nothing that was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from portal.core.escaping import BYTE_ORDER_MARK, csv_line

from .selectors import QueueRow, rows_with_keys

AT_ONCE = 500


def csv_headings() -> list[str]:
    """Return the first line."""
    return [
        gettext("Código"),
        gettext("Clase"),
        gettext("Estado"),
        gettext("Por dónde llegó"),
        gettext("Distrito"),
        gettext("Barrio"),
        gettext("Tema"),
        gettext("Área responsable"),
        gettext("Recibido"),
        gettext("Respondido"),
        gettext("Cerrado"),
        gettext("Días hábiles usados"),
        gettext("Días hábiles previstos"),
        gettext("Plazo"),
        gettext("A quién espera"),
        gettext("Para cuándo"),
    ]


def csv_cells(row: QueueRow) -> list[str]:
    """Return the cells of a matter."""
    matter = row.submission
    return [
        matter.code,
        row.kind,
        matter.get_state_display(),
        matter.get_channel_display(),
        matter.district.name if matter.district else "",
        matter.neighbourhood.name if matter.neighbourhood else "",
        row.topic,
        matter.unit.name if matter.unit else "",
        *(csv_day(moment) for moment in (matter.received_at, matter.answered_at, matter.closed_at)),
        str(row.used),
        str(row.allowed),
        str(row.lateness.label),
        str(matter.get_waits_for_display()) if matter.waits_for else "",
        matter.promised_by.isoformat() if matter.promised_by else "",
    ]


def csv_day(moment: datetime | None) -> str:
    """Return the day of a moment as every spreadsheet reads it (ISO 8601), or nothing."""
    return timezone.localtime(moment).date().isoformat() if moment else ""


def queue_csv_lines(keys: Iterable[int]) -> Iterator[str]:
    """Yield the lines of the table, some hundred matters at a time."""
    yield BYTE_ORDER_MARK + csv_line(csv_headings())
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield "".join(csv_line(csv_cells(row)) for row in rows_with_keys(some))


def csv_response(keys: Iterable[int]) -> HttpResponse:
    """Return the table as a file."""
    name = f"submissions-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse("".join(queue_csv_lines(keys)), content_type="text/csv; charset=utf-8", headers=headers)
