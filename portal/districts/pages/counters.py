"""The latest counters of neighbourhoods and their totals, each with its dates, sources and number of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, ValuesView
from dataclasses import dataclass, replace

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.partial_dates import partial_date_words
from portal.territory.models import CoverageCount, CoverageKind, Neighbourhood

from .figures import PublicCount, people_figure, total_figure

MOST_SOURCES = 3
POPULATION = "population"


class Measure(TextChoices):
    """What is counted, as it stands in addresses and files."""

    BLOCKS = CoverageKind.BLOCKS.value, CoverageKind.BLOCKS.label
    LIAISONS = CoverageKind.LIAISONS.value, CoverageKind.LIAISONS.label
    OFFICIALS = CoverageKind.OFFICIALS.value, CoverageKind.OFFICIALS.label
    PROMOTERS = CoverageKind.PROMOTERS.value, CoverageKind.PROMOTERS.label
    POPULATION = POPULATION, gettext_lazy("Población")


@dataclass(frozen=True)
class Count:
    """What was last counted of one thing, in one neighbourhood or in several.

    `of` is how many there are in all, and `share` how many of these were counted (blocks only); `since` and `until` are
    the oldest and the newest date (ISO 8601, a year for the population); `places` the number of neighbourhoods.
    """

    figure: PublicCount
    since: str
    until: str
    sources: tuple = ()
    places: int = 1
    of: int | None = None
    share: int = 0

    @property
    def per_cent(self):
        """Return how many of a hundred, or None where nobody said of how many."""
        return round(100 * self.share / self.of) if self.of else None

    @property
    def text(self):
        """Return the count in words: "61 de 96", "menos de 5"."""
        if self.of and self.share == self.figure.known:
            return _("%(count)s de %(total)s") % {"count": self.figure, "total": intcomma(self.of)}
        return str(self.figure)

    @property
    def dates(self):
        """Return when it was counted, in words."""
        if self.since == self.until:
            return partial_date_words(self.until) if self.until else ""
        return (
            f"{partial_date_words(self.since)} – {partial_date_words(self.until)}"
            if self.since
            else partial_date_words(self.until)
        )

    @property
    def source(self):
        """Return who counted: the first sources, and how many others."""
        shown, more = "; ".join(self.sources[:MOST_SOURCES]), len(self.sources) - MOST_SOURCES
        return (
            shown
            if more <= 0
            else ngettext("%(shown)s y otra", "%(shown)s y otras %(more)s", more)
            % {
                "shown": shown,
                "more": more,
            }
        )


def total_of(counts: Iterator) -> Count | None:
    """Return the Count of several Counts that are shown beside it, or None of nothing."""
    counts = [count for count in counts if count is not None]
    if not counts:
        return None
    with_total = [count for count in counts if count.of is not None]
    return Count(
        total_figure(count.figure for count in counts),
        min((count.since for count in counts if count.since), default=""),
        max(count.until for count in counts),
        tuple(dict.fromkeys(source for count in counts for source in count.sources)),
        sum(count.places for count in counts),
        sum(count.of for count in with_total) if with_total else None,
        sum(count.share for count in with_total),
    )


def count_of(row: CoverageCount) -> Count:
    """Return the Count of one stored counter (CoverageCount)."""
    day = row.date.isoformat()
    if row.kind == CoverageKind.BLOCKS:  # blocks are no people: every number may be shown
        return Count(PublicCount(row.value), day, day, (row.source,), of=row.total, share=row.value)
    return Count(people_figure(row.value), day, day, (row.source,))


def population_of(neighbourhood: Neighbourhood) -> Count | None:
    """Return the Count of a neighbourhood's population, or None when it is not known."""
    if neighbourhood.population is None:
        return None
    year = str(neighbourhood.population_year or "")
    sources = (neighbourhood.population_source,) if neighbourhood.population_source else ()
    return Count(people_figure(neighbourhood.population), year, year, sources)


def shown_rows(rows: list[CoverageCount]) -> list[CoverageCount]:
    """Return those of a neighbourhood's latest liaison counters that are shown: the areas, or a newer count of all.

    Both together would tell a hidden area by subtraction.
    """
    areas = [row for row in rows if row.area]
    overall = [row for row in rows if not row.area]
    if not areas or (overall and overall[0].date > max(row.date for row in areas)):
        return overall
    return areas


def gather(rows: list[CoverageCount]) -> dict[str, Count]:
    """Return {measure: Count} of one neighbourhood, from its latest counters (CoverageCount)."""
    kinds = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    kinds[CoverageKind.LIAISONS] = shown_rows(kinds[CoverageKind.LIAISONS])
    found = {kind: total_of(count_of(row) for row in kept) for kind, kept in kinds.items() if kept}
    return {kind: replace(count, places=1) for kind, count in found.items()}


@dataclass(frozen=True)
class Tally:
    """All counters of some districts: by neighbourhood, by district and in all; each {measure: Count}."""

    neighbourhoods: list
    of_neighbourhood: dict
    of_district: dict
    in_all: dict


def district_tally(districts: list[int]) -> Tally:
    """Return the Tally of the districts with these ids; two queries, however many neighbourhoods there are."""
    neighbourhoods = list(Neighbourhood.objects.filter(district__in=districts).order_by("name"))
    rows = defaultdict(list)
    for row in CoverageCount.objects.latest_of_each().filter(neighbourhood__district__in=districts):
        rows[row.neighbourhood_id].append(row)
    counts = {place.pk: gather(rows[place.pk]) | population(place) for place in neighbourhoods}
    members = defaultdict(list)
    for place in neighbourhoods:
        members[place.district_id].append(counts[place.pk])
    by_district = {district: totals_of(members[district]) for district in members}
    return Tally(neighbourhoods, counts, by_district, totals_of(by_district.values()))


def population(neighbourhood: Neighbourhood) -> dict[str, Count]:
    """Return {measure: Count} of the population, empty when it is not known."""
    count = population_of(neighbourhood)
    return {POPULATION: count} if count else {}


def totals_of(groups: ValuesView | list[dict[str, Count]]) -> dict[str, Count]:
    """Return {measure: Count} over several {measure: Count}, without what nobody counted."""
    groups = list(groups)
    found = {measure.value: total_of(group.get(measure.value) for group in groups) for measure in Measure}
    return {measure: count for measure, count in found.items() if count is not None}
