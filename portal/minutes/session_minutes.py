"""What the page of a session says once it has begun: five facts in one line, what was agreed, and then point by point."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.dates import format_pattern
from portal.core.language import in_interface, localized_pages
from portal.councils.models import SessionPage
from portal.councils.phases import event_begin
from portal.events.formatting import day_words
from portal.proposals.public import public_proposals, state_tag

from .choices import ItemOutcome, SaidKind
from .content import ContentRow, attendance_total, content_rows, number_in, row_of
from .models import SaidMatter
from .published import (
    MinutesReading,
    minutes_name,
    minutes_state,
    people_plural,
    people_words,
    read_minutes,
    record_once,
)

if TYPE_CHECKING:
    from portal.submissions.models import Submission

    from .models import Minutes

#: days after a session without minutes, after which the page says that they are missing
PENDING_AFTER = timedelta(days=7)
#: how the state component draws what became of a point
OUTCOME_SHAPES = {ItemOutcome.TREATED: "done", ItemOutcome.MOVED: "moved", ItemOutcome.WITHDRAWN: "cancelled"}


def session_minutes_context(request: HttpRequest, page: SessionPage) -> dict[str, Any] | None:
    """Return what the page of a session shows of its minutes; None before it begins, and where there is nothing to say."""
    now = getattr(page, "shown_at", None) or timezone.now()
    if page.pk is None or now < event_begin(page):
        return None
    record = record_once(request, page)
    base = in_interface(page.get_url(request) or "")
    if record is None or not record.is_published:
        return waiting_context(page, record, base, now)
    reading, matters = reading_once(request, page, record)
    coming = coming_session(page, now)
    return {
        "minutes": record,
        "stamp": minutes_stamp(record),
        "facts": five_facts(reading, matters, coming),
        "is_whole": False,
        **points_context(reading, matters, base),
        "links": minutes_links(base),
    }


def waiting_context(page: SessionPage, record: Minutes | None, base: str, now: datetime) -> dict[str, Any] | None:
    """Return what stands in place of minutes that are not public yet: the list of agreements, and how long it may take."""
    if page.is_cancelled:
        return None
    if record is None and now < page.until:
        return None
    return {
        "minutes": None,
        "list_name": minutes_name(record) if record else "",
        "agreements": [{"text": row["text"]} for row in record.agreements_list] if record else [],
        "agreements_lang": page.lang_attribute if record else "",
        "list_url": f"{base}minutes/agreements/" if record else "",
        "is_over": now >= page.until,
        "is_pending": now >= page.until + PENDING_AFTER,
        "phone": page.district.phone if page.district_id else "",
    }


def minutes_stamp(minutes: Minutes) -> dict[str, Any]:
    """Return what says unmistakably whether minutes are provisional: {word, kind, text, asks: whether corrections are}."""
    if not minutes.is_provisional:
        day = day_words(minutes.approved_at)
        text = _("Acta aprobada el %(day)s.") % {"day": day}
        if minutes.approved_in and minutes.approved_in.live:
            said = {"day": day, "session": day_words(minutes.approved_in.start)}
            text = _("Acta aprobada el %(day)s por la sesión del %(session)s.") % said
        return {**minutes_state(minutes), "text": text, "asks": False}
    until = minutes.corrections_until
    said = {"day": day_words(until)} if until else {}
    if until and until >= timezone.localdate():
        return {**minutes_state(minutes), "text": _("Puedes pedir correcciones hasta el %(day)s.") % said, "asks": True}
    text = _("El plazo para pedir correcciones terminó el %(day)s. La aprueba una próxima sesión.") % said
    return {**minutes_state(minutes), "text": text if until else "", "asks": False}


def minutes_links(base: str) -> list[dict[str, str]]:
    """Return the ways from the page of a session to the other faces of its minutes."""
    return [
        {"text": _("Leer el acta completa"), "url": f"{base}minutes/"},
        {"text": _("La lista de acuerdos, para compartir"), "url": f"{base}minutes/agreements/"},
        {"text": _("Un resumen para leer en voz alta"), "url": f"{base}minutes/aloud/"},
    ]


# Five facts ----------------------------------------------------------------------------------------------------------


def five_facts(
    reading: MinutesReading, matters: dict[str, Submission], coming: SessionPage | None
) -> list[dict[str, str]]:
    """Return how many came, about how much, how much was agreed, what is open, and when it goes on, as facts across."""
    people = people_words(attendance_total(reading.content)) or "—"
    about, agreed = len(treated_points(reading)), len(reading.rows("agreement"))
    left_open = count_open(reading, matters)
    return [
        {"term": ngettext("persona", "personas", people_plural(attendance_total(reading.content))), "value": people},
        {"term": ngettext("punto tratado", "puntos tratados", about), "value": str(about)},
        {"term": ngettext("acuerdo", "acuerdos", agreed), "value": str(agreed)},
        {"term": ngettext("asunto sigue abierto", "asuntos siguen abiertos", left_open), "value": str(left_open)},
        next_fact(coming),
    ]


def treated_points(reading: MinutesReading) -> list[str]:
    """Return the keys of what was discussed, on the agenda or not."""
    keys = [("item", point["key"]) for point in reading.points]
    keys += [("extra", row.id) for row in content_rows(reading.content, "extra")]
    return [key for kind, key in keys if row_of(reading.content, kind, key)["outcome"] == ItemOutcome.TREATED]


def count_open(reading: MinutesReading, matters: dict[str, Submission]) -> int:
    """Return how much is still open: points that moved on, and what was said and has no answer yet."""
    kinds = [("item", point["key"]) for point in reading.points]
    kinds += [("extra", row.id) for row in content_rows(reading.content, "extra")]
    moved = sum(row_of(reading.content, kind, key)["outcome"] == ItemOutcome.MOVED for kind, key in kinds)
    said = [matters[row.id] for row in reading.rows("said") if row.id in matters]
    return moved + sum(matter.is_open for matter in said)


def coming_session(page: SessionPage, now: datetime) -> SessionPage | None:
    """Return the next session of the same council that everybody may read, in the reader's language; None without one."""
    if not page.council_id:
        return None
    others = SessionPage.objects.filter(council=page.council_id, start__gt=max(now, page.start))
    others = localized_pages(others.exclude(state="cancelled").exclude(translation_key=page.translation_key))
    return others.order_by("start", "pk").first()


