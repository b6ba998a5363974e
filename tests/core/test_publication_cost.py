"""A publication asks the database for everything once: ceilings for each kind of page, with a translation behind it."""

import pytest
from django.db.models.signals import post_save

from portal.core.publication import at_end, batch_indexing, is_draft_only
from portal.events.models import Announcement
from portal.practices.models import Annex, Figure
from search.models import SearchOutbox
from tests import factories
from tests.councils import city

pytestmark = pytest.mark.django_db

PUBLISH, DRAFT = 200, 40


def practice():
    """Return a published practice with terms and rows, and a French translation."""
    page = factories.practice(types=["council"], themes=["health", "culture"], place_city="Rosario", start="2020-02")
    page.annexes = [Annex(title=f"Anexo {n}", url="https://example.org/a", locale=page.locale) for n in range(3)]
    page.figures = [Figure(value="240", label="consejos", locale=page.locale)]
    page = factories.publish(page)
    factories.translate(page, "fr", title="Conseils")
    return page


def session():
    """Return a published session with five points, and a French translation."""
    west = factories.district_page()
    council = city.council(west, neighbourhood=factories.neighbourhood(west, "La Cañada"))
    page = city.session(council, items=[city.item(f"Punto {n}") for n in range(5)])
    translation = page.copy_for_translation(factories.locale("fr"), copy_parents=True)
    factories.publish(translation)
    return page


def content():
    """Return a published content page, and a French translation."""
    page = factories.content(lead="Qué hacemos")
    factories.translate(page, "fr", title="Vos données")
    return page


#: {kind: (how it is made, one of its facts, another value of it)}
KINDS = {
    "practice": (practice, "place_city", "Funes"),
    "session": (session, "agenda_closes", 24),
    "content page": (content, "in_footer", True),
}


@pytest.fixture(params=KINDS)
def changed(request):
    """A stored page with a text and a fact changed in memory."""
    make, fact, value = KINDS[request.param]
    made = make()
    page = type(made).objects.get(pk=made.pk)
    page.lead = "Otra frase"
    setattr(page, fact, value)
    page.save_revision()  # what is read once for a process is read
    return page


def test_saving_and_publishing_a_page_asks_at_most_two_hundred_times(changed, django_assert_max_num_queries):
    with django_assert_max_num_queries(PUBLISH):
        changed.save_revision().publish()


def test_saving_a_draft_asks_at_most_forty_times(changed, django_assert_max_num_queries):
    with django_assert_max_num_queries(DRAFT):
        changed.save_revision()


def test_a_publication_writes_the_document_of_each_language_version_once(changed, settings):
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}  # only the outbox is written
    versions = type(changed).objects.filter(translation_key=changed.translation_key)
    changed.save_revision().publish()
    written = sorted(SearchOutbox.objects.values_list("key", flat=True))
    assert written == sorted(str(pk) for pk in versions.values_list("pk", flat=True))


def test_a_draft_writes_nothing_into_search(changed, settings):
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    changed.save_revision()
    assert not SearchOutbox.objects.exists()


@pytest.mark.parametrize("deed", ["unpublish", "move", "delete"])
def test_every_other_way_to_end_or_move_a_page_writes_its_document_once(deed, settings):
    page, folder = factories.practice(), factories.district_page("Sur", "sur")
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    {"unpublish": page.unpublish, "move": lambda: page.move(folder, pos="last-child"), "delete": page.delete}[deed]()
    assert SearchOutbox.objects.filter(key=str(page.pk)).count() == 1


def test_what_wagtail_stores_of_a_draft_is_what_counts_as_one():
    page, seen = factories.practice(), []

    def receiver(sender, instance, update_fields, **kwargs):
        seen.append(is_draft_only(update_fields))

    post_save.connect(receiver, sender=type(page))
    try:
        page.save_revision()
    finally:
        post_save.disconnect(receiver, sender=type(page))
    assert seen == [True]


def test_a_moved_session_is_announced_once_by_its_publication():
    page = city.long_known(session())
    before = Announcement.objects.get(key=page.translation_key)
    told = before.changes.count()
    page.start = city.moment("2026-11-25 19:00")
    factories.publish(page)
    after = Announcement.objects.get(key=page.translation_key)
    assert (after.sequence - before.sequence, after.changes.count() - told) == (1, 1)


def test_a_task_of_a_batch_runs_once_at_its_end_with_every_key():
    calls = []
    task = calls.append
    with batch_indexing():
        at_end(task, [1, 2])
        with batch_indexing():
            at_end(task, [2, 3])
        assert calls == []
    assert calls == [[1, 2, 3]]


def test_a_task_outside_a_batch_runs_now():
    calls = []
    at_end(calls.append, [1, 2])
    assert calls == [[1, 2]]


def test_a_batch_that_fails_runs_no_task():
    calls = []

    def change():
        with batch_indexing():
            at_end(calls.append, [1])
            raise RuntimeError("a change fails")

    with pytest.raises(RuntimeError):
        change()
    assert calls == []
