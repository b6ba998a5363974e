"""The page of a neighbourhood: everything the city knows of it, and what it does not know yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.escaping import script_json
from portal.core.language import in_interface
from portal.core.registry import sections_of
from portal.territory.models import Boundary, Connectivity, CoverageCount, Neighbourhood

from .compared import comparison_chart
from .counters import Measure, count_of, gather, population_of, shown_rows
from .district import venues_of
from .folders import NEIGHBOURHOODS, neighbourhood_address
from .index import district_count_words, share_words, when_and_who
from .maps import district_map

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage
    from portal.districts.pages.counters import Count

MOST_HISTORY = 12
ORDER = (Measure.POPULATION, *(measure for measure in Measure if measure != Measure.POPULATION))
SHORT = (Measure.POPULATION, Measure.BLOCKS, Measure.LIAISONS, Measure.PROMOTERS)
MEANINGS = {
    Measure.BLOCKS: gettext_lazy("Manzanas del barrio donde ya se invitó a participar."),
    Measure.LIAISONS: gettext_lazy("Vecinas y vecinos que, por su voluntad, unen a su manzana con la ciudad."),
    Measure.OFFICIALS: gettext_lazy("Personas del gobierno de la ciudad que trabajan con el barrio."),
    Measure.PROMOTERS: gettext_lazy("Personas que recorren el barrio e invitan a participar."),
}
ABOUT_INDEX = gettext_lazy("Va de «muy bajo» a «muy alto» y describe las condiciones de vida, no a las personas.")

ADVICE = {
    Connectivity.WEAK: gettext_lazy("Conviene reunirse en persona y dar siempre un teléfono para participar."),
    Connectivity.PARTIAL: gettext_lazy("Conviene ofrecer las dos formas: en persona, y en línea o por teléfono."),
    Connectivity.GOOD: gettext_lazy("También funciona reunirse en línea; ofrece siempre un teléfono."),
}


def neighbourhood_context(request: HttpRequest, page: DistrictPage, place: Neighbourhood) -> dict[str, Any]:
    """Return what the page of a neighbourhood (Neighbourhood) shows, inside its district's page."""
    page.address = in_interface(page.get_url(request) or "")
    rows = list(place.counts.order_by("-date", "kind", "area"))
    latest = list(CoverageCount.objects.latest_of_each().filter(neighbourhood=place))
    counted = known_counts(place, latest)
    boundaries = list(place.boundaries.defer("geometry"))
    around = page.record.neighbourhoods.order_by("name").values_list("pk", "name", "code")
    names = {pk: (name, neighbourhood_address(page, code)) for pk, name, code in around}
    current = next((boundary for boundary in boundaries if boundary.valid_to is None), None)
    links, codes = list(place.links.all()), [code.code for code in place.postal_codes.all()]
    return {
        "place": place,
        "part_title": place.name,
        "text_lang": page.locale.language_code if page.is_in_other_language else "",
        "kind": place.get_kind_display(),
        **neighbourhood_figures(place, counted),
        "chart": comparison_chart(place, counted),
        "facts": neighbourhood_facts(place),
        "areas": areas_of(latest),
        "history": history_of(rows, latest),
        "map": district_map(page.record, names, here=place.pk) if current else None,
        "boundary": current,
        "earlier": [boundary for boundary in boundaries if boundary.valid_to is not None],
        "around": [{"name": name, "url": url} for pk, (name, url) in names.items() if pk != place.pk],
        "parts": place.parts.all(),
        "postal_codes": codes,
        "links": links,
        "venues": venues_of(place.venues.filter(active=True)),
        "unknown": unknown(place, rows, current, codes),
        "next_sections": sections_of("neighbourhood-next", request, place),
        "sections": sections_of("neighbourhood", request, place),
        "json_ld": neighbourhood_json_ld(page, place, current),
    }


def known_counts(place: Neighbourhood, latest: list[CoverageCount]) -> dict[str, Count]:
    """Return {measure: Count} of a neighbourhood's latest counters and of its population."""
    population = population_of(place)
    return ({Measure.POPULATION.value: population} if population else {}) | gather(latest)


def neighbourhood_figures(place: Neighbourhood, counts: dict[str, Count]) -> dict[str, list[dict[str, str]]]:
    """Return {figures, counts}: the numbers in short, and all of them as facts with their meaning, date and source."""
    known = [(measure, counts[measure.value]) for measure in ORDER if measure.value in counts]
    figures = [{"term": measure.label, "value": short_figure(count)} for measure, count in known if measure in SHORT]
    return {"figures": figures, "counts": [counted_fact(measure, count) for measure, count in known]}


