"""What everybody may read of a proposal, where, and what is left when it is taken away."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.core import indexing
from portal.districts.models import DistrictIndexPage
from portal.proposals.retention import purge_proposals
from portal.submissions.choices import HistoryAction, SubmissionState
from portal.submissions.models import HistoryEntry
from portal.territory.models import Unit
from search.api import search
from search.query import SearchQuery
from tests.factories import district_page, neighbourhood, publish, terms

from .conftest import MARKER, proposal

pytestmark = pytest.mark.django_db
LIST = "/es/proposals/"


def page(matter, language="es"):
    """Return the address of the page of a proposal."""
    return f"/{language}/proposals/{matter.submission.code}/"


def text_of(client, path, status=200):
    """Return what an address answers, as text."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def everywhere(client, matter, district, place):
    """Return the text of every public address that may show a proposal, the sitemap among them."""
    return {
        "page": client.get(page(matter)).content.decode(),
        "French page": client.get(page(matter, "fr")).content.decode(),
        "list": text_of(client, LIST),
        "feed": text_of(client, f"{LIST}feed.atom"),
        "search": text_of(client, "/es/search/?q=esquina"),
        "list search": text_of(client, f"{LIST}?q=esquina"),
        "suggestions": text_of(client, "/es/search/suggest?q=esq"),
        "district": text_of(client, district.url),
        "neighbourhood": text_of(client, f"{district.url}neighbourhoods/{place.code}/"),
        "sitemap": text_of(client, "/sitemap.xml"),
    }


def take_away(matter, action):
    """Take a public matter away, as its sender or the office does."""
    row = matter.submission
    if action == HistoryAction.WITHDRAWN:
        row.state = SubmissionState.WITHDRAWN
    else:
        row.published_at = None
    row.closed_at = timezone.now()
    row.save()
    HistoryEntry.objects.create(submission=row, action=action, text=MARKER)


def test_a_page_says_what_it_is_where_the_answer_the_unit_and_the_day(client, place):
    unit = Unit.objects.create(code="alumbrado", name="Alumbrado público")
    matter = proposal(place, unit=unit, theme=terms("theme", "transport")[0])
    text = text_of(client, page(matter))
    for words in ("Reclamo", "Sin luz en la esquina", "no anda", "Mitre y Córdoba", "Echesortu", "Oeste", "Con fecha"):
        assert words in text, words
    assert "Lo arreglamos en octubre." in text
    assert "Alumbrado público" in text


def test_it_stands_in_list_feed_search_sitemap_and_on_the_pages_of_its_place(client, district, place):
    found = everywhere(client, proposal(place), district, place)
    wanted = {name: "Sin luz en" in text for name, text in found.items() if name != "sitemap"}
    assert all(wanted.values()), wanted
    assert "/es/proposals/" in found["sitemap"]


def test_no_public_address_says_anything_private(client, district, place):
    matter = proposal(place)
    found = everywhere(client, matter, district, place)
    assert [name for name, text in found.items() if MARKER in text] == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"published_at": None},
        {"may_publish": False},
        {"state": SubmissionState.SPAM},
        {"state": SubmissionState.MERGED},
        {"state": SubmissionState.WITHDRAWN},
        {"state": SubmissionState.HELD},
    ],
    ids=str,
)
def test_what_is_not_public_stands_nowhere(client, district, place, hidden):
    matter = proposal(place, title=f"Título {MARKER}", text=MARKER, spot=MARKER, **hidden)
    found = everywhere(client, matter, district, place)
    code = matter.submission.code
    assert [name for name, text in found.items() if MARKER in text] == []
    assert [name for name, text in found.items() if code in text and "page" not in name] == []
    assert search(SearchQuery(text=MARKER)).total == 0


def test_what_never_was_public_is_not_found_and_an_invented_code_neither(client, place):
    assert client.get(page(proposal(place, published_at=None))).status_code == 404
    for code in ("7K2M-0QXR", "x", "%00", "a" * 300, "<b>", "feed"):
        assert client.get(f"{LIST}{code}/").status_code == 404, code


@pytest.mark.parametrize("action", [HistoryAction.WITHDRAWN, HistoryAction.UNPUBLISHED])
def test_what_was_public_leaves_a_stone_with_its_date_and_nothing_else(client, district, place, action):
    matter = proposal(place, title=f"Título {MARKER}", text=MARKER, spot=MARKER)
    assert search(SearchQuery(text=MARKER)).total == 1
    take_away(matter, action)
    stone = text_of(client, page(matter), 410)
    day = timezone.localdate()
    assert str(day.year) in stone
    assert MARKER not in stone
    assert "noindex" in stone
    found = everywhere(client, matter, district, place)
    assert [name for name, text in found.items() if MARKER in text] == []
    assert search(SearchQuery(text=MARKER)).total == 0


def test_a_closed_district_shows_none(client, district, place):
    matter = proposal(place)
    place.district.active = False
    place.district.save()
    assert "Sin luz" not in text_of(client, LIST)
    assert client.get(page(matter)).status_code != 200


def test_search_follows_a_change_and_the_verification_finds_nothing(place):
    matter = proposal(place)
    matter.text = "Ahora pide un semáforo"
    matter.save()
    assert search(SearchQuery(text="semáforo", kinds=("proposal",))).total == 1
    assert indexing.verify() == (set(), set(), set())
    other = neighbourhood(district_page("Sur", "sur"), "Las Flores")
    matter.submission.district, matter.submission.neighbourhood = other.district, other
    matter.submission.save()
    assert indexing.verify() == (set(), set(), set())
    matter.submission.delete()
    assert search(SearchQuery(kinds=("proposal",))).total == 0


