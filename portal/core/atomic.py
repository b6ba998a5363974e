"""Publishing and closing a page, and what follows from it, happen whole or not at all.

Stock Wagtail runs the handlers of its signals outside a transaction: a fault in one leaves the page live and the search
table behind. Overriding Page.publish is not enough: the admin and the clock call these actions directly. A view
restriction is stored before its post_save is sent: a process killed between them would leave a closed page in search.
"""

from functools import wraps

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
from wagtail.models import PageViewRestriction

from portal.core.batches import batch_indexing

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


def in_transaction(method):
    """Return a method that runs in one transaction, at whose end search hears of all pages that changed."""

    @wraps(method)
    def whole(self, *args, **kwargs):
        with batch_indexing():
            return method(self, *args, **kwargs)

    whole.is_atomic = True
    return whole


def make_publishing_atomic():
    """Wrap, once, the `execute` that each page action defines itself and the `save` of a view restriction."""
    for owner, name in [*((action, "execute") for action in ACTIONS), (PageViewRestriction, "save")]:
        method = owner.__dict__.get(name)
        if method and not hasattr(method, "is_atomic"):
            setattr(owner, name, in_transaction(method))
