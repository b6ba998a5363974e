"""What becomes of each feature of an import, a line for each, in the active language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

CREATED, ADDED, CHANGED, UNCHANGED, REFUSED = "created", "added", "changed", "unchanged", "refused"
WORDS = {
    REFUSED: gettext_lazy("rechazado"),
    CREATED: gettext_lazy("barrio nuevo"),
    ADDED: gettext_lazy("límite nuevo"),
    CHANGED: gettext_lazy("cambia"),
    UNCHANGED: gettext_lazy("sin cambios"),
}


@dataclass
class FeatureOutcome:
    """What becomes of one feature: `action` one of the five above, `reason` why it was refused."""

    number: int
    action: str
    title: str = ""
    reason: str = ""
    repairs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def word(self):
        """Return what becomes of it, in a word."""
        return str(WORDS[self.action])

    def details(self):
        """Return what else is to be said of it (list of str): why not, what was mended, what was noticed."""
        mended = [_("reparado: %s") % ", ".join(self.repairs)] if self.repairs else []
        return [*([self.reason] if self.reason else []), *mended, *self.notes]

    def line(self):
        """Return the report's line: «12: cambia: Echesortu (reparado: se cerró un contorno)»."""
        details = "; ".join(self.details())
        head = f"{self.number}: {self.word}" + (f": {self.title}" if self.title else "")
        return f"{head} ({details})" if details and self.title else f"{head}: {details}" if details else head


def boundary_outcome_tallies(outcomes: list[FeatureOutcome]) -> list[tuple[str, str, int]]:
    """Return [(action, word, number)] of some Outcomes, of those that occur, the refused first."""
    count = Counter(outcome.action for outcome in outcomes)
    return [(action, str(word), count[action]) for action, word in WORDS.items() if count[action]]


def boundary_import_summary(outcomes: list[FeatureOutcome]) -> str:
    """Return the last line of the report: how many features met which fate."""
    total = ngettext("%d elemento", "%d elementos", len(outcomes)) % len(outcomes)
    repaired = sum(bool(outcome.repairs) for outcome in outcomes)
    parts = [f"{word}: {count}" for _action, word, count in boundary_outcome_tallies(outcomes)]
    if repaired:
        parts.append(_("reparados: %d") % repaired)
    return f"{total} · " + " · ".join(parts)
