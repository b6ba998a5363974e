"""Pictures and documents: to whom a file is sent, and what Wagtail's screens leave open beside the rights of collections.

Lists, searches, choosers, forms, uploads and the move into another collection ask the collection's rights themselves
(tests/access/test_files.py); the confirmation of a bulk action would name files that are not the account's.
"""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images
from wagtail.models import CollectionMember
from wagtail.permissions import policy_registry

from portal.core.public import closed_files, shown_to_everybody

from .roles import is_curator

LAST = 100  # after Wagtail's own: of two bulk actions of one name the later is taken
ACTIONS = ("AddTagsBulkAction", "AddToCollectionBulkAction", "DeleteBulkAction")

RIGHTS = ("add", "change", "delete", "choose")


# To whom a file is sent ----------------------------------------------------------------------------------------------


def is_closed_file(file: CollectionMember) -> bool:
    """Tell whether a picture or document belongs to a closed district."""
    return closed_files(type(file)._default_manager.filter(pk=file.pk)).exists()


def is_for_everybody(file: CollectionMember) -> bool:
    """Tell whether a picture or document is public: shown in public, in a collection that is neither private nor closed."""
    return not (file.collection.get_view_restrictions() or is_closed_file(file)) and shown_to_everybody(file)


def may_have(request: HttpRequest, file: CollectionMember) -> bool:
    """Tell whether a file that is not public is sent to whoever asks: to whom its private collection lets, or its team."""
    if is_closed_file(file):
        return is_curator(request.user)
    restrictions = file.collection.get_view_restrictions()
    if restrictions and all(one.accept_request(request) for one in restrictions):
        return True
    hers = policy_registry.get_by_type(type(file)).instances_user_has_any_permission_for(request.user, RIGHTS)
    return hers.filter(pk=file.pk).exists()


@hooks.register("before_serve_document")
def refuse_document(document: AbstractDocument, request: HttpRequest) -> None:
    """A document follows the rule of pictures; for a private collection's Wagtail leads to the login or the password."""
    is_private = document.collection.get_view_restrictions() and not is_closed_file(document)
    if not (is_private or is_for_everybody(document) or may_have(request, document)):
        raise Http404


# Bulk actions --------------------------------------------------------------------------------------------------------


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
