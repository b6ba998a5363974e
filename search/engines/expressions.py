"""The parsed question in the notation of a database's full-text search; what is an operator there is text here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.grammar import Clause, Phrase


@dataclass(frozen=True)
class Notation:
    """How a database writes "and", "or", "but not" and a phrase; `phrase` quotes its tokens."""

    both: str
    either: str
    without: str
    phrase: Callable[[Phrase], str]

    def expression(self, clauses: Sequence[Clause], *, expanded: bool, every: bool) -> str:
        """Return the expression that matches every clause (or any word of them).

        Without `expanded` by their own words; with it what only an expansion matches.
        """
        own = self._clauses(clauses, every=every, expanded=False)
        if not expanded:
            return own
        return f"({self._clauses(clauses, every=every, expanded=True)}){self.without}({own})"

    def _clauses(self, clauses: Sequence[Clause], *, every: bool, expanded: bool) -> str:
        joint = self.both if every else self.either
        return joint.join(f"({self._clause(clause, joint, expanded)})" for clause in clauses)

    def _clause(self, clause: Clause, joint: str, expanded: bool) -> str:
        words = joint.join(f"({self._any(forms)})" for forms in clause.words)
        if expanded and clause.expansions:
            return f"({words}){self.either}{self._any(clause.expansions)}"
        return words

    def _any(self, phrases: Iterable[Phrase]) -> str:
        return self.either.join(map(self.phrase, sorted(phrases)))
