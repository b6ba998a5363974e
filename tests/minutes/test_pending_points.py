"""Points that wait: on the page of their council with where they stand, on their own page with all their dates."""

import pytest

from portal.minutes.publication import approve
from portal.series.reschedule import cancel_session

from .agendas import clock, moved, stored
from .held import coming_session, held_session, published, written
from .telling import words_at

pytestmark = pytest.mark.django_db


def pending_in(html):
    """Return the part of a council's page with its open points; "" where there is none."""
    return html.partition('id="pending"')[2].partition("</section>")[0]


def dates_in(html):
    """Return the part of a point's page with its dates; "" where there is none."""
    return html.partition('id="dates"')[2].partition("</section>")[0]


def test_an_open_point_says_where_it_stands(client, council, held, writer):
    following = coming_session(council)
    moved(held, writer)
    html = pending_in(words_at(client, council.url))
    assert "La plaza" in html
    assert "Está en el orden del día del" in html
    assert f'href="{following.url}"' in html


def test_without_a_session_it_waits(client, council, held, writer):
    moved(held, writer)
    assert "Espera la próxima sesión." in pending_in(words_at(client, council.url))


def test_a_council_without_open_points_says_nothing(client, council, held, writer):
    published(held, writer)
    assert pending_in(words_at(client, council.url)) == ""


def test_the_page_of_a_point_has_all_its_dates(client, council, held, writer):
    coming_session(council)
    moved(held, writer)
    item = held.items.all()[0]
    html = dates_in(words_at(client, f"{held.url}items/{item.code}/"))
    assert "y pasó a otra sesión." in html
    assert "Está en el orden del día del" in html


def test_the_point_on_the_next_agenda_tells_where_it_comes_from(client, council, held, writer):
    following = coming_session(council)
    moved(held, writer)
    item = next(item for item in stored(following).items.all() if item.title == "La plaza")
    html = dates_in(words_at(client, f"{following.url}items/{item.code}/"))
    assert f'href="{held.url}"' in html


def test_a_session_that_fell_through_is_among_the_dates(client, council, held, writer):
    following = coming_session(council)
    moved(held, writer)
    cancel_session(following, "Llueve.", writer)
    clock()
    item = held.items.all()[0]
    assert "esa sesión no se hizo" in dates_in(words_at(client, f"{held.url}items/{item.code}/"))


def test_a_treated_point_leaves_the_list(client, council, writer):
    earlier, later = held_session(council, days=30), held_session(council, days=2, items=())
    moved(earlier, writer)
    assert "La plaza" in pending_in(words_at(client, council.url))
    published(earlier, writer, written(earlier), reason="Sí se trató.")
    assert pending_in(words_at(client, council.url)) == ""
    approve(earlier, writer, later)


def test_a_hidden_session_is_not_named(client, council, held, writer):
    following = coming_session(council)
    moved(held, writer)
    stored(following).unpublish()
    html = pending_in(words_at(client, council.url))
    assert "Espera la próxima sesión." in html
    item = held.items.all()[0]
    assert "Está en el orden del día" not in dates_in(words_at(client, f"{held.url}items/{item.code}/"))
