"""A path leads to the same page as by Wagtail's own way, with two queries however deep the page lies."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from wagtail.models import Page

from portal.home.page_route import route_below
from tests.councils import city
from tests.factories import content, district_page, home


@pytest.fixture
def deep(db):
    """Return a session: the fourth page below the home page."""
    return city.session(city.council(district_page()), items=[city.item("La plaza")])


def parts(page):
    """Return the components of the path from the home page to a page."""
    return [part for part in page.url_path.removeprefix(home().url_path).split("/") if part]


def ways(path):
    """Return what Wagtail's way and ours answer to a path: (pk, arguments), or None where no page answers."""
    found = []
    for route in (Page.route, route_below):
        try:
            page, args, kwargs = route(home(), RequestFactory().get("/"), list(path))
        except Http404:
            found.append(None)
        else:
            found.append((page.pk, type(page), len(args), kwargs))
    return found


def test_the_page_is_read_with_two_queries(deep, django_assert_num_queries):
    path, front, request = parts(deep), home(), RequestFactory().get("/")
    route_below(front, request, path)
    with django_assert_num_queries(2):
        found, _args, _kwargs = route_below(front, request, path)
        assert (found.locale.language_code, found.district.code) == ("es", "oeste")
        assert found.get_parent().pk == deep.council_id
    assert found == deep


def test_every_path_leads_where_wagtail_leads(deep):
    path = parts(deep)
    code = deep.items.first().code
    asked = [path[:steps] for steps in range(1, len(path) + 1)]
    asked += [
        [*path, "items", code],
        [*path, "evento.ics"],
        [*path, "no-hay"],
        ["no-hay"],
        [*path[:2], "no-hay", *path[2:]],
    ]
    asked += [[path[0], "barrios"], [*path[:2], "mapa"], [path[0].upper(), *path[1:]], ["x" * 300], ["a%00b"]]
    for one in asked:
        theirs, ours = ways(one)
        assert theirs == ours, one


def test_a_page_below_a_draft_is_found_and_a_draft_is_not(deep):
    council = deep.get_parent()
    council.unpublish()
    for path in (parts(deep), parts(council)):
        theirs, ours = ways(path)
        assert theirs == ours
    assert ways(parts(council))[1] is None


def test_a_path_of_another_tree_is_not_found_below_this_one(deep):
    other = content("About", parent=home("en"))
    assert ways([other.slug])[1] is None


def test_a_path_of_a_thousand_steps_is_answered_quickly(db, django_assert_num_queries):
    with django_assert_num_queries(2), pytest.raises(Http404):
        route_below(home(), RequestFactory().get("/"), ["a"] * 1000)
