"""The demonstration at the size of a large city: districts and neighbourhoods with computed names, beside the others.

Iztapalapa has 13 territorial directorates, 130 neighbourhoods and 17,000 liaisons; nothing here is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.text import slugify

from portal.districts.opening.opening import open_district
from portal.territory.models import (
    Connectivity,
    CoverageCount,
    CoverageKind,
    District,
    DistrictKind,
    LiaisonArea,
    Neighbourhood,
    NeighbourhoodKind,
    SocialIndex,
    Unit,
)

from .facts import describe


@dataclass(frozen=True)
class Scale:
    """How many there shall be in all."""

    districts: int
    neighbourhoods: int
    liaisons: int


SCALES = {"iztapalapa": Scale(districts=13, neighbourhoods=130, liaisons=17_000)}
DISTRICTS = (
    "Islas",
    "Lomas",
    "Cañaveral",
    "Ferroviario",
    "Quebrada",
    "Médanos",
    "Laguna",
    "Talar",
    "Esteros",
    "Palmar",
)
FIRST = ("Villa", "Colonia", "Alto", "Bajo", "Puerta", "Rincón", "Loma", "Paso", "Jardín", "Campo")
SECOND = (
    "del Algarrobo", "de los Teros", "de la Noria", "del Horcón", "de las Garzas", "del Jacarandá", "de la Tahona",
    "del Guadal", "de los Sauces", "de la Calandria", "del Ombú", "de las Tunas", "del Vado",
)  # fmt: skip
DAYS_AGO = (210, 18)


def neighbourhood_names() -> Iterator[str]:
    """Yield names of neighbourhoods, none twice."""
    for step in range(len(FIRST) * len(SECOND)):
        # 10 and 13 have no common divisor: the pairs come round once only
        yield f"{FIRST[step % len(FIRST)]} {SECOND[step % len(SECOND)]}"


def shares(total: int, parts: int) -> list[int]:
    """Return `parts` whole numbers (list) of different sizes, at least 1 each, that sum to `total`."""
    weights = [3 + number * 7 % 11 for number in range(parts)]
    spare, sum_of_weights = total - parts, sum(weights)
    found = [1 + spare * weight // sum_of_weights for weight in weights]
    found[-1] += total - sum(found)
    return found


def earlier(value: int) -> int:
    """Return what was counted half a year before."""
    return max(1, value * 3 // 5)


def table(number: int, code: str, liaisons: list[int]) -> dict[str, Any]:
    """Return the table of a neighbourhood's facts, as those of the data files; `liaisons` are the latest by area."""
    population, blocks = 3000 + number * 137 % 9000, 60 + number * 17 % 140
    convened = blocks * (50 + number * 13 % 46) // 100
    return {
        "code": code,
        "wave": 1 + number % 4,
        "population": population,
        "social_index": SocialIndex.values[number % len(SocialIndex)],
        "connectivity": Connectivity.values[number % len(Connectivity)],
        "phone": f"0800 555 {1000 + number:04}",
        "postal_codes": [str(3000 + number // 2)],
        "counted": DAYS_AGO,
        "blocks": [earlier(convened), convened, blocks],
        "officials": [1, 1 + number % 4],
        "promoters": [2, 2 + number % 9],
        "liaisons": {area: [earlier(value), value] for area, value in zip(LiaisonArea.values, liaisons, strict=True)},
    }


def make_districts(count: int) -> list[District]:
    """Open districts until there are `count`, the whole city's own apart; return the new ones."""
    standing = District.objects.filter(kind=DistrictKind.DISTRICT)
    free = [name for name in DISTRICTS if not standing.filter(code=slugify(name)).exists()]
    missing = max(0, count - standing.count())
    return [open_district(slugify(name), name).district for name in free[:missing]]


def make_neighbourhoods(count: int, districts: list[District]) -> list[Neighbourhood]:
    """Make neighbourhoods in the given districts in turn until there are `count` in all; return the new ones."""
    taken = set(Neighbourhood.objects.values_list("code", flat=True))
    free = (name for name in neighbourhood_names() if slugify(name) not in taken)
    kinds = [NeighbourhoodKind.COLONIA, NeighbourhoodKind.VILLAGE, NeighbourhoodKind.HOUSING_ESTATE]
    made = []
    for number in range(count - len(taken)):
        name = next(free)
        fields = {"district": districts[number % len(districts)], "kind": kinds[number % len(kinds)]}
        made.append(Neighbourhood.objects.create(code=slugify(name), name=name, **fields))
    return made


def build_scale(scale: Scale) -> None:
    """Add to the city what it lacks of a Scale: districts, neighbourhoods and their facts."""
    districts = make_districts(scale.districts) or list(District.objects.filter(kind=DistrictKind.DISTRICT))
    made = make_neighbourhoods(scale.neighbourhoods, districts)
    if not made:
        return
    latest = CoverageCount.objects.latest_of_each().filter(kind=CoverageKind.LIAISONS)
    missing = scale.liaisons - (latest.aggregate(sum=Sum("value"))["sum"] or 0)
    areas = len(LiaisonArea)
    by_area = shares(max(missing, len(made) * areas), len(made) * areas)
    unit, today = Unit.objects.get(code="cercania"), timezone.localdate()
    for number, neighbourhood in enumerate(made):
        liaisons = by_area[number * areas : (number + 1) * areas]
        describe(neighbourhood, table(number, neighbourhood.code, liaisons), unit, today)
