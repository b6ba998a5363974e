"""What every engine takes and gives, and the table of weights that relevance is."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from search.grammar import ParsedText
from search.query import FacetValue, SearchQuery

# Relevance: where a word stands, how it was found, and in which language the object can be read.
TITLE_WEIGHT = 8.0
SUMMARY_WEIGHT = 3.0
BODY_WEIGHT = 1.0
EXPANSION_WEIGHT = 0.4
LANGUAGE_WEIGHT = 1.25


@dataclass(frozen=True)
class Answer:
    """What an engine finds: groups with score of the page asked for, the number of all, counts, the page shown."""

    ranked: list[tuple[int, float]]
    total: int
    page: int
    pages: int
    relaxed: bool
    counts: Mapping[str, list[FacetValue]] = field(default_factory=dict)


class Engine(ABC):
    """Answers questions. All engines find the same groups and count the same; order may differ within their ranking."""

    name: str

    @abstractmethod
    def answer(self, query: SearchQuery, parsed: ParsedText, *, whole: bool = False) -> Answer:
        """Return the page asked for, clamped to those there are; with `whole` all groups as one page."""
