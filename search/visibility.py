"""The last look before an answer is shown: is what the index found still public?"""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)
Checker = Callable[[list[str]], Iterable[str]]
_checkers: dict[str, Checker] = {}


def register_visibility(kind: str, checker: Checker) -> None:
    """Name the callable that returns, of some document keys of a kind, those still public. One query, please."""
    _checkers[kind] = checker


def public(keys_by_kind: dict[str, list[str]]) -> set[str]:
    """Return the keys still public; those of a kind without a checker all are."""
    found: set[str] = set()
    for kind, keys in keys_by_kind.items():
        checker = _checkers.get(kind)
        shown = set(keys) if checker is None else set(checker(keys)) & set(keys)
        if len(shown) < len(set(keys)):
            logger.warning(
                "search: %d documents of the kind %s are indexed but not public", len(set(keys)) - len(shown), kind
            )
        found |= shown
    return found
