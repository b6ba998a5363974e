"""How current a translation is, and what its readers are told."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from portal.core.models import SourceText
from portal.core.translations import (
    CURRENT,
    OUTDATED,
    STARTED,
    first_versions,
    outdated,
    translations,
    with_state,
    without_translation,
)
from tests.factories import content, locale, practice, publish, translate
from tests.sharing import made_once

NOTICE = "Esta traducción es de la versión del"


def backdate(page, days):
    """Say that a page was published (and, if it is a first version, written) some days ago."""
    moment = timezone.now() - timedelta(days=days)
    page.last_published_at = moment
    page.save(clean=False)
    for row in SourceText.objects.filter(page=page.pk):
        row.changed_at = moment
        row.save()
    return page


def states():
    """Return {language: state} of all translations of content pages."""
    pages = with_state(translations(Page.objects.filter(contentpage__isnull=False)))
    return {page.locale.language_code: page.state for page in pages}


@made_once
def pair(db):
    """A page and its French translation, both published long ago."""
    source = backdate(content("Tus datos", lead="Qué guardamos."), 30)
    return source, backdate(translate(source, "fr", title="Vos données"), 20)


def test_a_translation_younger_than_its_source_is_current(pair):
    assert states() == {"fr": CURRENT}


def test_a_draft_of_a_translation_is_started(pair):
    translate(pair[0], "pt", live=False)
    assert states() == {"fr": CURRENT, "pt": STARTED}


def test_new_words_of_the_source_make_a_translation_outdated(pair):
    source, french = pair
    source.lead = "Qué guardamos y por qué."
    publish(source)
    assert states() == {"fr": OUTDATED}
    assert list(outdated(Page.objects.all())) == [Page.objects.get(pk=french.pk)]


def test_new_facts_of_the_source_make_no_translation_outdated(pair):
    source, _french = pair
    source.in_footer = True
    publish(source)
    assert states() == {"fr": CURRENT}


def test_a_translation_published_again_is_current_again(pair):
    source, french = pair
    source.lead = "Qué guardamos y por qué."
    publish(source)
    french = type(french).objects.get(pk=french.pk)
    french.lead = "Ce que nous gardons et pourquoi."
    publish(french)
    assert states() == {"fr": CURRENT}


def test_a_synchronised_translation_is_of_the_words_that_were_read(pair):
    source, french = pair
    stored, _ = TranslationSource.get_or_create_from_instance(source)
    TranslationSource.objects.filter(pk=stored.pk).update(last_updated_at=timezone.now() - timedelta(days=25))
    Translation.objects.create(source=stored, target_locale=french.locale)
    assert states() == {"fr": CURRENT}
    source.lead = "Qué guardamos y por qué."
    publish(source)
    backdate(source, 22)  # after the words were read, before the translation was published
    assert states() == {"fr": OUTDATED}


def test_a_practice_is_outdated_by_its_answers_and_not_by_its_order(db):
    source = backdate(practice(), 30)
    french = backdate(translate(source, "fr"), 20)
    source.summary = "<p>Otra cosa.</p>"
    publish(source)
    assert list(outdated(Page.objects.all()).values_list("pk", flat=True)) == [french.pk]


def test_first_versions_and_what_lacks_a_translation(pair):
    source, french = pair
    mine = Page.objects.filter(translation_key=source.translation_key)
    assert list(first_versions(mine).values_list("pk", flat=True)) == [source.pk]
    assert list(translations(mine).values_list("pk", flat=True)) == [french.pk]
    assert not without_translation(first_versions(mine), locale("fr")).exists()
    assert without_translation(first_versions(mine), locale("pt")).exists()


def test_an_alias_is_no_translation(pair):
    source, _french = pair
    source.copy_for_translation(locale("en"), alias=True)
    assert without_translation(Page.objects.filter(pk=source.pk), locale("en")).exists()
    assert set(states()) == {"fr"}


def test_readers_are_told_of_which_day_a_translation_is(pair, client):
    source, french = pair
    source.lead = "Qué guardamos y por qué."
    publish(source)
    page = client.get(french.get_url()).content.decode()
    day = timezone.localdate(french.last_published_at)
    assert "Cette traduction est celle de la version du" in page
    assert str(day.day) in page
    assert NOTICE not in client.get(source.get_url()).content.decode()


def test_the_notice_asks_nothing_of_the_database(pair, client):
    _source, french = pair
    url = french.get_url()
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    publish_source_again(pair[0])
    with CaptureQueriesContext(connection) as after:
        client.get(url)
    assert len(after) == len(before)


def publish_source_again(source):
    """Publish other words of a source."""
    source.lead = "Otra presentación."
    publish(source)
