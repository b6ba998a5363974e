"""Public surfaces, in the source and a translation, show nothing that is private, unpublished, expired or closed."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from wagtail.contrib.routable_page.models import RoutablePageMixin

from portal.core.models import BasePage

from .city import FOLDERS, HIDDEN, KINDS, LANGUAGES, PUBLIC
from .surfaces import SILENT, SURFACES, said

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("every question that a public page asks")]
CASES = [(surface, language) for surface in SURFACES for language in surface.languages]
NAMES = [f"{surface.name}-{language}" for surface, language in CASES]


@pytest.mark.parametrize(("surface", "language"), CASES, ids=NAMES)
def test_a_surface_shows_what_is_public_and_nothing_else(surface, language, city):
    client, found = Client(), {}
    for address in surface.ask(city, language):
        for part, key in said(client, address):
            found.setdefault(key, (part, address))
    hidden = city.hidden()
    leaks = [
        f"{hidden[key].kind} ({hidden[key].state}, {hidden[key].language}): {part} at {address}"
        for key, (part, address) in found.items()
        if key in hidden
    ]
    assert not leaks, "\n".join(leaks)
    missing = [thing for thing in city.things if thing.key in surface.shows(city, language) - set(found)]
    assert not missing, [f"{thing.kind} ({thing.language}) is public and not shown" for thing in missing]


def test_the_home_page_of_a_visitor_from_a_hidden_district(city):
    for thing in city.of(kind="districtpage", language="es"):
        client = Client()
        client.cookies["district"] = thing.object.record.code
        keys = {key for _part, key in said(client, "/es/")}
        assert (thing.key in keys) is (thing.state == PUBLIC), f"{thing.kind} ({thing.state})"


def url_names(patterns):
    """Yield the names of the URL map, without the admin's."""
    for pattern in patterns:
        if str(pattern.pattern).startswith("admin/"):
            continue
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from url_names(pattern.url_patterns)


def page_types(base=BasePage):
    """Return the page types (set) of the portal."""
    return {base, *(found for below in base.__subclasses__() for found in page_types(below))} - {BasePage}


def route_names():
    """Return the names of the routes that page types have of their own."""
    types = [model for model in page_types() if issubclass(model, RoutablePageMixin)]
    return {f"{model.__name__}.{pattern.name}" for model in types for pattern in model.get_subpage_urls()}


def test_every_public_address_is_known_here():
    known = {name for surface in SURFACES for name in surface.names}
    there = set(url_names(get_resolver().url_patterns)) | route_names()
    assert sorted(there - known - set(SILENT)) == [], "a new public address: name it in surfaces.py"
    assert sorted(known - there) == [], "no longer there"


def test_every_page_type_is_hidden_here():
    assert page_types() == set(KINDS) | FOLDERS, "a new page type: let city.py make and hide it"


def test_the_city_hides_each_kind_in_each_way(city):
    made = {(thing.kind, thing.state, thing.language) for thing in city.things}
    wanted = {
        (model._meta.model_name, state, language) for model in KINDS for state in HIDDEN for language in LANGUAGES
    } - {("dossierpage", "closed district", language) for language in LANGUAGES}
    assert wanted <= made
    assert len(city.hidden()) * len(CASES) > 2_000
