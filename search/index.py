"""Writing: documents, engine index, facets, vocabulary and outbox change together or not at all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from django.conf import settings
from django.db import transaction

from search import bitmaps, engines, vocabulary
from search.documents import Codes, document_codes, group_dates, index_row, shown_before, to_model
from search.models import SLOT_BITS, SearchDocument, SearchGroup, SearchOutbox
from search.query import DocumentData

_FIELDS = [field.name for field in SearchDocument._meta.concrete_fields if field.name != "id"]
_SLOTS = 1 << SLOT_BITS
_BATCH = 500


def put(documents: Iterable[DocumentData]) -> None:
    """Add documents or replace those of the same key, in one transaction with everything derived from them.

    Raises ValueError when a group would have more than 4096 documents.
    """
    stream = iter(documents)
    with transaction.atomic():
        while batch := {data.key: data for data in islice(stream, _BATCH)}:
            _apply(batch, set())


def delete(keys: Iterable[str]) -> None:
    """Take documents out by key; unknown keys are no error. Their parts go by their own keys."""
    stream = iter(keys)
    with transaction.atomic():
        while batch := set(islice(stream, _BATCH)):
            _apply({}, batch)


def keys(kinds: Sequence[str] = ()) -> set[str]:
    """Return the keys of all documents, or of those of some kinds: what `verify` compares with the public objects."""
    documents = SearchDocument.objects.filter(kind__in=kinds) if kinds else SearchDocument.objects.all()
    return set(documents.values_list("key", flat=True))


def _apply(puts: dict[str, DocumentData], deletes: set[str]) -> None:
    engine = engines.current_engine()
    engine.lock()
    rows = SearchDocument.objects.filter(key__in={*puts, *deletes}).select_related("group")
    old = {document.key: document for document in rows}
    groups = _groups({data.group for data in puts.values()})
    concerned = {group.pk for group in groups.values()} | {document.group_id for document in old.values()}
    before = _group_codes(concerned)
    new = _placed(puts, old, groups)
    kept = {document.pk for document in new}
    gone = [document.pk for document in old.values() if document.pk not in kept]

    SearchDocument.objects.filter(pk__in=gone).delete()
    SearchDocument.objects.bulk_create(
        new, batch_size=50, update_conflicts=True, unique_fields=["id"], update_fields=_FIELDS
    )
    engine.delete(gone)
    engine.put([index_row(document) for document in new])
    _change_codes(before, _group_codes(concerned))
    _date_groups(concerned)
    _change_words(list(old.values()), new)
    left = [(key, document.group.key) for key, document in old.items()]
    write_outbox_rows([(key, data.group) for key, data in puts.items()], SearchOutbox.Action.PUT)
    write_outbox_rows(
        [(key, group) for key, group in left if key in deletes or puts[key].group != group], SearchOutbox.Action.DELETE
    )


def _groups(keys: set[str]) -> dict[str, SearchGroup]:
    """Return the groups of these keys, made where absent."""
    SearchGroup.objects.bulk_create([SearchGroup(key=key) for key in sorted(keys)], ignore_conflicts=True)
    return {group.key: group for group in SearchGroup.objects.filter(key__in=keys)}


def _placed(puts, old: dict[str, SearchDocument], groups: dict[str, SearchGroup]) -> list[SearchDocument]:
    """Return the new rows, each under its old id or in the first free slot of its group."""
    ids = SearchDocument.objects.filter(group__in=[group.pk for group in groups.values()]).values_list("pk", flat=True)
    taken = set(ids)
    new = []
    for key, data in puts.items():
        group = groups[data.group]
        known = old.get(key)
        if known and known.group_id == group.pk:
            identity = known.pk
        else:
            first = group.pk << SLOT_BITS
            identity = next((slot for slot in range(first, first + _SLOTS) if slot not in taken), None)
            if identity is None:
                raise ValueError(f"search group {data.group} has more than {_SLOTS} documents")
        taken.add(identity)
        new.append(to_model(data, identity))
    return new


def _group_codes(groups: set[int]) -> dict[int, set[Codes]]:
    found: dict[int, set[Codes]] = {group: set() for group in groups}
    rows = SearchDocument.objects.filter(group__in=groups).only(
        "group_id", "kind", "language", "parent_key", "is_source", "facets"
    )
    for document in rows:
        found[document.group_id] |= document_codes(document)
    return found


def _change_codes(before: dict[int, set[Codes]], after: dict[int, set[Codes]]) -> None:
    added, removed = defaultdict(set), defaultdict(set)
    for group, codes in before.items():
        for code in after[group] - codes:
            added[code].add(group)
        for code in codes - after[group]:
            removed[code].add(group)
    bitmaps.change_bitmaps(added, removed)


def _date_groups(groups: set[int]) -> None:
    """Give each group the dates of its source version; a group without documents goes."""
    sources: dict[int, SearchDocument] = {}
    fields = ("group_id", "is_source", "parent_key", "key", "published", "date_start", "date_end")
    for document in SearchDocument.objects.filter(group__in=groups).only(*fields).order_by("-pk"):
        first = sources.get(document.group_id)
        if first is None or shown_before(document) <= shown_before(first):
            sources[document.group_id] = document
    SearchGroup.objects.filter(pk__in=groups - sources.keys()).delete()
    rows = [SearchGroup(pk=group, **group_dates(document)) for group, document in sources.items()]
    SearchGroup.objects.bulk_update(rows, ["date", "date_start", "date_end"], batch_size=100)


def _change_words(old: list[SearchDocument], new: list[SearchDocument]) -> None:
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for sign, documents in ((-1, old), (1, new)):
        for document in documents:
            words = vocabulary.document_words(document.title, document.summary, document.body, document.keywords)
            written.update(words)
            counts.update(dict.fromkeys(words, sign))
    vocabulary.change_word_counts({word: count for word, count in counts.items() if count}, written)


def write_outbox_rows(changes: Iterable[tuple[str, str]], action: str) -> None:
    """Write outbox rows of (document key, group key), only where a replica reads them (setting ELASTICSEARCH)."""
    if getattr(settings, "ELASTICSEARCH", {}).get("hosts"):
        rows = [SearchOutbox(key=key, group=group, action=action) for key, group in changes]
        SearchOutbox.objects.bulk_create(rows, batch_size=500)
