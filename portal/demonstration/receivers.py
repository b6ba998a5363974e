"""Spare a new city what each change of a page sets off, where the demonstration itself does it once for all pages.

A page that is made just now in all its languages has the same facts in all of them: there is nothing to carry over.
What events announce and what refers to what is noted when all of them stand.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import ModelSignal, post_save
from django.dispatch.dispatcher import Signal
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published
from wagtail.tasks import update_reference_index_task

from portal.core import facts
from portal.core.publication import batch_indexing
from portal.events import publication_log
from portal.events.models import EventPage


@contextmanager
def disconnected(signal: ModelSignal | Signal, dispatch_uid: str, connect: Callable) -> Iterator[None]:
    """Run without one receiver of a signal; `connect()` brings it back. Raises LookupError when there is no such one."""
    if not signal.disconnect(dispatch_uid=dispatch_uid):
        raise LookupError(f"No receiver is connected as {dispatch_uid}.")
    try:
        yield
    finally:
        connect()


@contextmanager
def facts_at_rest() -> Iterator[None]:
    """Make pages whose facts are the same in all languages from the start."""
    with disconnected(page_published, "facts-follow-source", facts.connect):
        yield


@contextmanager
def announcements_at_end() -> Iterator[None]:
    """Make events, and announce them together when the block ends: the same is told, once for each event."""
    with disconnected(post_save, "announced-saved", publication_log.connect):
        yield
    publication_log.settle(EventPage.objects.order_by("pk").values_list("translation_key", flat=True))


@contextmanager
def references_at_end() -> Iterator:
    """Let the worker note once for each object what it refers to, instead of at each save of it and of its rows."""
    with disable_reference_index_auto_update():
        yield
    with batch_indexing():
        pages = Page.objects.exclude(depth=1).order_by("pk").values_list("content_type", "pk")
        kinds = ContentType.objects.in_bulk({kind for kind, _key in pages})
        for kind, key in pages:
            note_reference(kinds[kind].app_label, kinds[kind].model, key)
        for model in sorted(ReferenceIndex.indexed_models, key=lambda model: model._meta.label):
            if not issubclass(model, Page):
                for key in model._base_manager.order_by("pk").values_list("pk", flat=True):
                    note_reference(model._meta.app_label, model._meta.model_name, key)


def note_reference(app_label: str, model_name: str, key: str) -> None:
    """Ask the worker to note what one object refers to."""
    update_reference_index_task.enqueue(app_label, model_name, str(key))
