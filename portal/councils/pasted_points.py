"""Pasted lines become points: in the form before it is saved, and on saving where nobody turned them into rows."""

from collections.abc import Iterator
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse, QueryDict
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks

from .agenda_lines import AgendaLine, AgendaLinesField
from .choices import ItemVisibility

FIELD = "pasted_points"
TOTAL = "items-TOTAL_FORMS"


def lines_as_rows(data: QueryDict) -> QueryDict:
    """Return what was sent of a session's form, its pasted lines turned into rows of points after the others.

    So they stand there as rows when something else of the form is refused. Lines that cannot be read stay lines.
    """
    try:
        lines = AgendaLinesField().clean(data.get(FIELD))
        total = int(data.get(TOTAL, ""))
    except (ValidationError, ValueError):
        return data
    if not lines:
        return data
    rows = data.copy()
    for place, line in enumerate(lines, start=total):
        for name, value in sent_of_line(line, place):
            rows[f"items-{place}-{name}"] = value
    rows[TOTAL] = str(total + len(lines))
    rows[FIELD] = ""
    return rows


def sent_of_line(line: AgendaLine, place: int) -> Iterator[tuple[str, str]]:
    """Yield (field, value) of the row of one point as a browser sends it; `place` counts the rows from 0."""
    yield from {"id": "", "DELETE": "", "ORDER": str(place + 1), "attachments-count": "0", "title": line.title}.items()
    yield "minutes", "" if line.minutes is None else str(line.minutes)
    yield "visibility", ItemVisibility.INTERNAL if line.is_internal else ItemVisibility.PUBLIC
    if line.is_sub:
        yield "is_sub", "on"


@require_POST
def read_points_view(request: HttpRequest) -> JsonResponse:
    """Answer what the lines of `text` say: {"points": […], "said": …}, or {"error": …}; stores nothing."""
    try:
        lines = AgendaLinesField().clean(request.POST.get("text"))
    except ValidationError as refusal:
        return JsonResponse({"error": " ".join(refusal.messages)})
    said = ngettext(
        "Se agregó %(count)s punto al final de la lista.", "Se agregaron %(count)s puntos al final de la lista.", len(lines)
    ) % {"count": len(lines)}  # fmt: skip
    return JsonResponse({"points": [asdict(line) for line in lines], "said": said})


@hooks.register("register_admin_urls")
def register_pasted_points_urls() -> list[URLPattern]:
    return [path("agendas/points/read/", read_points_view, name="points_read")]
