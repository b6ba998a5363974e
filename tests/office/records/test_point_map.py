"""The map beside latitude and longitude: its frame leads from a point of the drawing to degrees and back."""

import re

import pytest
from django.urls import reverse

from portal.office.records.point_map import point_map_context
from portal.territory.boundaries.drawing import drawing
from portal.territory.models import Venue
from tests.factories import boundary, district_page, neighbourhood
from tests.office.records.forms import venue_form
from tests.territory.test_drawing import points_of, square


def test_the_frame_names_the_degrees_of_each_corner():
    drawn = drawing([("a", square(10, 60, 0.01))], 400)
    frame = drawn.frame
    found = {
        (round(frame.west + (x - frame.left) / frame.across, 3), round(frame.north - (y - frame.top) / frame.up, 3))
        for x, y in points_of(drawn.shapes[0].d)
    }
    assert found == {(10, 60), (10.01, 60), (10, 60.01), (10.01, 60.01)}


@pytest.mark.django_db
def test_a_city_without_boundaries_has_no_map_and_the_form_says_so(admin_client):
    district_page()
    assert point_map_context() is None
    html = admin_client.get(reverse("venues:add")).content.decode()
    assert "El mapa aparece cuando la ciudad carga los límites" in html
    assert 'name="latitude"' in html


@pytest.mark.django_db
def test_the_map_names_each_neighbourhood_with_its_district(admin_client):
    folder, other = district_page(), district_page("Sur", "sur")
    for place, west in ((neighbourhood(folder), 0.0), (neighbourhood(other, "Itatí"), 0.01)):
        boundary(place, west=west)
    html = admin_client.get(reverse("venues:add")).content.decode()
    assert 'data-label="Echesortu, distrito Oeste"' in html
    assert 'data-label="Itatí, distrito Sur"' in html
    numbers = {name: float(re.search(rf'data-{name}="([-\d.]+)"', html)[1]) for name in ("west", "north", "across")}
    assert (numbers["west"], numbers["north"]) == (0.0, 0.01)
    assert len(set(re.findall(r"point-map__shade-(\d)", html))) == 2


@pytest.mark.django_db
def test_the_map_itself_sends_nothing(admin_client):
    district = district_page().record
    sent = venue_form(district=district.pk, neighbourhood="", latitude="-32.9", longitude="-60.6", point="<script>")
    assert admin_client.post(reverse("venues:add"), sent).status_code == 302
    assert (Venue.objects.get().latitude, Venue.objects.get().longitude) == (-32.9, -60.6)
