"""The bulk path: everything anew from the documents handed in, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

from django.core.management.color import no_style
from django.db import connections, router, transaction

from search import bitmaps, engines, vocabulary
from search.documents import Codes, document_codes, group_dates, index_row, shown_before, to_model
from search.index import write_outbox_rows
from search.models import SLOT_BITS, SearchDocument, SearchGroup, SearchOutbox
from search.query import DocumentData

_BATCH = 500


def rebuild_documents(documents: Iterable[DocumentData], keep_numbers: bool = False) -> int:
    """Replace all documents by these, which may be a stream, and return their number.

    Readers see the former answers until the end. Keys must be unique. With a replica, the outbox gets all of them.
    Groups are numbered anew, without gaps; with `keep_numbers` known ones keep theirs, and equals their order in answers.
    """
    with transaction.atomic():
        build = _Build(keep_numbers)
        stream = iter(documents)
        while batch := list(islice(stream, _BATCH)):
            build.add(batch)
        build.close()
    return build.count


class _Build:
    """The groups, sets and words of all documents, gathered in memory while documents are written in batches."""

    def __init__(self, keep_numbers: bool) -> None:
        self.engine = engines.current_engine()
        self.engine.lock()
        self.count = 0
        self.groups: dict[str, int] = {}
        self.numbers = dict(SearchGroup.objects.values_list("key", "pk")) if keep_numbers else {}
        self.last = max(self.numbers.values(), default=0)
        self.slots: Counter[int] = Counter()
        self.dates: dict[int, tuple[tuple[bool, bool], dict[str, str]]] = {}
        self.codes: defaultdict[Codes, list[int]] = defaultdict(list)
        self.words: Counter[str] = Counter()
        self.written: dict[str, str] = {}
        self.gone = dict(SearchDocument.objects.values_list("key", "group__key"))
        SearchDocument.objects.all().delete()
        SearchGroup.objects.all().delete()
        self.engine.clear()

    def add(self, batch: list[DocumentData]) -> None:
        """Write a batch of documents and gather what is derived from them."""
        rows = [to_model(data, self._identity(data.group)) for data in batch]
        SearchDocument.objects.bulk_create(rows, batch_size=50)
        self.engine.put([index_row(row) for row in rows], replace=False)
        for row in rows:
            self._gather(row)
        self.count += len(rows)
        for data in batch:
            if self.gone.get(data.key) == data.group:
                del self.gone[data.key]
        write_outbox_rows([(data.key, data.group) for data in batch], SearchOutbox.Action.PUT)

    def close(self) -> None:
        """Write what was gathered and tidy up the index."""
        # Documents point to groups that come only now: the foreign key is checked at the end of the transaction.
        SearchGroup.objects.bulk_create(
            (SearchGroup(pk=pk, key=key, **self.dates[pk][1]) for key, pk in self.groups.items()), batch_size=_BATCH
        )
        bitmaps.replace_facet_bitmaps(self.codes)
        vocabulary.replace_vocabulary(self.words, self.written)
        write_outbox_rows(sorted(self.gone.items()), SearchOutbox.Action.DELETE)
        connection = connections[router.db_for_write(SearchGroup)]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [SearchGroup]):
                cursor.execute(statement)
        self.engine.finish()

    def _identity(self, key: str) -> int:
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = self._number(key)
        slot = self.slots[group]
        if slot >> SLOT_BITS:
            raise ValueError(f"search group {key} has more than {1 << SLOT_BITS} documents")
        self.slots[group] += 1
        return (group << SLOT_BITS) + slot

    def _number(self, key: str) -> int:
        if key in self.numbers:
            return self.numbers[key]
        self.last += 1
        return self.last

    def _gather(self, row: SearchDocument) -> None:
        place = shown_before(row)
        if row.group_id not in self.dates or place < self.dates[row.group_id][0]:
            self.dates[row.group_id] = (place, group_dates(row))
        for code in document_codes(row):
            self.codes[code].append(row.group_id)
        words = vocabulary.document_words(row.title, row.summary, row.body, row.keywords)
        self.words.update(words.keys())
        for word, written in words.items():
            self.written.setdefault(word, written)
