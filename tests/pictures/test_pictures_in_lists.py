"""Rows of lists show small covers where they exist, for the same number of queries whatever the number of rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.agendas.calendar.covers import with_covers
from portal.councils.models import CouncilPicture
from portal.events.models import EventPage
from portal.pictures.covers import page_covers
from tests.councils.city import council, event, session
from tests.factories import bank, district_page, practice

from .album import add_picture, stored_image

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail's temporary files
]
SMALL = re.compile(r'<div class="row__picture">\s*<picture>.*?</picture>\s*</div>', re.DOTALL)


def soon(hours=1):
    """Return a moment that comes in some hours."""
    return timezone.now() + timedelta(hours=hours)


def test_a_practice_in_the_bank_shows_its_cover_and_the_others_nothing(client):
    index = bank()
    add_picture(practice("Con foto", parent=index), alt="La plaza")
    practice("Sin foto", parent=index)
    shown = SMALL.findall(client.get(index.url).content.decode())
    assert len(shown) == 1
    assert 'alt=""' in shown[0]  # its words are on the page; the title beside it is the link
    assert 'loading="lazy"' in shown[0]
    assert re.search(r'width="224"\s+height="168"', shown[0])


def test_a_council_of_a_district_shows_its_cover(client):
    folder = district_page()
    add_picture(council(folder))
    council(folder, title="Consejo sin foto")
    assert len(SMALL.findall(client.get(folder.url).content.decode())) == 1


def found(*events):
    """Return events as the lists load them, their council at hand."""
    pages = list(EventPage.objects.filter(pk__in=[one.pk for one in events]).order_by("start", "pk"))
    for page in pages:
        page.council_page = getattr(page, "sessionpage", None) and page.sessionpage.council
    return pages


def test_a_session_borrows_its_councils_picture_and_a_cancelled_one_shows_none():
    folder = district_page()
    body = add_picture(council(folder), alt="La ronda")
    own = add_picture(session(body, soon(1)), alt="La reunión")
    bare = session(body, soon(2))
    off = session(body, soon(3), state="cancelled", cancel_reason="Tormenta")
    alone = event(folder, soon(4))
    words = [page.cover and page.cover.alt for page in with_covers(found(own, bare, off, alone))]
    assert words == ["La reunión", "La ronda", None, None]


def queries(run):
    """Return how many queries a function makes."""
    with CaptureQueriesContext(connection) as made:
        run()
    return len(made)


def test_the_queries_do_not_grow_with_the_rows():
    folder, image = district_page(), stored_image()
    councils = [add_picture(council(folder, title=f"Consejo {number}"), image) for number in range(3)]
    image.get_renditions("fill-112x84|format-webp")
    assert queries(lambda: page_covers(CouncilPicture, [councils[0].pk])) == 3
    assert queries(lambda: page_covers(CouncilPicture, [one.pk for one in councils])) == 3
    assert queries(lambda: page_covers(CouncilPicture, [])) == 0
    events = found(*(session(one, soon(2)) for one in councils))
    assert queries(lambda: with_covers(events)) == 4
