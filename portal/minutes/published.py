"""What everybody may read of minutes: whose, which version, in the reader's words, and the one mark of what is provisional.

Every page, feed, table and text drawn from minutes begins here: what is hidden is hidden in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from portal.core.language import reader_language
from portal.core.public import public_pages
from portal.councils.items import number_public
from portal.councils.models import AgendaItem, SessionPage

from .choices import PUBLISHED_STATES, MinutesState
from .models import Minutes, MinutesTranslation
from .projection import public_rows
from .suppression import LEAST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from .content import ContentRow
    from .models import MinutesVersion


@dataclass(frozen=True)
class MinutesText:
    """Words of minutes, and the code of their language where that is not the reader's."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


# Whose ---------------------------------------------------------------------------------------------------------------


def begun_records() -> QuerySet[Minutes]:
    """Return the minutes of which everybody may read something: the list of agreements, or a version."""
    sessions = public_pages(SessionPage.objects.filter(pk=OuterRef("session")))
    is_told = Q(agreements_at__isnull=False) | Q(state__in=PUBLISHED_STATES)
    return Minutes.objects.filter(is_told, Exists(sessions)).defer("draft", "remarks")


def published_minutes() -> QuerySet[Minutes]:
    """Return the minutes that everybody may read, provisional or approved; those of a hidden session are not among them."""
    return begun_records().filter(state__in=PUBLISHED_STATES)


def public_record(session: SessionPage) -> Minutes | None:
    """Return what everybody may read something of, for a session in any language; None too where that page is hidden."""
    shown = public_pages(
        SessionPage.objects.filter(pk=session.pk, translation_key=OuterRef("session__translation_key"))
    )
    found = begun_records().filter(Exists(shown), session__translation_key=session.translation_key)
    return found.select_related("session__locale", "approved_in__locale").first()


def public_minutes(session: SessionPage) -> Minutes | None:
    """Return the published minutes of a session in any language, or None."""
    record = public_record(session)
    return record if record is not None and record.is_published else None


def record_once(request: HttpRequest, session: SessionPage) -> Minutes | None:
    """Return `public_record`, asked once for a request."""
    kept = request.__dict__.setdefault("_public_minutes", {})
    if session.pk not in kept:
        kept[session.pk] = public_record(session)
    return kept[session.pk]


# Provisional ---------------------------------------------------------------------------------------------------------


def minutes_name(minutes: Minutes) -> str:
    """Return how minutes are called as they stand."""
    if not minutes.is_published:
        return _("Lista provisional de acuerdos")
    return _("Acta provisional") if minutes.is_provisional else _("Acta aprobada")


def minutes_state(minutes: Minutes) -> dict[str, str]:
    """Return the state of minutes as the state component takes it."""
    kind = "approved" if minutes.state == MinutesState.APPROVED else "provisional"
    return {"kind": kind, "word": minutes_name(minutes)}


def people_words(total: int | None) -> str:
    """Return how many people came as everybody may read it: few are not counted; "" where nobody counted."""
    if total is None:
        return ""
    return str(total) if total >= LEAST_SHOWN else _("menos de %(count)s") % {"count": LEAST_SHOWN}


def people_plural(total: int | None) -> int:
    """Return the number by which the word beside `people_words` is chosen: a singular would tell that one came."""
    return max(total or 0, LEAST_SHOWN)


# In the reader's words -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MinutesReading:
    """One version of minutes for readers of one language: its rows without what is internal, its texts translated."""

    minutes: Minutes
    version: MinutesVersion
    #: language of the reader, and of the minutes
    language: str
    source_language: str
    #: the agenda's public points as they stood then, without those that are internal by now
    points: list[dict[str, Any]]
    titles: Mapping[str, MinutesText] = field(default_factory=dict)
    translated: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> dict[str, str]:
        """The stored texts by key; what is internal is among them, so that pages take rows and words only."""
        return self.version.content

    def words(self, key: str) -> MinutesText:
        """Return the text of a key: translated where the translation is of these very words, else its own, labelled."""
        if key in self.translated:
            return MinutesText(self.translated[key])
        lang = self.source_language if self.source_language != self.language else ""
        return MinutesText(self.content.get(key, ""), lang)

    def rows(self, kind: str) -> list[ContentRow]:
        """Return the rows of one kind; what belongs to an internal point is internal too."""
        return public_rows(self.points, self.content, kind)


def read_minutes(
    minutes: Minutes, session: SessionPage, version: MinutesVersion | None = None, language: str = ""
) -> MinutesReading | None:
    """Return a version of minutes, the latest by default, for readers of a language, the interface's by default.

    `session` is the page that is shown, in any language: its points lend their titles. Three queries at most. None where
    nothing was published.
    """
    version = version or minutes.latest
    if version is None:
        return None
    language = language or reader_language()
    source = minutes.session.locale.language_code
    shown, hidden = shown_items(session)
    points = [point for point in version.points if point["key"] not in hidden]
    own = session.locale.language_code
    return MinutesReading(
        minutes=minutes,
        version=version,
        language=language,
        source_language=source,
        points=points,
        titles={point["key"]: point_title(point, shown.get(point["key"]), source, own, language) for point in points},
        translated=translated_texts(minutes, version, language) if language != source else {},
    )


def shown_items(session: SessionPage) -> tuple[dict[str, AgendaItem], set[str]]:
    """Return ({code: point that everybody may read}, codes of the internal ones) of a session's page, with one query."""
    items = list(AgendaItem.objects.filter(page=session.pk).order_by("sort_order", "pk"))
    shown = {item.code: item for item in number_public(items)}
    return shown, {item.code for item in items} - shown.keys()


def internal_codes(session: SessionPage) -> set[str]:
    """Return the codes of the points of a session that only the team reads."""
    return shown_items(session)[1]


def point_title(point: Mapping[str, Any], item: AgendaItem | None, source: str, own: str, language: str) -> MinutesText:
    """Return the title of a point as the version has it, or as the page in the reader's language (`own`) says it."""
    if item is not None and own != source and item.title != point["title"]:
        return MinutesText(item.title, own if own != language else "")
    return MinutesText(point["title"], source if source != language else "")


def translated_texts(minutes: Minutes, version: MinutesVersion, language: str) -> dict[str, str]:
    """Return {key: text} of what is translated of the words that the version has."""
    found = MinutesTranslation.objects.filter(minutes=minutes, language=language).first()
    if found is None:
        return {}
    current = {key for key, text in found.sources.items() if text == version.content.get(key)}
    return {key: text for key, text in found.texts.items() if text and key in current}
