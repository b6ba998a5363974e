"""What saving a draft writes into the row of a page: nothing that is public."""

from collections.abc import Iterable

from wagtail.models import COMMENTS_RELATION_NAME

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