@pytest.mark.parametrize("is_closed_by", ["unpublish", "restriction"])
def test_search_follows_the_page_on_which_proposals_hang(place, is_closed_by):
    proposal(place)
    index = DistrictIndexPage.objects.get(locale__language_code="es")
    if is_closed_by == "unpublish":
        index.unpublish()
    else:
        restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    proposal(place, title="Otra de estos días")
    assert indexing.verify() == (set(), set(), set())
    assert search(SearchQuery(kinds=("proposal",))).total == 0
    if is_closed_by == "unpublish":
        publish(index)
    else:
        restriction.delete()
    assert indexing.verify() == (set(), set(), set())
    assert search(SearchQuery(kinds=("proposal",))).total == 2


def test_an_open_one_is_public_where_both_said_so(client, place):
    matter = proposal(place, state=SubmissionState.IN_REVIEW, answered_at=None, promised_by=None)
    text = text_of(client, page(matter))
    assert "En estudio" in text
    assert "Lo arreglamos" not in text


def test_filters_by_place_theme_and_state_narrow_the_list(client, district, place):
    other = neighbourhood(district_page("Sur", "sur"), "Las Flores", code="las-flores")
    culture, transport = terms("theme", "culture", "transport")
    proposal(place, title="Uno", theme=transport)
    proposal(other, title="Dos", theme=culture, promised_by=timezone.localdate() - timedelta(days=1))
    proposal(place, title="Tres", state=SubmissionState.DECLINED, promised_by=None)
    proposal(place, title="Cuatro", state=SubmissionState.NEW, promised_by=None)

    def shown(question):
        text = text_of(client, f"{LIST}?{question}")
        return {name for name in ("Uno", "Dos", "Tres", "Cuatro") if f">{name}</a>" in text}

    assert shown("") == {"Uno", "Dos", "Tres", "Cuatro"}
    assert shown("district=sur") == {"Dos"}
    assert shown("neighbourhood=echesortu") == {"Uno", "Tres", "Cuatro"}
    assert shown("theme=transport&theme=culture") == {"Uno", "Dos"}
    assert shown("state=overdue") == {"Dos"}
    assert shown("state=promised") == {"Uno"}
    assert shown("state=declined&state=open") == {"Tres", "Cuatro"}
    assert shown("state=promised&district=sur") == set()
    assert shown("state=nonsense") == set()


@pytest.mark.parametrize(
    "question",
    [
        "page=99",
        "page=x",
        "page=-1",
        "q=%22%27%28",
        "q=%00",
        "district=%00",
        "theme=" + "a" * 99,
        "state=%ED%A0%80",
        "q=%F0",
    ],
)
def test_strange_questions_are_answered(client, place, question):
    proposal(place)
    assert client.get(f"{LIST}?{question}").status_code == 200
    assert client.get(f"{LIST}feed.atom?{question}").status_code == 200


def test_an_empty_list_says_why_and_a_search_without_hits_too(client, db):
    assert "Todavía no hay ninguna publicada" in text_of(client, LIST)
    assert "Nada coincide" in text_of(client, f"{LIST}?q=zzz")


def test_the_list_asks_the_same_for_one_row_and_for_twenty_and_turns_pages(client, place):
    proposal(place)
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    theme = terms("theme", "transport")[0]
    for number in range(24):
        proposal(place, title=f"Otra {number}", theme=theme)
    client.get(LIST)
    with CaptureQueriesContext(connection) as many:
        response = client.get(LIST)
    assert len(many) <= len(one) + 1, [query["sql"] for query in many]  # the theme's names are read once
    assert response.content.decode().count("row__title") == 20
    assert text_of(client, f"{LIST}?page=2").count("row__title") == 5


def test_a_text_in_french_is_marked_and_its_canonical_address_is_french(client, place):
    matter = proposal(place, title="Pas de lumière", text="La lampe est cassée.", language="fr")
    text = text_of(client, page(matter))
    assert '<link rel="canonical" href="http' in text
    assert f'/fr/proposals/{matter.submission.code}/">' in text
    assert '<h1 class="head__title" lang="fr">' in text
    assert 'hreflang="x-default"' not in text


def test_a_code_as_people_type_it_leads_to_the_page(client, place):
    matter = proposal(place)
    typed = matter.submission.code.replace("-", "").lower()
    response = client.get(f"{LIST}{typed}/")
    assert (response.status_code, response["Location"]) == (301, page(matter))


def test_what_somebody_wrote_is_text_not_html(client, place):
    matter = proposal(place, title="<img src=x>", text="<script>alert(1)</script>", spot="<b>x</b>")
    for path in (page(matter), LIST, f"{LIST}feed.atom"):
        text = text_of(client, path)
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "<b>x" not in text


def test_after_ninety_days_what_was_not_public_is_emptied_and_the_rest_stays(place):
    long_ago = timezone.now() - timedelta(days=91)
    hidden = proposal(place, published_at=None, closed_at=long_ago, headline="Título")
    recent = proposal(place, published_at=None, closed_at=timezone.now())
    public = proposal(place, closed_at=long_ago)
    purge_proposals(timezone.now())
    for row in (hidden, recent, public):
        row.refresh_from_db()
    hidden.submission.refresh_from_db()
    assert (hidden.text, hidden.headline, hidden.spot, hidden.submission.title) == ("", "", "", "Reclamo")
    assert hidden.what_kind == "complaint"
    assert recent.text
    assert public.text


def test_who_knows_its_code_is_led_to_its_page_while_it_is_public(client, place):
    shown, kept = proposal(place), proposal(place, published_at=None)
    for made, is_led in ((shown, True), (kept, False)):
        code = made.submission.code
        text = client.get(reverse("submission_status", args=[code])).content.decode()
        assert (reverse("proposal_page", args=[code]) in text) is is_led