def short_figure(count: Count) -> str:
    """Return a Count in one word: the per cent where it is known of how many, else the number."""
    return count.text if count.per_cent is None else share_words(count)


def counted_fact(measure: Measure, count: Count) -> dict[str, str]:
    """Return a Count as a fact: what it means, when it was made and by whom stand below it."""
    note = " ".join(part for part in (str(MEANINGS.get(measure, "")), f"{when_and_who(count)}.") if part)
    return {"term": measure.label, "value": district_count_words(count), "note": note}


def neighbourhood_facts(place: Neighbourhood) -> list[dict[str, str | None]]:
    """Return what is known of a neighbourhood besides its counters, with year and source, as facts."""
    advice = ADVICE.get(place.connectivity, "")
    return [
        {"term": _("Clase"), "value": place.get_kind_display()},
        {
            "term": _("Índice social"),
            "value": place.get_social_index_display(),
            "note": " ".join(
                part
                for part in (sourced(place.social_index_year, place.social_index_source, "."), str(ABOUT_INDEX))
                if part
            ),
        },
        {
            "term": _("Conectividad"),
            "value": place.get_connectivity_display(),
            "note": ". ".join(
                part.rstrip(".")
                for part in (sourced(place.connectivity_year, place.connectivity_source), str(advice))
                if part
            ),
        },
        {
            "term": _("Cuándo se sumó"),
            "value": place.wave and _("Etapa %(number)s") % {"number": place.wave},
            "note": _("Los barrios se suman al proceso por etapas; la 1 fue la primera."),
        },
    ]


def sourced(year: int | None, source: str, stop: str = "") -> str:
    """Return year and source of a fact in one line, which ends with `stop` if there is any of them."""
    said = ", ".join(str(part) for part in (year, source) if part)
    return f"{said.rstrip('.')}{stop}" if said and stop else said


def areas_of(latest: list[CoverageCount]) -> list[dict[str, Any]]:
    """Return the last liaison counters by area of action: [{what, count}]; empty when only all were counted."""
    shown = shown_rows([row for row in latest if row.kind == Measure.LIAISONS])
    return [{"what": row.get_area_display(), "count": count_of(row)} for row in shown if row.area]


def history_of(rows: list[CoverageCount], latest: list[CoverageCount]) -> list[dict[str, Any]]:
    """Return the counters before the last ones: [{what, count}], the newest first.

    Liaisons by area or in all, as the last ones are shown: both together would tell a hidden area by subtraction.
    """
    last = {row.pk for row in latest}
    by_area = bool(areas_of(latest))
    kept = [row for row in rows if row.kind != Measure.LIAISONS or bool(row.area) == by_area]
    earlier = [row for row in kept if row.pk not in last][:MOST_HISTORY]
    return [{"what": what_of(row), "count": count_of(row)} for row in earlier]


def what_of(row: CoverageCount) -> str:
    """Return what a counter counts, in words."""
    return ", ".join(str(part) for part in (row.get_kind_display(), row.get_area_display()) if part)


def unknown(
    place: Neighbourhood, rows: list[CoverageCount], boundary: Boundary | None, postal_codes: list[str]
) -> list[str]:
    """Return the names of what is not known yet (list of str)."""
    asked = (
        (place.responsible_role or place.responsible_phone or place.responsible_email, _("quién responde")),
        (boundary, _("el límite")),
        (place.population is not None, _("la población")),
        (place.social_index, _("el índice social")),
        (place.connectivity, _("la conectividad")),
        (rows, _("cuántas manzanas se convocaron y cuántos enlaces hay")),
        (postal_codes, _("el código postal")),
    )
    return [name for known, name in asked if not known]


def neighbourhood_json_ld(page: DistrictPage, place: Neighbourhood, boundary: Boundary | None) -> str:
    """Return the schema.org description of a neighbourhood as JSON that is safe inside a script element."""
    district = {"@type": "AdministrativeArea", "name": page.record.name, "url": f"{settings.BASE_URL}{page.address}"}
    data = {
        "@context": "https://schema.org",
        "@type": "AdministrativeArea",
        "name": place.name,
        "identifier": place.code,
        "url": f"{settings.BASE_URL}{page.address}{NEIGHBOURHOODS}/{place.code}/",
        "containedInPlace": district,
    }
    if boundary:
        box = f"{boundary.south} {boundary.west} {boundary.north} {boundary.east}"
        data["geo"] = {"@type": "GeoShape", "box": box}
    return script_json(data)
