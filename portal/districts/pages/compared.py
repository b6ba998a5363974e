"""A neighbourhood's figures beside those of the whole city, as parts of a hundred or for each thousand people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.territory.models import District

from .charts import Chart, ChartValue, bar_chart
from .counters import Count, Measure, district_tally
from .index import share_words

if TYPE_CHECKING:
    from portal.territory.models import Neighbourhood

PEOPLE = (Measure.LIAISONS, Measure.PROMOTERS, Measure.OFFICIALS)
HUNDRED, THOUSAND = 100, 1000


def comparison_chart(place: Neighbourhood, own: dict[str, Count]) -> Chart | None:
    """Return the Chart of a neighbourhood's counts {measure: Count} against the city's; None where nothing compares.

    Only what is shown as an exact number on both sides is divided, so that a rate tells no hidden count.
    """
    if not own:
        return None
    city = district_tally(list(District.objects.filter(active=True).values_list("pk", flat=True))).in_all
    groups = [
        (
            label,
            [
                ChartValue(place.name, mine, words, whole=whole),
                ChartValue(_("Toda la ciudad"), in_all, all_words, is_reference=True, whole=whole),
            ],
        )
        for label, whole, (mine, words), (in_all, all_words) in compared_values(own, city)
    ]
    heads = [_("Dato"), place.name, _("Toda la ciudad")]
    return bar_chart("compared", _("El barrio y la ciudad"), heads, groups) if groups else None


def compared_values(own: dict[str, Count], city: dict[str, Count]) -> list[tuple[str, int, tuple, tuple]]:
    """Return [(what, of how much a part, (number, words) of the neighbourhood, of the city)] of what both know."""
    found = []
    blocks = [counts.get(Measure.BLOCKS.value) for counts in (own, city)]
    if all(count and count.per_cent is not None for count in blocks):
        found.append((str(Measure.BLOCKS.label), HUNDRED, *((count.per_cent, share_words(count)) for count in blocks)))
    for measure in PEOPLE:
        rates = [
            per_thousand(counts.get(measure.value), counts.get(Measure.POPULATION.value)) for counts in (own, city)
        ]
        if None not in rates:
            label = _("%(what)s por cada mil habitantes") % {"what": measure.label}
            found.append((label, 0, *((rate, number_format(rate, 1)) for rate in rates)))
    return found


def per_thousand(count: Count | None, people: Count | None) -> float | None:
    """Return how many there are for each thousand people, or None where either number is not shown exactly."""
    if count is None or people is None or not (count.figure.exact and people.figure.exact and people.figure.known):
        return None
    return round(THOUSAND * count.figure.known / people.figure.known, 1)
