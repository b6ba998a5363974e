"""Which counts of people may be shown: none below five, and no total from which such a one follows by subtraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

LEAST = 5


@dataclass(frozen=True)
class PublicCount:
    """A count as the public may know it.

    `known` is what everybody can add up from the counts shown; `cells` and `secret` are how many counts under it stay
    hidden, and their sum, as long as no exact total gathers them. Nobody is shown `secret`.
    """

    known: int = 0
    cells: int = 0
    secret: int = 0

    @property
    def exact(self):
        """Tell whether `known` is the whole count."""
        return self.cells == 0

    @property
    def ceiling(self):
        """Return the least number that the hidden counts together stay below, as everybody may know."""
        return self.cells * (LEAST - 1) + 1

    def __str__(self):
        if self.exact:
            return intcomma(self.known)
        if self.known:
            return _("al menos %(count)s") % {"count": intcomma(self.known)}
        return _("menos de %(count)s") % {"count": self.ceiling}


def people_figure(count: int) -> PublicCount:
    """Return the Figure of one count of people."""
    return PublicCount(count) if count >= LEAST else PublicCount(cells=1, secret=count)


def total_figure(figures: Iterator | list[PublicCount] | map) -> PublicCount:
    """Return the Figure of a total over Figures that are shown beside it.

    It is exact when nothing below it is hidden, or when what is hidden are at least two counts that reach five together
    and are not all at their highest: then no single one follows from the total. What an exact total gathers is out of
    reach for the totals above it; all else is handed on to them.
    """
    figures = list(figures)
    known = sum(figure.known for figure in figures)
    cells = sum(figure.cells for figure in figures)
    secret = sum(figure.secret for figure in figures)
    if cells > 1 and LEAST <= secret < cells * (LEAST - 1):
        return PublicCount(known + secret)
    return PublicCount(known, cells, secret)
