"""The demonstration's territory: complete, invented, and the same however often it is made."""

import pytest
from django.db.models import Sum
from django.utils import timezone

from portal.demonstration.facts import build_facts
from portal.demonstration.files import read_toml
from portal.demonstration.scale import SCALES, Scale, build_scale, neighbourhood_names, shares
from portal.territory.models import (
    CoverageCount,
    District,
    Neighbourhood,
    NeighbourhoodLink,
    Organisation,
    PostalCode,
    Unit,
    Venue,
)


@pytest.fixture
def city(db):
    """The districts and neighbourhoods of the data files, without their pages."""
    for table in read_toml("districts.toml")["districts"]:
        district = District.objects.create(code=table["code"], name=table["es"]["name"], kind=table["kind"])
        for row in table.get("neighbourhoods", ()):
            Neighbourhood.objects.create(code=row["code"], name=row["name"], district=district)


def test_every_neighbourhood_has_its_facts_and_names_nobody(city):
    build_facts()
    neighbourhoods = Neighbourhood.objects.all()
    assert len(neighbourhoods) == 36
    for neighbourhood in neighbourhoods:
        neighbourhood.full_clean()
        known = ("population", "social_index", "connectivity", "responsible_role", "responsible_unit")
        assert all(getattr(neighbourhood, name) for name in known)
        assert neighbourhood.responsible_name == ""
    assert set(PostalCode.objects.values_list("neighbourhood", flat=True)) == {row.pk for row in neighbourhoods}
    assert all(".example.org/" in url for url in NeighbourhoodLink.objects.values_list("url", flat=True))


def test_counters_show_a_history_and_small_numbers(city):
    build_facts()
    for count in CoverageCount.objects.all():
        count.full_clean(exclude=["neighbourhood"])
    counted = set(CoverageCount.objects.values_list("neighbourhood", "date"))
    assert len(counted) == 2 * 35  # one neighbourhood shows what an empty one looks like
    latest = CoverageCount.objects.latest_of_each()
    assert latest.filter(kind="liaisons", value__lt=5).exists()
    assert latest.filter(date__lt=timezone.localdate().replace(year=timezone.localdate().year - 1)).exists()


def test_the_directories_fit_their_districts(city):
    build_facts()
    assert (Venue.objects.count(), Unit.objects.count()) == (14, 8)
    for row in (*Venue.objects.all(), *Unit.objects.all()):
        row.full_clean()
    assert not Organisation.objects.filter(kind="").exists()
    homes = sum(len(names) for names in read_toml("territory/organisations.toml")["districts"].values())
    assert Organisation.objects.filter(district__isnull=False).count() == homes


def test_making_it_again_changes_nothing(city):
    build_facts()
    Neighbourhood.objects.filter(code="echesortu").update(population=1)
    before = [model.objects.count() for model in (CoverageCount, Venue, Unit, Organisation, PostalCode)]
    build_facts()
    assert before == [model.objects.count() for model in (CoverageCount, Venue, Unit, Organisation, PostalCode)]
    assert Neighbourhood.objects.get(code="echesortu").population == 1


def test_a_scale_is_reached_to_the_last_liaison(city):
    build_facts()
    scale = Scale(districts=6, neighbourhoods=60, liaisons=5000)
    for _ in range(2):
        build_scale(scale)
        assert Neighbourhood.objects.count() == 60
        liaisons = CoverageCount.objects.latest_of_each().filter(kind="liaisons")
        assert liaisons.aggregate(sum=Sum("value"))["sum"] == 5000


def test_there_are_names_enough_for_iztapalapa():
    found = list(neighbourhood_names())
    assert len(found) == len(set(found)) >= SCALES["iztapalapa"].neighbourhoods


@pytest.mark.parametrize(("total", "parts"), [(7, 7), (100, 7), (17000, 910)])
def test_shares_sum_to_the_whole(total, parts):
    found = shares(total, parts)
    assert (sum(found), len(found), min(found) >= 1) == (total, parts, True)
