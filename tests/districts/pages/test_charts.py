"""Charts say what their table says: a neighbourhood against the city, and nothing that is hidden follows from a rate."""

import re

import pytest

from portal.districts.pages.charts import WIDTH, ChartValue, bar_chart, column_chart
from tests import factories

pytestmark = pytest.mark.django_db


def chart_of(client, page, code="echesortu"):
    """Return the chart of a neighbourhood's page as HTML, "" where there is none."""
    html = client.get(f"{page.url}neighbourhoods/{code}/").content.decode()
    return next(iter(re.findall(r'<figure class="chart">.*?</figure>', html, re.S)), "")


def cells(html):
    """Return the rows of a chart's table."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]


def test_a_part_is_drawn_of_the_whole_and_other_values_of_the_largest():
    parts = [ChartValue("San Miguel", 25, "25 %", whole=100), ChartValue("Ciudad", 50, "50 %", True, whole=100)]
    rates = [ChartValue("San Miguel", 1.0, "1,0"), ChartValue("Ciudad", 0.5, "0,5", True)]
    chart = bar_chart("a", "Título", ["Dato", "B", "C"], [("Manzanas", parts), ("Enlaces", rates)])
    assert [bar[2] for bar in chart.rectangles] == [WIDTH / 4, WIDTH / 2, WIDTH, WIDTH / 2]
    assert [bar[4] for bar in chart.rectangles] == [False, True, False, True]
    assert chart.rows == [["Manzanas", "25 %", "50 %"], ["Enlaces", "1,0", "0,5"]]
    assert chart.description == "Manzanas. San Miguel: 25 %; Ciudad: 50 %. Enlaces. San Miguel: 1,0; Ciudad: 0,5."
    assert max(y + height for _x, y, _width, height, _reference in chart.rectangles) <= chart.height


def test_a_long_name_is_broken_into_lines():
    name = "Animatrices et animateurs de quartier pour mille habitants"
    chart = bar_chart("a", "T", [], [(name, [ChartValue("A", 1, "1")])])
    lines = [text[3] for text in chart.texts if text[4]]
    assert len(lines) == 2
    assert " ".join(lines) == name


def test_columns_stand_in_their_order_and_none_is_drawn_of_nothing():
    chart = column_chart(
        "a", "T", ["Mes", "Sesiones"], [ChartValue("Enero", 4, "4", short="E"), ChartValue("Febrero", 0, "0")]
    )
    [(x, _y, width, height, _reference)] = chart.rectangles
    assert x + width <= WIDTH / 2
    assert height == 110
    assert [text[3] for text in chart.texts] == ["4", "E", "0", "Febrero"]


def test_a_neighbourhood_is_compared_with_the_city(client):
    west = factories.district_page()
    here = factories.neighbourhood(west, "Echesortu", "echesortu", population=10_000)
    there = factories.neighbourhood(west, "Villa", "villa", population=10_000)
    for place, blocks, promoters in ((here, 10, 20), (there, 30, 5)):
        factories.counter(place, "blocks", blocks, total=40)
        factories.counter(place, "promoters", promoters)
    html = chart_of(client, west)
    assert 'role="img"' in html
    assert "<desc" in html
    assert [[cell.replace("\xa0", " ") for cell in row] for row in cells(html)] == [
        ["Dato", "Echesortu", "Toda la ciudad"],
        ["Manzanas convocadas", "25 %", "50 %"],
        ["Promotoras y promotores por cada mil habitantes", "2,0", "1,2"],
    ]
    english = client.get(west.url.replace("/es/", "/en/") + "neighbourhoods/echesortu/").content.decode()
    assert "2.0" in english  # each language writes numbers its own way


def test_a_hidden_count_makes_no_rate(client):
    west = factories.district_page()
    here = factories.neighbourhood(west, "Echesortu", "echesortu", population=10_000)
    factories.counter(here, "promoters", 3)
    assert chart_of(client, west) == ""
    there = factories.neighbourhood(west, "Villa", "villa", population=5_000)
    factories.counter(there, "promoters", 50)
    assert chart_of(client, west, "villa") == ""  # the city's number is "at least": it would tell the hidden one


def test_a_neighbourhood_of_which_nothing_was_counted_has_no_chart(client):
    west = factories.district_page()
    factories.neighbourhood(west, "Echesortu", "echesortu")
    assert chart_of(client, west) == ""
