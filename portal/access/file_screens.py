"""Pictures and documents in the admin: what Wagtail's own screens leave open beside the rights of collections.

Lists, searches, choosers, forms, uploads and the move into another collection ask the collection's rights themselves
(tests/access/test_files.py); the confirmation of a bulk action would name files that are not the account's.
"""

from django.http import Http404
from wagtail import hooks
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images
from wagtail.permissions import policy_registry

LAST = 100  # after Wagtail's own: of two bulk actions of one name the later is taken
ACTIONS = ("AddTagsBulkAction", "AddToCollectionBulkAction", "DeleteBulkAction")


class OwnFilesMixin:
    """Put before a bulk action of files: it sees the account's only."""

    def get_queryset(self, model, object_ids):
        """Return the files (list). Raises Http404 when none is left."""
        policy = policy_registry.get_by_type(model)
        hers = policy.instances_user_has_any_permission_for(self.request.user, ["change", "choose"])
        files = list(hers.filter(pk__in=[key for key in object_ids if str(key).isdecimal()]))
        if not files:
            raise Http404
        return files


def _of_hers(action):
    """Return a bulk action limited to the account's files, and make it the one that counts."""
    return hooks.register("register_bulk_action", order=LAST)(type(action.__name__, (OwnFilesMixin, action), {}))


FILE_ACTIONS = [_of_hers(getattr(module, name)) for module in (of_images, of_documents) for name in ACTIONS]
