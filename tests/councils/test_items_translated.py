"""Sessions in several languages: facts follow, points are translated by wagtail-localize, the rest is labelled."""

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.councils.choices import ItemVisibility
from portal.councils.items import public_items
from portal.councils.models import SessionPage
from portal.events.models import EventState
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def west():
    page = factories.district_page()
    factories.translate(page, "fr", slug="ouest")
    return page


@made_once
def session(west):
    council = city.council(west)
    factories.translate(council, "fr", title="Conseil de La Cañada", slug="conseil")
    items = [city.item("La plaza", text="<p>Dos proyectos.</p>", minutes=40), city.item("Verano")]
    return city.session(council, "2026-11-24 19:00", "La plaza del Molino", items=items)


@pytest.fixture
def french(session, django_capture_on_commit_callbacks):
    """The French version, made by a translator."""
    source, _is_new = TranslationSource.update_or_create_from_instance(session)
    translation = Translation.objects.create(source=source, target_locale=factories.locale("fr"))
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=f"FR {segment.string.data}",
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return stored(session, "fr")


def stored(page, code="es"):
    """Return the version of a session in a language as it stands in the database."""
    return SessionPage.objects.get(translation_key=page.translation_key, locale__language_code=code)


def change(session, edit):
    """Publish the first version after `edit(items)` changed the list of its points."""
    source = stored(session)
    items = list(source.items.all())
    edit(items)
    for place, item in enumerate(items):
        item.sort_order = place
    source.items = items
    factories.publish(source)


def read(client, page):
    """Return the words of a page, its spaces made one."""
    return " ".join(client.get(page.url).content.decode().split())


def test_points_are_translated_with_the_page(client, session, french):
    assert french.title == "FR La plaza del Molino"
    assert [item.title for item in public_items(french)] == ["FR La plaza", "FR Verano"]
    assert [item.code for item in french.items.all()] == [item.code for item in session.items.all()]
    html = read(client, french)
    assert "FR Dos proyectos." in html
    assert "Conseil de La Cañada" in html


def test_a_point_made_internal_disappears_from_the_french_page_at_once(client, session, french):
    code = french.items.first().code
    assert "FR La plaza<" in read(client, french)
    change(session, lambda items: setattr(items[0], "visibility", ItemVisibility.INTERNAL))
    html = read(client, french)
    assert "FR La plaza<" not in html
    assert "FR Dos proyectos" not in html
    assert [item.number for item in public_items(stored(session, "fr"))] == ["1"]
    assert client.get(f"{french.url}items/{code}/").status_code == 404


def test_neither_a_draft_nor_a_translator_brings_it_back(client, session, french, django_capture_on_commit_callbacks):
    draft = stored(session, "fr").get_latest_revision_as_object()
    change(session, lambda items: setattr(items[0], "visibility", ItemVisibility.INTERNAL))
    factories.publish(draft)
    assert "FR La plaza<" not in read(client, french)
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get().save_target(publish=True)
    assert "FR La plaza<" not in read(client, french)


def test_a_new_point_stands_at_its_place_in_the_first_language_and_says_so(client, session, french):
    change(session, lambda items: items.insert(1, city.item("Los perros", text="<p>Sueltos.</p>")))
    assert [item.title for item in public_items(stored(session, "fr"))] == ["FR La plaza", "Los perros", "FR Verano"]
    html = read(client, french)
    assert '<h3 lang="es">' in html[: html.index("Los perros")][-200:]
    assert "<h3>" in html[: html.index("FR Verano")][-200:]


def test_order_minutes_and_removal_follow_and_words_stay(session, french):
    def edit(items):
        items.reverse()
        items[0].minutes = 15

    change(session, edit)
    french = stored(session, "fr")
    assert [(item.title, item.minutes) for item in public_items(french)] == [("FR Verano", 15), ("FR La plaza", 40)]
    change(session, lambda items: items.pop(0))
    assert [item.title for item in public_items(stored(session, "fr"))] == ["FR La plaza"]


def test_facts_of_the_session_follow(client, session, french):
    source = stored(session)
    source.start, source.state = city.moment("2026-11-26 18:00"), EventState.CANCELLED
    source.cancel_reason = "Corte de luz"
    factories.publish(source)
    french = stored(session, "fr")
    assert (french.start, french.state, french.reference) == (source.start, EventState.CANCELLED, session.reference)
    html = read(client, french)
    assert '<span lang="es">Corte de luz</span>' in html


def test_a_page_that_nobody_translated_is_shown_in_its_language(client, session):
    html = " ".join(client.get(session.url.replace("/es/", "/fr/")).content.decode().split())
    assert '<h1 class="head__title" lang="es">La plaza del Molino</h1>' in html
    assert '<h3 lang="es">' in html
    assert "Conseil de La Cañada" in html


@pytest.mark.parametrize(("code", "words"), [("en", "Tuesday 24 November"), ("pt", "Terça-feira, 24 de novembro")])
def test_dates_are_in_the_readers_language(client, session, code, words):
    assert words in client.get(session.url.replace("/es/", f"/{code}/")).content.decode()
