"""Marking what matched: safe HTML from the stored text, the same for every engine."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import placed_tokens
from search.grammar import Phrase

SNIPPET_LENGTH = 260
_CONTEXT = 60  # letters shown before the first marked word
_WORD_LIMIT = 20_000  # words of a body that are looked at
_ENDINGS = ".!?:;…,"

Span = tuple[int, int]


class Marker:
    """Marks the words of some phrases in texts of a language."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def highlight(self, text: str, language: str) -> SafeString:
        """Return the whole text as HTML with <mark> around what matched."""
        return _render(text, self.spans(text, language))

    def snippet(self, summary: str, body: str, language: str) -> SafeString:
        """Return a piece of the summary or body around what matched, the beginning when nothing did; HTML."""
        for text in (summary, body):
            spans = self.spans(text, language)
            if spans:
                start, end = _window(text, spans)
                return _piece(text, spans, start, end)
        text = summary or body
        return _piece(text, [], 0, _cut(text, SNIPPET_LENGTH))

    def spans(self, text: str, language: str) -> list[Span]:
        """Return where the phrases stand (start, end), in order and without overlap."""
        if not self._by_first or not text:
            return []
        tokens, places = placed_tokens(text, language, _WORD_LIMIT)
        found: list[Span] = []
        skip = 0
        for at, token in enumerate(tokens):
            if token not in self._by_first or at < skip:
                continue
            for phrase in self._by_first[token]:
                if tuple(tokens[at : at + len(phrase)]) == phrase:
                    skip = at + len(phrase)
                    found.append((places[at][0], places[skip - 1][1]))
                    break
        return found


def separate_lines(html: SafeString) -> SafeString:
    """Return a snippet whose lines (titles of points, names) are told apart by a point where no sign ends them."""
    lines = [line.strip() for line in html.split("\n") if line.strip()]
    ended = [line if line[-1] in _ENDINGS else f"{line} ·" for line in lines[:-1]]
    return mark_safe(" ".join(ended + lines[-1:]))  # noqa: S308 as safe as what it was given


def _window(text: str, spans: list[Span]) -> Span:
    """Return the stretch of a snippet's length that holds the most different marked words, the first of such."""
    best, best_count = spans[0], 0
    for start, _ in spans[:50]:
        inside = {text[a:b].lower() for a, b in spans if start <= a and b <= start + SNIPPET_LENGTH - _CONTEXT}
        if len(inside) > best_count:
            best, best_count = (start, start), len(inside)
    start = 0
    if best[0] > _CONTEXT:
        start = text.find(" ", best[0] - _CONTEXT, best[0]) + 1 or best[0]
    if len(text) <= SNIPPET_LENGTH:
        start = 0
    return start, _cut(text, start + SNIPPET_LENGTH)


def _cut(text: str, end: int) -> int:
    """Return an end at a space, so that no word is cut."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(end - 40, 0), end)
    return space if space > 0 else end


def _piece(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    inside = [(a - start, min(b, end) - start) for a, b in spans if start <= a < end]
    rendered = _render(text[start:end], inside)
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return mark_safe(before + rendered + after)  # noqa: S308 rendered escapes


def _render(text: str, spans: Iterable[Span]) -> SafeString:
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 every piece is escaped above
