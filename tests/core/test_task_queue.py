"""The worker gets each of its tasks once for a batch, however often a page was saved in it."""

import pytest
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task

from portal.core.publication import batch_indexing
from tests import factories

pytestmark = pytest.mark.django_db


def asked(page):
    """Return how often the worker was asked to write a page into Wagtail's own index."""
    tasks = DBTaskResult.objects.filter(task_path=insert_or_update_object_task.module_path)
    return sum(task.args_kwargs["args"][-1] == str(page.pk) for task in tasks)


def test_a_page_saved_three_times_in_a_batch_is_asked_for_once():
    page = factories.content()
    before = asked(page)
    with batch_indexing():
        for number in range(3):
            page.title = f"Título {number}"
            page.save()
        assert asked(page) == before
    assert asked(page) == before + 1


def test_outside_a_batch_each_save_asks_at_once():
    page = factories.content()
    before = asked(page)
    page.save()
    page.save()
    assert asked(page) == before + 2


def test_a_batch_that_fails_asks_nothing():
    page = factories.content()
    before = asked(page)

    def change():
        with batch_indexing():
            page.save()
            raise RuntimeError("a change fails")

    with pytest.raises(RuntimeError):
        change()
    assert asked(page) == before


def test_the_worker_finds_what_a_batch_asked_for():
    page = factories.content()
    DBTaskResult.objects.all().delete()
    with batch_indexing():
        page.save()
    assert DBTaskResult.objects.ready().filter(task_path=insert_or_update_object_task.module_path).count() == 1
