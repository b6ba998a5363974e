"""What the city owes a council: what was said at earlier sessions and waits, and the answers to be read out.

Other rooms add their lines, such as commitments, with `register_owed`. Only what everybody may read is among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.language import localized_pages, reader_language
from portal.core.public import public_pages
from portal.councils.models import CouncilPage, SessionPage
from portal.events.formatting import day_words
from portal.proposals.public import public_answers, public_proposals, state_tag
from portal.submissions.choices import OPEN_STATES, SubmissionState

from .choices import MinutesState
from .models import ItemRecord, MinutesTranslation, SaidMatter
from .published import MinutesText, published_minutes

if TYPE_CHECKING:
    from portal.submissions.models import Submission

OWED_SHOWN = 5
#: of a council at most; the older ones wait in the list of proposals
MOST_OWED = 60
LINE_WORDS = 40


@dataclass(frozen=True)
class OwedLine:
    """One thing that is owed: its words, where it stands, since when; `is_news`: to be read out at the next session."""

    words: MinutesText
    state: dict[str, Any]
    url: str
    since: str
    answer: MinutesText | None = None
    is_news: bool = False
    is_provisional: bool = False


#: gets the translation key of a council and the moment; returns its lines, the most urgent first
OwedSource = Callable[[UUID, datetime], list[OwedLine]]
_owed_sources: list[OwedSource] = []


def register_owed(source: OwedSource) -> None:
    """Let an upper room say what else is owed to a council; the same source counts once."""
    if source not in _owed_sources:
        _owed_sources.append(source)


def owed_lines(council_key: UUID, now: datetime) -> list[OwedLine]:
    """Return all that is owed to a council, news first, then what waits longest."""
    lines = [line for source in (said_lines, *_owed_sources) for line in source(council_key, now)]
    return sorted(lines, key=lambda line: not line.is_news)


def owed_context(request: HttpRequest, page: CouncilPage) -> dict[str, Any] | None:
    """Return what the page of a council shows of what it is owed; None where nothing is."""
    return folded_lines(owed_lines(page.translation_key, timezone.now()))


def session_owed_context(request: HttpRequest, page: SessionPage) -> dict[str, Any] | None:
    """Return the same for the page of the next session of a council; None on every other session's."""
    now = getattr(page, "shown_at", None) or timezone.now()
    if not page.council_id or page.pk is None or page.is_cancelled or now >= page.until:
        return None
    lines = owed_lines(page.council.translation_key, now)
    return folded_lines(lines) if lines and is_next_session(page, now) else None


def is_next_session(page: SessionPage, now: datetime) -> bool:
    """Tell whether a session is the first that its council holds from now on, of those that everybody may read."""
    following = localized_pages(SessionPage.objects.filter(council=page.council_id, until__gt=now))
    following = following.exclude(state="cancelled").order_by("start", "pk").values_list("translation_key", flat=True)
    return following.first() == page.translation_key


def folded_lines(lines: list[OwedLine]) -> dict[str, Any] | None:
    """Return {shown, rest} of lines, None where there are none."""
    return {"shown": lines[:OWED_SHOWN], "rest": lines[OWED_SHOWN:]} if lines else None


# What was said in the room -------------------------------------------------------------------------------------------


def owed_matters(council_key: UUID, now: datetime) -> QuerySet[SaidMatter]:
    """Return what was said at a council's sessions and is owed: open, promised, or answered since the last session."""
    begun = public_pages(SessionPage.objects.filter(council=OuterRef("minutes__session__council"), start__lte=now))
    last = begun.exclude(state="cancelled").order_by("-start").values("start")[:1]
    of_point = ItemRecord.objects.filter(minutes=OuterRef("minutes"), key=OuterRef("item"))
    rows = SaidMatter.objects.filter(
        Q(item="") | Exists(of_point),
        removed_in=None,
        submission__isnull=False,
        minutes__in=published_minutes().values("pk"),
        minutes__session__council__translation_key=council_key,
    )
    rows = rows.annotate(
        last_session=Subquery(last),
        shown=Coalesce("submission__merged_into", "submission"),
        state=Coalesce("submission__merged_into__state", "submission__state"),
        answered=Coalesce("submission__merged_into__answered_at", "submission__answered_at"),
        promised=Coalesce("submission__merged_into__promised_by", "submission__promised_by"),
        minutes_state=F("minutes__state"),
        said_at=F("minutes__session__start"),
        source_language=F("minutes__session__locale__language_code"),
    ).filter(Exists(public_proposals().order_by().filter(pk=OuterRef("shown"))))
    is_owed = Q(state__in=OPEN_STATES) | Q(answered__gte=F("last_session"))
    is_owed |= Q(state=SubmissionState.ACCEPTED, promised__isnull=False)
    return rows.filter(is_owed).select_related("submission__merged_into").order_by("said_at", "position", "pk")


def said_lines(council_key: UUID, now: datetime) -> list[OwedLine]:
    """Return the lines of what was said in the room. Three queries at most, whatever there is."""
    rows = list(owed_matters(council_key, now)[:MOST_OWED])
    matters = {row.pk: row.submission.merged_into or row.submission for row in rows}
    answers = public_answers(list(matters.values()))
    words = translated_words(rows)
    lines = []
    for row in rows:
        matter = matters[row.pk]
        answer = answers.get(matter.pk)
        is_news = (
            not matter.is_open and row.last_session and matter.answered_at and matter.answered_at >= row.last_session
        )
        lines.append(
            OwedLine(
                words=words[row.pk],
                state=state_tag(matter),
                url=reverse("proposal_page", args=[matter.code]),
                since=waiting_words(row.said_at, matter, now),
                answer=answer_words(answer.text, matter.language) if answer and is_news else None,
                is_news=bool(is_news),
                is_provisional=row.minutes_state == MinutesState.PROVISIONAL,
            )
        )
    return lines


def answer_words(text: str, language: str) -> MinutesText:
    """Return the office's answer, labelled where it is not in the reader's language."""
    return MinutesText(text, language if language != reader_language() else "")


def waiting_words(said_at: datetime, matter: Submission, now: datetime) -> str:
    """Return on which day something was said, and for how many days it waits."""
    day = _("Se dijo el %(day)s.") % {"day": day_words(said_at)}
    if not matter.is_open:
        return day
    days = max((timezone.localdate(now) - timezone.localdate(said_at)).days, 0)
    waits = ngettext("Espera hace %(count)s día.", "Espera hace %(count)s días.", days) % {"count": days}
    return f"{day} {waits}" if days else day


def translated_words(rows: list[SaidMatter]) -> dict[int, MinutesText]:
    """Return {pk: what was said, shortened} in the reader's language where it is translated; one query, or none."""
    language = reader_language()
    foreign = {row.minutes_id for row in rows if row.source_language != language}
    found = MinutesTranslation.objects.filter(minutes__in=foreign, language=language) if foreign else []
    known = {translation.minutes_id: translation for translation in found}
    words = {}
    for row in rows:
        key, translation = f"said.{row.key}.text", known.get(row.minutes_id)
        is_current = translation and translation.texts.get(key) and translation.sources.get(key) == row.text
        text = translation.texts[key] if is_current else row.text
        lang = "" if is_current or row.source_language == language else row.source_language
        words[row.pk] = MinutesText(Truncator(" ".join(text.split())).words(LINE_WORDS, truncate="…"), lang)
    return words
