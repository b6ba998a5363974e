"""Which events an address of the agenda means: those of some days that everybody may read, one per object.

All of the days shown are read once as light rows; filters and their counts are a matter of memory, so that a page costs
the same few queries whatever the number of filters, and nothing depends on how many years lie behind.
"""

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, Value
from django.utils import timezone

from portal.core.public import public_pages
from portal.events.models import EventKind, EventPage
from portal.events.models.event import LONGEST
from portal.vocabularies.known import known_terms

from .asked import BY_PHONE, FACETS
from .models import CouncilPage

EVENING, NOON = 18, 12  # o'clock
#: filters of which an event must have all that were chosen: who needs two services needs both
ALL_OF = ("service",)
COLUMNS = {
    "pk": "pk",
    "key": "translation_key",
    "locale": "locale__language_code",
    "start": "start",
    "until": "until",
    "all_day": "all_day",
    "former_start": "former_start",
    "state": "state",
    "modality": "modality",
    "held_in": "held_in",
    "phone_in": "phone_in",
    "kind": "kind",
    "district": "district__code",
    "neighbourhood": "neighbourhood__code",
    "council": "sessionpage__council_id",
    "council_key": "sessionpage__council__translation_key",
    "council_kind": "sessionpage__council__kind",
    "council_neighbourhood": "sessionpage__council__neighbourhood__code",
}
WORDS = {
    "title": "title",
    "lead": "lead",
    "reference": "sessionpage__reference",
    "place": "venue_name",
    "venue": "venue__name",
    "council_title": "sessionpage__council__title",
}


@dataclass(slots=True)
class Found:
    """An event as filters see it: its codes by filter, and whether it is there on its own day or only its old one."""

    pk: int
    key: UUID
    start: datetime
    until: datetime
    former_start: datetime | None
    state: str
    council: int | None
    council_key: UUID | None
    is_present: bool
    words: str = ""
    codes: dict[str, set] = field(default_factory=dict)
    terms: dict[str, list] = field(default_factory=dict)


def find(asked, begin, end, language, with_moved=False):
    """Return the public events (list of EventPage) that `asked` (Asked) means between two aware datetimes, in order.

    One per object, in `language` where it exists, else in its first one; the time that the address names itself narrows
    begin and end. `with_moved`: also what was moved away from a day between them. Five queries at most. Each
    event has its place, council and terms at hand, `council_page`: the council (or None) as the reader is shown it, and
    `known_reason`: (why it is cancelled, language).
    """
    return load(found_between(asked, begin, end, language, with_moved), language)


def found_between(asked, begin, end, language, with_moved=False):
    """Return the same as `find` as light rows (list of Found)."""
    first, last = asked.bounds()
    begin, end = max(begin, first or begin), min(end, last or end)
    found = matching(gather(begin, end, language, with_words=bool(asked.text)), asked) if begin < end else []
    return [one for one in found if one.is_present or with_moved]


def gather(begin, end, language, with_words=False):
    """Return everything public (list of Found, by start) that is on or was moved away between two aware datetimes."""
    on = Q(start__gte=begin - LONGEST, start__lt=end, until__gt=begin)
    moved = Q(former_start__gte=begin, former_start__lt=end)
    columns = {**COLUMNS, **WORDS} if with_words else COLUMNS
    rows = public_pages(EventPage.objects.filter(on | moved)).order_by("pk").values_list(*columns.values())
    chosen = {}
    for row in (dict(zip(columns, values, strict=True)) for values in rows):
        if row["key"] not in chosen or row["locale"] == language:
            chosen[row["key"]] = row
    many = relations(begin, end, {row["council"] for row in chosen.values()} - {None})
    found = [as_found(row, many, begin, end) for row in chosen.values()]
    return sorted(found, key=lambda one: (one.start, one.pk))


def relations(begin, end, councils):
    """Return {(field, primary key of an event or of one of these councils): codes (list)}; one query.

    By date and not by number: a database takes only so many numbers in one question.
    """
    near = Q(eventpage__start__gte=begin - LONGEST, eventpage__start__lt=end)
    near |= Q(eventpage__former_start__gte=begin, eventpage__former_start__lt=end)
    parts = (
        (EventPage.other_districts, "district", near, "eventpage_id", "district__code"),
        (EventPage.other_neighbourhoods, "neighbourhood", near, "eventpage_id", "neighbourhood__code"),
        (EventPage.themes, "theme", near, "eventpage_id", "term__code"),
        (EventPage.services, "service", near, "eventpage_id", "term__code"),
    )
    among = Q(councilpage__in=councils)
    parts += (
        (CouncilPage.other_districts, "council district", among, "councilpage_id", "district__code"),
        (CouncilPage.other_neighbourhoods, "council neighbourhood", among, "councilpage_id", "neighbourhood__code"),
        (CouncilPage.themes, "council theme", among, "councilpage_id", "term__code"),
    )
    rows = [
        relation.through.objects.filter(condition)
        .annotate(field=Value(name), owner=F(owner), code=F(code))
        .values_list("field", "owner", "code")
        for relation, name, condition, owner, code in parts
    ]
    found = defaultdict(list)
    for name, owner, code in rows[0].union(*rows[1:], all=True):
        found[name, owner].append(code)
    return found


