"""The translated words of a point go along to the next session, and no page says that its text is old for it."""

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.core.translations import outdated
from portal.councils.items import public_items
from portal.councils.models import SessionPage
from tests import factories
from tests.councils import city
from tests.sharing import made_once

from .agendas import PLAZA, moved
from .held import coming_session, held_session

pytestmark = pytest.mark.django_db


@made_once
def french_council(west, council):
    factories.translate(west, "fr", slug="ouest")
    return factories.translate(council, "fr", slug="conseil")


@made_once
def told(french_council, council):
    """A session that was held, in two languages."""
    session = held_session(council, items=[city.item(PLAZA, text="<p>Dos proyectos.</p>"), "La luz"])
    french = session.copy_for_translation(factories.locale("fr"))
    points = list(french.items.all())
    points[0].title, points[0].text = "La place", "<p>Deux projets.</p>"
    french.items = points
    factories.publish(french)
    return session


def french_of(session):
    return SessionPage.objects.get(translation_key=session.translation_key, locale__language_code="fr")


def words(session):
    return [(item.title, item.text) for item in public_items(french_of(session))]


def is_old(session):
    return outdated(SessionPage.objects.filter(pk=french_of(session).pk)).exists()


@made_once
def next_one(french_council, council, told):
    session = coming_session(council, items=[city.item("Verano")])
    factories.translate(session, "fr", title="La suite")
    return session


def test_the_point_is_translated_where_the_old_one_was(told, next_one, writer):
    moved(told, writer)
    assert words(next_one) == [("Verano", ""), ("La place", "<p>Deux projets.</p>")]
    assert not is_old(next_one)


def test_a_point_that_nobody_translated_makes_the_page_old(told, next_one, writer):
    moved(told, writer, number=1)
    assert words(next_one)[-1] == ("La luz", "")
    assert is_old(next_one)


def test_a_page_that_was_old_before_stays_old(told, next_one, writer):
    source = SessionPage.objects.get(pk=next_one.pk)
    source.lead = "Con mate."
    factories.publish(source)
    moved(told, writer)
    assert words(next_one)[-1] == ("La place", "<p>Deux projets.</p>")
    assert is_old(next_one)


def test_a_translators_draft_gets_the_words_and_is_not_published(told, next_one, writer):
    draft = french_of(next_one).get_latest_revision_as_object()
    draft.title = "Pas fini"
    draft.save_revision()
    moved(told, writer)
    assert words(next_one)[-1] == ("La place", "<p>Deux projets.</p>")
    french = french_of(next_one)
    assert french.title == "La suite"
    latest = french.get_latest_revision_as_object()
    assert (latest.title, list(latest.items.all())[-1].title) == ("Pas fini", "La place")


def test_the_translators_tool_makes_the_page_with_the_same_words(
    told, next_one, writer, django_capture_on_commit_callbacks
):
    source, _new = TranslationSource.update_or_create_from_instance(SessionPage.objects.get(pk=next_one.pk))
    translation = Translation.objects.create(source=source, target_locale=factories.locale("fr"))
    for segment in StringSegment.objects.filter(source=source):
        data = {"translation_of": segment.string, "locale": translation.target_locale, "context": segment.context}
        StringTranslation.objects.create(data=f"FR {segment.string.data}", **data)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    moved(told, writer)
    assert not is_old(next_one)
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get().save_target(publish=True)
    assert [title for title, _text in words(next_one)] == ["FR Verano", "La place"]


def test_words_that_were_changed_meanwhile_are_not_taken(told, next_one, writer):
    source = SessionPage.objects.get(pk=told.pk)
    points = list(source.items.all())
    points[0].text = "<p>Un proyecto.</p>"
    source.items = points
    factories.publish(source)
    moved(SessionPage.objects.get(pk=told.pk), writer)
    assert words(next_one)[-1][0] == "La place"  # its title is translated still; the page itself is old, as the first
    assert is_old(next_one)
