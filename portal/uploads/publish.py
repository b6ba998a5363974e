"""What a reviewer accepts becomes a picture or a document of the portal; the received file stays until its time is over."""

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection

from portal.core.models import PortalImage, User

from .models import ReceivedFile


def make_image(
    received: ReceivedFile, *, title: str, collection: Collection, uploaded_by: User | None = None
) -> PortalImage:
    """Return a new picture of the portal with the content of a received one. Raises ValueError for what is no picture."""
    if not received.is_picture:
        raise ValueError(f"{received.pk} is no picture.")
    image = PortalImage(
        title=title[:255],
        description=received.alt[:255],
        collection=collection,
        uploaded_by_user=uploaded_by,
        width=received.width,
        height=received.height,
    )
    return publish(received, image)


def make_document(
    received: ReceivedFile, *, title: str, collection: Collection, uploaded_by: User | None = None
) -> AbstractDocument:
    """Return a new document of the library with the content of a received file."""
    document = get_document_model()(title=title[:255], collection=collection, uploaded_by_user=uploaded_by)
    return publish(received, document)


def publish(received: ReceivedFile, item: PortalImage | AbstractDocument) -> PortalImage | AbstractDocument:
    """Give a new picture or document the content of a received file, and note the day."""
    with received.file.open("rb") as content, transaction.atomic():
        item.file = File(content, name=received.name)
        item._set_file_hash()  # Wagtail's own forms call both
        item.file_size = received.size
        content.seek(0)
        item.save()
        received.accepted_at = timezone.now()
        received.save(update_fields=["accepted_at"])
    return item