def next_fact(coming: SessionPage | None) -> dict[str, str]:
    """Return when the council meets next, as a fact."""
    if coming is None:
        return {"term": _("próxima sesión"), "value": _("sin fecha")}
    day = format_pattern(timezone.localdate(coming.start), "d MMM")
    return {"term": _("próxima sesión"), "value": day, "url": in_interface(coming.url or "")}


# Point by point ------------------------------------------------------------------------------------------------------


def reading_once(
    request: HttpRequest, page: SessionPage, minutes: Minutes
) -> tuple[MinutesReading, dict[str, Submission]]:
    """Return published minutes for the reader and their public matters, read once for a request: a point shows both."""
    kept = request.__dict__.setdefault("_minutes_readings", {})
    if page.pk not in kept:
        kept[page.pk] = read_minutes(minutes, page), public_matters(minutes)
    return kept[page.pk]


def public_matters(minutes: Minutes) -> dict[str, Submission]:
    """Return {key of what was said: its matter} of public ones; a matter that was joined with another leads to that."""
    shown = Coalesce("submission__merged_into", "submission")
    rows = SaidMatter.objects.filter(minutes=minutes, removed_in=None, submission__isnull=False)
    rows = rows.annotate(shown=shown).filter(Exists(public_proposals().filter(pk=OuterRef("shown"))))
    rows = rows.select_related("submission__merged_into")
    return {row.key: row.submission.merged_into or row.submission for row in rows}


def points_context(reading: MinutesReading, matters: dict[str, Submission], base: str) -> dict[str, Any]:
    """Return the points with what belongs to each, and what belongs to none: {points, extra_points, agreements, said}."""
    agreements, said = reading.rows("agreement"), reading.rows("said")
    of_agenda = [
        discussed_point(reading, "item", point["key"], agreements, said, matters)
        | {"number": point["number"], "title": reading.titles[point["key"]], "url": f"{base}items/{point['key']}/"}
        for point in reading.points
    ]
    extra = [
        discussed_point(reading, "extra", row.id, agreements, said, matters)
        | {"title": reading.words(f"extra.{row.id}.title")}
        for row in content_rows(reading.content, "extra")
    ]
    return {
        "points": of_agenda,
        "extra_points": extra,
        "agreements": [reading.words(f"agreement.{row.id}.text") for row in agreements if not row["item"]],
        "said": [said_line(reading, row, matters) for row in said if not row["item"]],
    }


def discussed_point(
    reading: MinutesReading,
    kind: str,
    key: str,
    agreements: list[ContentRow],
    said: list[ContentRow],
    matters: dict[str, Submission],
) -> dict[str, Any]:
    """Return one point as templates take it: what was discussed, its outcome, its agreements, what was said of it."""
    return {
        "key": key,
        "outcome": point_outcome(row_of(reading.content, kind, key)["outcome"]),
        "discussed": reading.words(f"{kind}.{key}.discussed"),
        "agreements": [reading.words(f"agreement.{row.id}.text") for row in agreements if row["item"] == key],
        "said": [said_line(reading, row, matters) for row in said if row["item"] == key],
    }


def point_outcome(outcome: str) -> dict[str, Any] | None:
    """Return what became of a point as the state component takes it; None where nobody said it."""
    if outcome not in ItemOutcome.values:
        return None
    return {"kind": OUTCOME_SHAPES[ItemOutcome(outcome)], "word": ItemOutcome(outcome).label}


def said_line(reading: MinutesReading, row: ContentRow, matters: dict[str, Submission]) -> dict[str, Any]:
    """Return what somebody said as templates take it, with the state of its matter where everybody may read that."""
    matter = matters.get(row.id)
    times = number_in({"times": row["times"]}, "times") or 1
    return {
        "kind": SaidKind(row["kind"]).label if row["kind"] in SaidKind.values else "",
        "text": reading.words(f"said.{row.id}.text"),
        "times": ngettext("lo dijo %(count)s persona", "lo dijeron %(count)s personas", times) % {"count": times}
        if times > 1
        else "",
        "state": state_tag(matter) if matter else None,
        "url": reverse("proposal_page", args=[matter.code]) if matter else "",
        "code": matter.code if matter else "",
    }
