"""Neighbourhoods are found by name in the search over everything, exactly while their page is public."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from portal.core.indexing import verify
from portal.core.publication import batch_indexing
from portal.territory.models import Neighbourhood, PostalCode
from search import index
from tests import factories
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("each database has a search engine of its own")]
NOTHING = (set(), set(), set())


@made_once
def west():
    return factories.district_page()


@made_once
def place(west):
    return factories.neighbourhood(west, "Echesortu", "echesortu")


def keys():
    return index.keys(["neighbourhood"])


def found(client, text="echesortu", language="es"):
    """Return whether the search over everything leads to the neighbourhood's page."""
    html = client.get(f"/{language}/search/", {"q": text}).content.decode()
    return "/neighbourhoods/echesortu/" in html


def test_it_is_found_by_name_and_leads_to_its_page(client, west, place):
    html = client.get("/es/search/", {"q": "echesortu", "type": "neighbourhood"}).content.decode()
    assert f'href="{west.url}neighbourhoods/echesortu/"' in html
    assert "Barrios" in html.partition('class="rows"')[2]
    suggestions = client.get("/es/search/suggest", {"q": "eche"}).json()["suggestions"]
    assert (suggestions[0]["text"], suggestions[0]["kind"]) == ("Echesortu", "Barrios")


def test_each_version_of_the_district_leads_there_in_its_language(client, west, place):
    factories.translate(west, "fr", title="Ouest", slug="ouest")
    assert (
        'href="/fr/districts/ouest/neighbourhoods/echesortu/"' in client.get("/fr/search/?q=echesortu").content.decode()
    )
    assert (
        'href="/en/distritos/oeste/neighbourhoods/echesortu/"' in client.get("/en/search/?q=echesortu").content.decode()
    )
    assert len(keys()) == 2
    assert verify() == NOTHING


def test_renaming_and_deleting_follow(client, west, place):
    place.name = "Fisherton"
    place.save()
    assert not found(client)
    assert found(client, "fisherton")
    place.delete()
    assert keys() == set()
    assert verify() == NOTHING


def test_moving_to_another_district(client, west, place):
    south = factories.district_page("Sur", "sur")
    place.district = south.record
    place.save()
    assert keys() == {f"{south.pk}:{place.pk}"}
    assert f'href="{south.url}neighbourhoods/echesortu/"' in client.get("/es/search/?q=echesortu").content.decode()


def test_postal_codes_find_it(client, west, place):
    code = PostalCode.objects.create(neighbourhood=place, code="S2002")
    assert found(client, "S2002")
    code.delete()
    assert not found(client, "S2002")
    assert verify() == NOTHING


def test_closing_its_district_hides_it_and_reopening_brings_it_back(client, west, place):
    west.record.active = False
    west.record.save()
    assert keys() == set()
    assert not found(client)
    assert verify() == NOTHING
    west.record.active = True
    west.record.save()
    assert found(client)
    assert verify() == NOTHING


def test_what_its_page_goes_through_it_goes_through(client, west, place):
    restriction = PageViewRestriction.objects.create(page=west, restriction_type="login")
    assert keys() == set()
    restriction.delete()
    assert found(client)
    west.slug = "poniente"
    factories.publish(west)
    assert (
        'href="/es/distritos/poniente/neighbourhoods/echesortu/"'
        in client.get("/es/search/?q=echesortu").content.decode()
    )
    west.unpublish()
    assert keys() == set()
    factories.publish(west)
    assert found(client)
    west.delete()
    assert keys() == set()
    assert verify() == NOTHING


def test_a_change_that_is_taken_back_is_not_found(client, west, place):
    point = transaction.savepoint()
    factories.neighbourhood(west, "Fantasma", "fantasma")
    assert len(keys()) == 2
    transaction.savepoint_rollback(point)
    assert keys() == {f"{west.pk}:{place.pk}"}


def test_many_at_once_are_written_once(west):
    with batch_indexing():
        places = [factories.neighbourhood(west, f"Barrio {number}") for number in range(30)]
        assert keys() == set()
    assert keys() == {f"{west.pk}:{place.pk}" for place in places}


def test_verify_names_and_heals_what_went_past_the_signals(client, west, place):
    Neighbourhood.objects.filter(pk=place.pk).update(name="Sin señal")
    with pytest.raises(CommandError):
        call_command("search", "verify")
    call_command("search", "verify", "--heal")
    assert found(client, "señal")
    Neighbourhood.objects.bulk_create([Neighbourhood(district=west.record, code="nuevo", name="Nuevo")])
    index.delete([f"{west.pk}:{place.pk}"])
    assert [len(keys) for keys in verify()] == [0, 2, 0]
    call_command("search", "rebuild")
    assert verify() == NOTHING
    assert len(keys()) == 2


def test_what_search_holds_too_much_is_not_shown(client, west, place):
    Neighbourhood.objects.filter(pk=place.pk).update(district=factories.district_page("Sur", "sur").record)
    assert f'href="{west.url}neighbourhoods/echesortu/"' not in client.get("/es/search/?q=echesortu").content.decode()
    verify(heal=True)
    assert verify() == NOTHING
