"""What search keeps of an event: its words in one language, its facts as facet codes. Never the link, nor the logistics."""

from collections import defaultdict

from django.db.models import QuerySet, Value
from django.utils import timezone

from portal.core.indexing import is_first_version, rich_text_words
from portal.territory.models import District, Neighbourhood
from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Term
from search.query import DocumentData

from .formatting import last_day, venue_words
from .models import EventPage

TERMS = ("themes", "services")
PLACES = {"other_neighbourhoods": Neighbourhood, "other_districts": District}


def event_relation_keys(pages: list[EventPage]) -> dict[tuple[str, int], list[int]]:
    """Return {(relation, page id): keys} of the many-to-many relations of events, with one query."""
    found, rows = defaultdict(list), []
    for name in (*TERMS, *PLACES):
        relation = EventPage._meta.get_field(name)
        through = relation.remote_field.through.objects.filter(eventpage__in=[page.pk for page in pages])
        key = f"{relation.m2m_reverse_field_name()}_id"
        rows.append(through.annotate(relation=Value(name)).values_list("relation", "eventpage_id", key))
    for name, page_id, key in rows[0].union(*rows[1:], all=True):
        found[name, page_id].append(key)
    return found


def prefetch_events(pages: QuerySet[EventPage]) -> list[EventPage]:
    """Read for a whole list of events what `event_document` needs of each, with three queries."""
    pages, known = list(pages), known_terms()
    keys = event_relation_keys(pages)
    for page in pages:
        page.kept = {**getattr(page, "kept", {})}
        for name in TERMS:
            terms = (known[key] for key in keys[name, page.pk])
            page.kept[name] = sorted(terms, key=lambda term: (term.order, term.pk))
    for name, model in PLACES.items():
        rows = model.objects.in_bulk({key for page in pages for key in keys[name, page.pk]})
        for page in pages:
            page.kept[name] = [rows[key] for key in keys[name, page.pk]]
    return pages


def kept(page: EventPage, name: str) -> list[Term]:
    """Return what an event has in a many-to-many relation (list): as `prepare` read it, else asked now."""
    found = getattr(page, "kept", {}).get(name)
    return list(getattr(page, name).all()) if found is None else found


def codes(*rows) -> tuple[str, ...]:
    """Return the codes (tuple) of the rows that are there, each once."""
    return tuple(dict.fromkeys(row.code for row in rows if row))


def event_facets(page: EventPage) -> dict[str, tuple[str, ...]]:
    """Return {facet: codes} of an event."""
    return {
        "kind": (page.kind,),
        "theme": codes(*kept(page, "themes")),
        "service": codes(*kept(page, "services")),
        "district": codes(page.district, *kept(page, "other_districts")),
        "neighbourhood": codes(page.neighbourhood, *kept(page, "other_neighbourhoods")),
        "modality": (page.modality,),
    }


def event_words(page: EventPage) -> str:
    """Return what else finds an event: its place and whose it is, its themes and services in its language (str)."""
    language = page.locale.language_code
    place = [venue_words(page, language), page.venue.address if page.venue_id else page.venue_address]
    whose = [page.neighbourhood, page.district, *kept(page, "other_neighbourhoods"), *kept(page, "other_districts")]
    terms = [term.label(language) for name in TERMS for term in kept(page, name)]
    return "\n".join(str(word) for word in (*place, *whose, *terms) if word)


def event_document(page: EventPage) -> DocumentData:
    """Return the DocumentData of a public event (EventPage, or what extends it)."""
    body = [rich_text_words(page.text), page.audience, page.conditions, page.venue_hint]
    former = {"former": page.former_start.isoformat()} if page.former_start else {}
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="event",
        language=page.locale.language_code,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=page.lead,
        body="\n".join(part for part in body if part),
        keywords=event_words(page),
        date_start=timezone.localdate(page.start).isoformat(),
        date_end=last_day(page).isoformat(),
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        data={"start": page.start.isoformat(), "all_day": page.all_day, "state": page.state, **former},
        facets=event_facets(page),
    )
