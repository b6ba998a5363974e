"""What follows from a change of a page: whole or not at all, once for all changes of one transaction, nothing for a draft.

A publication saves a page several times, and its translations with it. Each save asks for the same: search documents,
announcements. Inside a batch such a task only collects its keys; it runs when the batch ends, in the same transaction.

Stock Wagtail runs the handlers of its signals outside a transaction: a fault in one leaves the page live and the search
table behind. Overriding Page.publish is not enough: the admin and the clock call these actions directly. A view
restriction is stored before its post_save is sent: a process killed between them would leave a closed page in search.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create import CreateAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.edit import EditAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import COMMENTS_RELATION_NAME, PageViewRestriction

from .public import asked_once

Task = Callable[[list], object]
"""Gets the keys that were collected, each once."""

_batch: ContextVar[dict[Task, dict] | None] = ContextVar("batch", default=None)


@contextmanager
def batch_indexing() -> Iterator[None]:
    """Do what follows from all changes inside at once, when the block ends, and in one transaction with them.

    Inside, search still holds what was before. A block inside another one belongs to the outer one.
    """
    if in_batch():
        yield
        return
    with transaction.atomic():
        batch: dict[Task, dict] = {}
        token = _batch.set(batch)
        try:
            yield
        finally:
            _batch.reset(token)
        with asked_once():  # no task changes who may read a page
            for task, keys in batch.items():
                task(list(keys))


def in_batch() -> bool:
    """Tell whether a batch is open."""
    return _batch.get() is not None


def at_end(task: Task, keys: Iterable) -> None:
    """Call `task` with the list of `keys` when the batch ends, once for the keys of all calls; without a batch, now."""
    batch = _batch.get()
    if batch is None:
        task(list(keys))
    else:
        batch.setdefault(task, {}).update(dict.fromkeys(keys))


#: what Page.save_revision stores; a test compares it with what Wagtail stores
DRAFT_FIELDS = frozenset(
    [
        COMMENTS_RELATION_NAME,
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
    ]
)


def is_draft_only(update_fields: Iterable[str] | None) -> bool:
    """Tell whether a save of a page with these `update_fields` (None: all fields) stores the state of its draft only.

    Such a save changes nothing that search, readers or the place in the tree depend on.
    """
    return update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)


ACTIONS = [
    CreateAction,
    EditAction,
    PublishRevisionAction,
    PublishPageRevisionAction,
    UnpublishAction,
    UnpublishPageAction,
    MovePageAction,
    CopyPageAction,
    DeletePageAction,
    CreatePageAliasAction,
]


def in_transaction(method: Callable) -> Callable:
    """Return a method that runs in one transaction, at whose end search hears of all pages that changed."""

    @wraps(method)
    def whole(self, *args, **kwargs):
        with batch_indexing():
            return method(self, *args, **kwargs)

    whole.is_atomic = True
    return whole


def make_publishing_atomic() -> None:
    """Wrap, once, the `execute` that each page action defines itself and the `save` of a view restriction."""
    for owner, name in [*((action, "execute") for action in ACTIONS), (PageViewRestriction, "save")]:
        method = owner.__dict__.get(name)
        if method and not hasattr(method, "is_atomic"):
            setattr(owner, name, in_transaction(method))
