"""The search finds councils and sessions by their public words, and forgets an internal point at once in all languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.indexing import verify
from portal.councils.choices import ItemVisibility
from portal.councils.documents import prefetch_sessions, session_document
from portal.councils.models import AgendaItem, CouncilMember, CouncilPage, SessionPage
from search.api import search
from search.query import SearchQuery
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("each database has a search engine of its own")]


@made_once
def west():
    return factories.district_page()


@made_once
def council(west):
    place = factories.neighbourhood(west, "La Cañada", "la-canada")
    page = city.council(west, neighbourhood=place, lead="Aquí se decide.", audience="Peluquerías del centro")
    page.themes = factories.terms("theme", "health")
    page.members = [
        CouncilMember(role="Referente fluvial", person="Marta Gómez", person_agreed=True, locale=page.locale)
    ]
    return factories.publish(page)


@made_once
def session(council):
    return city.session(
        council, "2026-11-24 19:00", "La plaza del Molino", end="2026-11-24 21:00", online_url="https://zoom.example.org/xyzzy",
        logistics="Cuarenta taburetes",
        items=[
            city.item("Arbolado", text="<p>Jacarandás y <b>tipas</b>.</p>", proposed_by="La vecinal Belgrano"),
            city.item("Sumario", internal=True, text="<p>Expediente secreto.</p>"),
            city.item("Anexo", is_sub=True, text="<p>Contaduría.</p>"),
        ],
    )  # fmt: skip


def found(text, language="es", **facets):
    """Return the titles of what the search finds."""
    results = search(SearchQuery(text=text, language=language, kinds=("session", "council"), facets=facets))
    return [hit.title for hit in results.hits]


@pytest.mark.parametrize(
    "text", ["jacarandás", "tipas", "Belgrano", "CB-OESTE-2026-001", "Consejo Barrial de La Cañada"]
)
def test_a_session_is_found_by_its_public_words(session, text):
    assert "La plaza del Molino" in found(text)


@pytest.mark.parametrize("text", ["sumario", "expediente", "contaduría", "xyzzy", "taburetes"])
def test_nothing_internal_is_found(session, text):
    assert found(text) == []


def test_it_has_its_dates_and_facets(session, council):
    hit = search(SearchQuery(text="plaza", kinds=("session",))).hits[0]
    assert (hit.date_start, hit.data["reference"]) == ("2026-11-24", "CB-OESTE-2026-001")
    for facets in (
        {"kind": ("neighbourhood",)}, {"kind": ("session",)}, {"district": ("oeste",)}, {"modality": ("in-person",)},
        {"council": (str(council.translation_key),)},
    ):  # fmt: skip
        assert found("plaza", **facets) == ["La plaza del Molino"], facets
    assert found("plaza", kind=("thematic",)) == []


def test_a_council_is_found_by_roles_and_places_and_never_by_a_name(council):
    for text in ("peluquerías", "fluvial", "La Cañada", "decide"):
        assert council.title in found(text), text
    assert found("Marta Gómez") == []
    assert found("consejo", theme=("health",), neighbourhood=("la-canada",)) == [council.title]


def test_a_point_made_internal_is_forgotten_at_once_in_all_languages(west, council, session):
    factories.translate(west, "fr")
    factories.translate(council, "fr", title="Conseil")
    french = factories.translate(SessionPage.objects.get(pk=session.pk), "fr", title="La place")
    twin = french.items.first()
    twin.title, twin.text = "Arbres", "<p>Mélèzes.</p>"
    french.items = [twin, *list(french.items.all())[1:]]
    factories.publish(french)
    assert found("mélèzes", "fr") == ["La place"]
    source = SessionPage.objects.get(pk=session.pk)
    first = source.items.first()
    first.visibility = ItemVisibility.INTERNAL
    source.items = [first, *list(source.items.all())[1:]]
    factories.publish(source)
    for text in ("jacarandás", "mélèzes", "arbres"):
        assert found(text, "fr") == [], text
    assert verify() == (set(), set(), set())


def test_many_are_read_with_few_queries(council):
    def count(number):
        for index in range(number):
            city.session(council, f"2026-01-{index + 1:02} 19:00", f"Sesión {index}", items=[city.item("Uno")])
        pages = SessionPage.objects.select_related("locale", "district", "neighbourhood", "venue", "council")
        pages = list(pages)
        documents = prefetch_sessions(pages)
        with CaptureQueriesContext(connection) as context:
            documents = [session_document(page) for page in prefetch_sessions(pages)]
        # url and first version are asked for each page, as for all other kinds
        return len(documents), len(context)

    (few, few_queries), (many, many_queries) = count(2), count(10)
    assert (many_queries - few_queries) <= (many - few)


def test_a_council_without_anything_is_found_by_its_title(west):
    bare = city.council(west, "Asamblea pelada", kind="assembly")
    assert found("pelada") == ["Asamblea pelada"]
    assert CouncilPage.objects.get(pk=bare.pk).lead == ""
    assert not AgendaItem.objects.exists()
