"""The vocabulary of whole folded words, counted by documents, and the corrections it gives."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connections, router

from search.analysis import search_languages, token
from search.folding import WORD, fold_word
from search.models import SearchWord

SHORTEST, LONGEST = 3, 40
_CANDIDATES = 3_000
_INSERT = """
    INSERT INTO search_searchword (word, written, ending, length, documents) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (word) DO UPDATE SET documents = search_searchword.documents + excluded.documents
"""


def document_words(*texts: str) -> dict[str, str]:
    """Return the words of a document: folded word → as written, in lower case; numbers and very short ones left out."""
    found: dict[str, str] = {}
    for text in texts:
        for written in set(WORD.findall(text)):
            word = fold_word(written)
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                found.setdefault(word, written.lower()[:60])
    return found


def change_word_counts(counts: Mapping[str, int], written: Mapping[str, str]) -> None:
    """Add to (or take from) the number of documents of each word; a word that no document has goes."""
    more = [_row(word, written[word], count) for word, count in sorted(counts.items()) if count > 0]
    fewer = sorted((word, -count) for word, count in counts.items() if count < 0)
    with connections[router.db_for_write(SearchWord)].cursor() as cursor:
        if more:
            cursor.executemany(_INSERT, more)
        if fewer:
            cursor.executemany(
                "UPDATE search_searchword SET documents = documents - %s WHERE word = %s",
                [(count, word) for word, count in fewer],
            )
            cursor.executemany(
                "DELETE FROM search_searchword WHERE word = %s AND documents <= 0", [(word,) for word, _ in fewer]
            )


def replace_vocabulary(counts: Mapping[str, int], written: Mapping[str, str]) -> None:
    """Replace the whole vocabulary, after a rebuild."""
    SearchWord.objects.all().delete()
    fields = ("word", "written", "ending", "length", "documents")
    rows = (SearchWord(**dict(zip(fields, _row(word, written[word], n), strict=True))) for word, n in counts.items())
    SearchWord.objects.bulk_create(rows, batch_size=1_000)


def correct(typed: Iterable[str]) -> str:
    """Return the words with each unknown one replaced by the nearest of the vocabulary; empty when there is nothing."""
    typed = list(typed)[:12]
    folded = [fold_word(word) for word in typed]
    known = set(SearchWord.objects.filter(word__in=folded).values_list("word", flat=True))
    better = {word: _nearest(word) for word in dict.fromkeys(folded) if word not in known and _correctable(word)}
    if not any(better.values()):
        return ""
    return " ".join(better.get(word) or text for word, text in zip(folded, typed, strict=True))


def distance(first: str, second: str, limit: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped between two words; at most limit + 1."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        line = [row]
        for column, other in enumerate(second, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, above = above, line
    return min(above[-1], limit + 1)


def _correctable(word: str) -> bool:
    return SHORTEST < len(word) <= LONGEST and word.isalpha()


def _nearest(word: str) -> str:
    """Return how the nearest word of the vocabulary is written; of equally near ones the most frequent.

    Empty when that is only another form of the word: it finds the same.
    """
    limit = 1 if len(word) <= 5 else 2
    near_length = SearchWord.objects.filter(length__range=(len(word) - limit, len(word) + limit))
    same_start = near_length.filter(word__gte=word[0], word__lt=word[0] + "\U0010ffff")
    same_end = near_length.filter(ending=word[-3:])
    fields = ("word", "written", "documents")
    candidates = {
        row for rows in (same_start, same_end) for row in rows.order_by("-documents").values_list(*fields)[:_CANDIDATES]
    }
    letters = Counter(word)
    best: tuple[int, int, str, str] | None = None
    for candidate, written, documents in candidates:
        if sum((letters - Counter(candidate)).values()) > limit:
            continue
        wrong = distance(word, candidate, limit)
        if wrong <= limit and (best is None or (wrong, -documents, candidate) < best[:3]):
            best = (wrong, -documents, candidate, written)
    if best is None or any(token(best[2], language) == token(word, language) for language in search_languages()):
        return ""
    return best[3]


def _row(word: str, written: str, documents: int) -> tuple[str, str, str, int, int]:
    return word, written, word[-3:], len(word), documents
