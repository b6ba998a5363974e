"""Facts follow the source at once, whatever a translator or a draft says."""

import pytest
from django.apps import apps
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.core.facts import fact_fields
from portal.core.models import BasePage
from portal.practices.models import Annex, Figure, PracticePage
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def practice():
    page = factories.practice(types=["council"], themes=["health", "culture"], place_city="Rosario", start="2020-02")
    page.annexes = [Annex(title="Vídeo", url="https://example.org/v", locale=page.locale)]
    page.figures = [Figure(value="240", label="consejos", locale=page.locale)]
    return factories.publish(page)


def stored(page):
    """Return a page as it stands in the database."""
    return PracticePage.objects.get(pk=page.pk)


def change_source(page):
    """Change facts of every kind on the Spanish version and publish it."""
    page = stored(page)
    page.place_city, page.start, page.end_open = "Funes", "2021", True
    page.types = factories.terms("type", "pb")
    page.themes = []
    page.sdgs = factories.terms("sdg", "16")
    first = page.annexes.first()
    first.url, first.sort_order = "https://example.org/nuevo", 1
    page.annexes = [Annex(title="Informe", url="https://example.org/i", locale=page.locale, sort_order=0), first]
    page.figures = []
    return factories.publish(page)


def assert_followed(page):
    """Assert that a version has the facts of `change_source`, and its own words."""
    assert (page.place_city, page.start, page.end_open) == ("Funes", "2021", True)
    assert [term.code for term in page.types.all()] == ["pb"]
    assert list(page.themes.all()) == []
    assert [term.code for term in page.sdgs.all()] == ["16"]
    assert [annex.url for annex in page.annexes.all()] == ["https://example.org/i", "https://example.org/nuevo"]
    assert list(page.figures.all()) == []


def test_publishing_the_source_pushes_facts_to_live_row_and_draft(practice):
    french = factories.translate(practice, "fr", title="Conseils virtuels")
    annex = french.annexes.first()
    annex.title = "La vidéo"
    french.annexes = [annex]
    french = factories.publish(french)
    french.title = "Brouillon"
    french.save_revision()
    revisions = french.revisions.count()
    change_source(practice)
    live, draft = stored(french), stored(french).get_latest_revision_as_object()
    assert_followed(live)
    assert_followed(draft)
    assert (live.title, draft.title) == ("Conseils virtuels", "Brouillon")
    assert live.annexes.all()[1].title == "La vidéo"
    assert {annex.locale_id for annex in live.annexes.all()} == {french.locale_id}
    assert french.revisions.count() == revisions


def test_a_draft_translation_is_not_published_by_it(practice):
    french = factories.translate(practice, "fr", live=False)
    french.live = False
    french.save()
    change_source(practice)
    assert not stored(french).live
    assert_followed(stored(french).get_latest_revision_as_object())


def test_publishing_an_old_draft_of_a_translation_pulls_the_facts_again(practice):
    french = factories.translate(practice, "fr")
    old = french.get_latest_revision()
    change_source(practice)
    content = dict(old.content, place_city="Ville fausse")
    old.content = content
    old.save()
    old.publish()
    assert_followed(stored(french))


def test_a_translator_working_from_a_stale_source_cannot_bring_old_facts_back(
    practice, django_capture_on_commit_callbacks
):
    source, _ = TranslationSource.update_or_create_from_instance(practice)
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
    change_source(practice)
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(pk=translation.pk).save_target(publish=True)
    french = PracticePage.objects.get(locale__language_code="fr", translation_key=practice.translation_key)
    assert_followed(french)
    assert french.title.startswith("FR ")


def test_every_page_type_says_which_fields_are_facts():
    """A page type without a declaration would leave its facts behind; the base declares at least the menu and the slug."""
    for model in apps.get_models():
        if issubclass(model, BasePage):
            declared = {field.field_name for field in model.override_translatable_fields}
            assert set(model.facts) <= declared
            assert {field.name for field, _ in fact_fields(model)} >= set(model.facts)


def test_every_fact_of_a_practice_is_pushed(practice):
    """One value changed in each plain fact field reaches the translation."""
    french = factories.translate(practice, "fr")
    page = stored(practice)
    page.latitude, page.longitude, page.participants_count, page.edition = -32.9, -60.6, 6500, 15
    page.source_name, page.source_language, page.place_country = "OIDP", "fr", "AR"
    page.scope = factories.terms("scope", "whole")[0]
    factories.publish(page)
    french = stored(french)
    assert (french.latitude, french.participants_count, french.source_name, french.place_country) == (
        -32.9,
        6500,
        "OIDP",
        "AR",
    )
    assert french.scope.code == "whole"
    assert french.reference == practice.reference
