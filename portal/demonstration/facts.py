"""The facts of the demonstration's territory: neighbourhoods with their counters, units, venues, organisations.

What stands already is left as it is: an editor of the demonstration may have written it.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from portal.territory.lines.file import read_map_lines, store_map_lines
from portal.territory.models import (
    CoverageCount,
    CoverageKind,
    District,
    LiaisonArea,
    MapLine,
    Neighbourhood,
    NeighbourhoodLink,
    Organisation,
    PostalCode,
    Section,
    StreetSegment,
    Unit,
    Venue,
)
from portal.territory.streets.table import read_street_table, store_street_table

from .files import DATA, read_all, read_toml

YEAR_OF_CENSUS, YEARS_SINCE_INDEX = 2022, 1
SOURCES = {
    "population": "Censo de Nueva Ribera (ciudad de demostración)",
    "social_index": "Observatorio social de la ciudad (demostración)",
    "connectivity": "Encuesta de conectividad (demostración)",
}
ROLE = "Referente de cercanía del barrio"
COUNTED_BY = {
    CoverageKind.BLOCKS: "Recorrido del equipo del distrito",
    CoverageKind.LIAISONS: "Registro de enlaces comunitarios",
    CoverageKind.OFFICIALS: "Planilla de la Secretaría de Cercanía",
    CoverageKind.PROMOTERS: "Planilla de la Secretaría de Cercanía",
}


def neighbourhood_fields(data: dict[str, Any], unit: Unit, today: date) -> dict[str, Any]:
    """Return {field: value} of a neighbourhood from its table; no person is named."""
    year = today.year - YEARS_SINCE_INDEX
    return {
        "wave": data["wave"],
        "population": data["population"],
        "population_year": YEAR_OF_CENSUS,
        "population_source": SOURCES["population"],
        "social_index": data["social_index"],
        "social_index_year": year,
        "social_index_source": SOURCES["social_index"],
        "connectivity": data["connectivity"],
        "connectivity_year": year,
        "connectivity_source": SOURCES["connectivity"],
        "responsible_role": ROLE,
        "responsible_unit": unit,
        "responsible_phone": data["phone"],
        "responsible_email": f"{data['code']}@nuevaribera.example",
    }


def counted_rows(data: dict[str, Any]) -> list[tuple[int | list | str | None, ...]]:
    """Return [(kind, area, [earlier, latest], total)] of a neighbourhood's table; none where nothing was counted."""
    if "counted" not in data:
        return []
    *blocks, total = data["blocks"]
    rows = [(CoverageKind.BLOCKS, "", blocks, total)]
    rows += [
        (CoverageKind.OFFICIALS, "", data["officials"], None),
        (CoverageKind.PROMOTERS, "", data["promoters"], None),
    ]
    return rows + [(CoverageKind.LIAISONS, LiaisonArea(area), pair, None) for area, pair in data["liaisons"].items()]


def counters_of(neighbourhood: Neighbourhood, data: dict[str, Any], today: date) -> list[CoverageCount]:
    """Return the CoverageCounts (list, not stored) of a neighbourhood on its two days."""
    days = [today - timedelta(days=ago) for ago in data.get("counted", ())]
    return [
        CoverageCount(
            neighbourhood=neighbourhood,
            kind=kind,
            area=area,
            value=value,
            total=total,
            date=day,
            source=COUNTED_BY[kind],
        )
        for kind, area, values, total in counted_rows(data)
        for day, value in zip(days, values, strict=True)
    ]


def describe(neighbourhood: Neighbourhood, data: dict[str, Any], unit: Unit, today: date) -> None:
    """Give a neighbourhood its facts, codes, sections, links and counters, unless it has any."""
    if neighbourhood.population or neighbourhood.responsible_role or neighbourhood.counts.exists():
        return
    for name, value in neighbourhood_fields(data, unit, today).items():
        setattr(neighbourhood, name, value)
    neighbourhood.full_clean()
    neighbourhood.save()
    here = {"neighbourhood": neighbourhood}
    PostalCode.objects.bulk_create(PostalCode(code=code, **here) for code in data["postal_codes"])
    names = enumerate(data.get("sections", ()), start=1)
    Section.objects.bulk_create(Section(code=f"{number:02}", name=name, **here) for number, name in names)
    NeighbourhoodLink.objects.bulk_create(NeighbourhoodLink(**link, **here) for link in data.get("links", ()))
    CoverageCount.objects.bulk_create(counters_of(neighbourhood, data, today))


def make_directory(districts: dict[str, District], neighbourhoods: dict[str, Neighbourhood]) -> None:
    """Make the units and the venues; `districts` and `neighbourhoods` are {code: record}."""
    for data in read_toml("territory/units.toml")["units"]:
        fields = {**data, "district": districts.get(data.get("district"))}
        Unit.objects.get_or_create(code=fields.pop("code"), defaults=fields)
    for data in read_toml("territory/venues.toml")["venues"]:
        fields = {**data, "neighbourhood": neighbourhoods.get(data.get("neighbourhood"))}
        fields["district"] = districts[data["district"]]
        Venue.objects.get_or_create(name=fields.pop("name"), defaults=fields)


def make_organisations(districts: dict[str, District]) -> None:
    """Make the organisations of the city, each with its kind and its district."""
    data = read_toml("territory/organisations.toml")
    home = {name: districts[code] for code, names in data["districts"].items() for name in names}
    for kind, names in data["kinds"].items():
        for name in names:
            Organisation.objects.get_or_create(name=name, defaults={"kind": kind, "district": home.get(name)})


def name_streets() -> None:
    """Store the table of the city's streets, unless there is one."""
    if not StreetSegment.objects.exists():
        store_street_table(read_street_table((DATA / "territory/streets.csv").read_bytes()))


def draw_map_lines() -> None:
    """Store the river and the main streets of the map, unless there are some."""
    if not MapLine.objects.exists():
        store_map_lines(read_map_lines((DATA / "territory/lines.geojson").read_bytes()))


def build_facts() -> None:
    """Make what is known of the territory."""
    districts = {district.code: district for district in District.objects.all()}
    neighbourhoods = {row.code: row for row in Neighbourhood.objects.all()}
    make_directory(districts, neighbourhoods)
    make_organisations(districts)
    unit, today = Unit.objects.get(code="cercania"), timezone.localdate()
    for _stem, data in read_all("territory"):
        for table in data.get("neighbourhoods", ()):
            describe(neighbourhoods[table["code"]], table, unit, today)
    name_streets()
    draw_map_lines()
