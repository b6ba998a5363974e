"""Search finds minutes by their points, agreements and what was said; what is hidden is not found."""

import pytest
from wagtail.models import PageViewRestriction

from portal.core.indexing import verify
from portal.minutes.models import MinutesTranslation
from portal.minutes.publication import approve
from search.models import SearchDocument
from tests.factories import translate

from .held import held_session, published, wrote
from .telling import told, words_at

pytestmark = pytest.mark.django_db


def documents(language="es"):
    """Return what search keeps of minutes in a language."""
    return list(SearchDocument.objects.filter(kind="minutes", language=language))


@pytest.mark.parametrize("asked", ["feria del libro", "podar", "camión", "falta luz", "cultura"])
def test_minutes_are_found_by_what_they_say(client, held, writer, asked):
    published(held, writer, told(held))
    html = words_at(client, f"/es/search/?q={asked}&type=minutes")
    assert f"{held.url}minutes/" in html
    assert "Acta provisional" in html


def test_a_draft_is_not_found(held, writer):
    wrote(held, writer, told(held))
    assert documents() == []


def test_the_remark_is_not_kept(held, writer):
    published(held, writer, told(held))
    assert "secreta" not in str([vars(document) for document in documents()])


def test_minutes_of_a_page_that_is_hidden_are_not_found(held, writer):
    published(held, writer, told(held))
    PageViewRestriction.objects.create(page=held, restriction_type="login")
    assert documents() == []


def test_minutes_of_a_page_that_is_withdrawn_are_not_found(held, writer):
    published(held, writer, told(held))
    held.unpublish()
    assert documents() == []


def test_a_translation_has_its_own_hit(west, council, held, writer):
    published(held, writer, told(held))
    translate(west, "fr")
    translate(council, "fr")
    page = translate(held, "fr", title="La place")
    minutes = held.minutes_record
    texts = {"agreement.aaaaaa.text": "Tailler avant l'été."}
    MinutesTranslation.objects.create(
        minutes=minutes, language="fr", texts=texts, sources={"agreement.aaaaaa.text": "Podar antes del verano."}
    )
    page.save()
    (document,) = documents("fr")
    assert "Tailler avant" in document.body
    assert document.url.startswith("/fr/")


def test_the_hit_of_approved_minutes_is_not_provisional(council, writer):
    earlier, later = held_session(council, days=30), held_session(council, days=2)
    published(earlier, writer, told(earlier))
    assert "provisional" in documents()[0].title
    approve(earlier, writer, later)
    assert "provisional" not in documents()[0].title


def test_what_search_keeps_is_what_should_be_kept(held, writer):
    published(held, writer, told(held))
    assert verify() == (set(), set(), set())
