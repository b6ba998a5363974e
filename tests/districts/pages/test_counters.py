"""Totals come from the latest counters, each with its dates, its sources and the number of places."""

import csv
import io

import pytest

from portal.districts.pages.counters import Measure, district_tally
from tests import factories
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the latest counter of each kind is a subquery")]


@made_once
def west():
    return factories.district_page()


def totals(*pages):
    """Return the {measure: Count} of districts."""
    return district_tally([page.record_id for page in pages]).in_all


def test_nothing_counted_is_nothing_claimed(west):
    factories.neighbourhood(west)
    assert totals(west) == {}


def test_the_latest_counter_of_each_place_counts(west):
    one, two = factories.neighbourhood(west, "Uno"), factories.neighbourhood(west, "Dos")
    factories.counter(one, value=10, total=40, date="2025-01-01")
    factories.counter(one, value=20, total=40, date="2026-05-01", source="Catastro")
    factories.counter(two, value=10, total=20, date="2026-03-01")
    blocks = totals(west)["blocks"]
    assert blocks.text == "30 de 60"
    assert (blocks.per_cent, blocks.places) == (50, 2)
    assert (blocks.since, blocks.until) == ("2026-03-01", "2026-05-01")
    assert set(blocks.sources) == {"Catastro", "Recorrido del equipo"}


def test_without_a_total_of_blocks_there_is_no_per_cent(west):
    factories.counter(factories.neighbourhood(west), value=10)
    blocks = totals(west)["blocks"]
    assert (blocks.text, blocks.per_cent) == ("10", None)


def test_blocks_of_some_places_only_are_compared_with_their_own_total(west):
    factories.counter(factories.neighbourhood(west, "Uno"), value=10, total=20)
    factories.counter(factories.neighbourhood(west, "Dos"), value=7)
    blocks = totals(west)["blocks"]
    assert (blocks.text, blocks.per_cent) == ("17", 50)


def test_areas_of_liaisons_are_one_place(west):
    place = factories.neighbourhood(west)
    factories.counter(place, "liaisons", 8, area="health")
    factories.counter(place, "liaisons", 6, area="women")
    liaisons = totals(west)["liaisons"]
    assert (liaisons.text, liaisons.places) == ("14", 1)


def test_all_liaisons_and_those_by_area_are_never_shown_together(west):
    place = factories.neighbourhood(west)
    factories.counter(place, "liaisons", 8, area="health", date="2026-01-01")
    factories.counter(place, "liaisons", 2, area="women", date="2026-01-01")
    factories.counter(place, "liaisons", 10, date="2026-01-01")
    assert totals(west)["liaisons"].text == "al menos 8"
    factories.counter(place, "liaisons", 12, date="2026-02-01")
    assert totals(west)["liaisons"].text == "12"


def test_population_has_its_year(west):
    factories.neighbourhood(west, population=1200, population_year=2022, population_source="Censo")
    population = totals(west)["population"]
    assert (population.text, population.dates, population.source) == ("1\xa0200", "2022", "Censo")


def test_the_list_behind_a_total_has_a_row_for_each_neighbourhood(client, west):
    counted, small = factories.neighbourhood(west, "Contado", "contado"), factories.neighbourhood(west, "Chico")
    factories.neighbourhood(west, "Nadie")
    factories.counter(counted, "promoters", 12)
    factories.counter(small, "promoters", 3)
    html = client.get("/es/distritos/counters/promoters/").content.decode()
    assert 'href="/es/distritos/oeste/neighbourhoods/contado/"' in html
    assert "menos de 5" in html
    assert "sin conteo" in html
    assert "al menos 12" in html
    assert ">15<" not in html


def test_the_same_list_as_csv_says_below_which_number_and_nothing_more(client, west):
    factories.counter(factories.neighbourhood(west, "=Uno()", "uno"), "promoters", 12, source="@fuente")
    factories.counter(factories.neighbourhood(west, "Chico", "chico"), "promoters", 3)
    response = client.get("/es/distritos/counters/promoters/csv/")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = {row["neighbourhood"]: row for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))}
    assert (rows["uno"]["count"], rows["uno"]["below"]) == ("12", "")
    assert rows["uno"]["name"] == "'=Uno()"
    assert rows["uno"]["source"] == "'@fuente"
    assert (rows["chico"]["count"], rows["chico"]["below"]) == ("", "5")


@pytest.mark.parametrize("measure", Measure.values)
def test_each_list_says_when_nothing_was_counted(client, west, measure):
    assert "Todavía no hay un dato" in client.get(f"/es/distritos/counters/{measure}/").content.decode()


def test_an_unknown_measure_is_no_page(client, west):
    assert client.get("/es/distritos/counters/secrets/").status_code == 404
    assert client.get("/es/distritos/counters/secrets/csv/").status_code == 404


def test_a_closed_district_counts_nowhere(client, west):
    factories.counter(factories.neighbourhood(west, "Oculto"), "promoters", 12)
    west.record.active = False
    west.record.save()
    for path in ("/es/distritos/", "/es/distritos/counters/promoters/", "/es/distritos/counters/promoters/csv/"):
        assert "Oculto" not in client.get(path).content.decode()
    assert "Todavía no hay un dato" in client.get("/es/distritos/counters/promoters/").content.decode()