def as_found(row, many, begin, end):
    """Return a row of the database as a Found."""
    is_session, council = row["council"] is not None, row["council"]
    services = many["service", row["pk"]]
    own = {
        name: {*many[name, row["pk"]], *(many[f"council {name}", council] if is_session else ())}
        for name in ("district", "neighbourhood", "theme")
    }
    codes = {
        "time": times_of(row),
        "modality": {row["modality"]},
        "service": {*services, *([BY_PHONE] if row["phone_in"] else ())},
        "district": own["district"] | {row["district"]} - {None},
        "neighbourhood": own["neighbourhood"] | {row["neighbourhood"], row["council_neighbourhood"]} - {None},
        "council": {council} - {None},
        "kind": {row["council_kind"], EventKind.SESSION} if is_session else {row["kind"]},
        "theme": own["theme"],
        "language": {row["held_in"] or settings.LANGUAGE_CODE},
    }
    return Found(
        pk=row["pk"],
        key=row["key"],
        start=row["start"],
        until=row["until"],
        former_start=row["former_start"],
        state=row["state"],
        council=council,
        council_key=row["council_key"],
        is_present=row["start"] < end and row["until"] > begin,
        words=folded(" ".join(row[name] or "" for name in WORDS)) if "title" in row else "",
        codes=codes,
        terms={"services": services, "themes": many["theme", row["pk"]]},
    )


def times_of(row):
    """Return the codes of the times of day at which somebody could come."""
    start, last = timezone.localtime(row["start"]), timezone.localtime(row["until"] - timedelta(microseconds=1))
    days = (last.date() - start.date()).days
    times = {"weekend"} if any((start.weekday() + more) % 7 >= 5 for more in range(days + 1)) else set()
    if not row["all_day"]:
        times.add("morning" if start.hour < NOON else "afternoon" if start.hour < EVENING else "evening")
    return times


def folded(text):
    """Return a text as it is compared: small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def matching(found, asked, but=""):
    """Return those of `found` (list of Found) that have everything asked for, the filter named `but` left aside."""
    chosen = {name: set(getattr(asked, name)) for name in FACETS if getattr(asked, name) and name != but}
    if "council" in chosen:
        chosen["council"] = asked.council_ids()
    words = folded(asked.text).split()
    return [
        one
        for one in found
        if all(
            codes <= one.codes[name] if name in ALL_OF else not codes.isdisjoint(one.codes[name])
            for name, codes in chosen.items()
        )
        and all(word in one.words for word in words)
    ]


def counts(found, asked):
    """Return {filter: Counter of codes} of what is there on its own day; each filter's counts ignore itself.

    Of services all that are chosen are needed at once, so theirs are the counts of one service more.
    """
    return {
        name: Counter(
            code
            for one in matching(found, asked, but="" if name in ALL_OF else name)
            if one.is_present
            for code in one.codes[name]
        )
        for name in FACETS
    }


def load(found, language, councils=None):
    """Return the pages (list of EventPage) of `found`, in its order, with everything that rows and calendars read.

    `councils`: what `council_pages` returned for them, where somebody asked already.
    """
    related = ("locale", "district", "venue", "neighbourhood", "sessionpage__council__locale")
    pages = EventPage.objects.filter(pk__in=[one.pk for one in found]).select_related(*related)
    pages = {page.pk: page for page in pages}
    if councils is None:
        councils = council_pages({one.council_key for one in found} - {None}, language)
    terms = {(term.vocabulary, term.code): term for term in known_terms().values()}
    reasons = first_reasons(pages.values())
    for one in found:
        if page := pages.get(one.pk):
            page.council_page = councils.get(one.council_key)
            page.known_reason = reasons.get(one.key, (page.cancel_reason, page.locale.language_code))
            # what modelcluster holds for a page under edit, `page.services.all()` then reads without a query
            page._cluster_related_objects = {
                name: in_order(terms.get((name[:-1], code)) for code in codes) for name, codes in one.terms.items()
            }
    return [pages[one.pk] for one in found if one.pk in pages]


def first_reasons(pages):
    """Return {translation key: (why it is cancelled, language)} of translations into which nobody put the reason yet."""
    keys = [page.translation_key for page in pages if page.is_cancelled and not page.cancel_reason]
    if not keys:
        return {}
    versions = public_pages(EventPage.objects.filter(translation_key__in=keys)).exclude(cancel_reason="")
    rows = versions.order_by("-pk").values_list("translation_key", "cancel_reason", "locale__language_code")
    return {key: (reason, language) for key, reason, language in rows}


def in_order(terms):
    """Return terms (Term, or None for what another process named just now) in the order of their vocabulary."""
    return sorted(filter(None, terms), key=lambda term: (term.order, term.pk))


def council_pages(keys, language, numbers=()):
    """Return {translation key: CouncilPage} of public councils, in `language` where it exists, else in its first one.

    `numbers`: primary keys of first versions of some more.
    """
    wanted = Q(translation_key__in=keys)
    if numbers:
        wanted |= Q(translation_key__in=CouncilPage.objects.filter(pk__in=numbers).values("translation_key"))
    versions = public_pages(CouncilPage.objects.filter(wanted)).select_related("locale")
    chosen = {}
    for page in versions.order_by("pk"):
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    return chosen
