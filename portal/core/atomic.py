"""Publishing, and what follows from it, happens whole or not at all.

Stock Wagtail runs the handlers of its signals outside a transaction: a fault in one leaves the page live and the search
table behind. Overriding Page.publish is not enough: the admin and the clock call these actions directly.
"""

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


def in_transaction(execute):
    """Return an action's `execute` that runs in one transaction."""

    @wraps(execute)
    def whole(self, *args, **kwargs):
        with transaction.atomic():
            return execute(self, *args, **kwargs)

    whole.is_atomic = True
    return whole


def make_publishing_atomic():
    """Wrap the `execute` that each page action defines itself, once."""
    for action in ACTIONS:
        execute = action.__dict__.get("execute")
        if execute and not hasattr(execute, "is_atomic"):
            action.execute = in_transaction(execute)
