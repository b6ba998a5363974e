"""The worker makes the sizes of a picture when it is stored, so that no visitor waits for them."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task
from wagtail.images.models import SourceImageIOError

from portal.core.models import PortalImage

from .shapes import SHAPES


@task(priority=-10)  # a mail goes first
def make_sizes(image_id: int) -> int:
    """Make what is missing of a picture's sizes; returns how many it has. A picture that nobody can read has none."""
    image = PortalImage.objects.filter(pk=image_id).first()
    if image is None:
        return 0
    specs = [spec for shape in SHAPES.values() for spec in shape.specs()]
    try:
        return len(image.get_renditions(*specs))
    except SourceImageIOError:
        return 0


def ask_for_sizes(sender: type[PortalImage], instance: PortalImage, raw: bool = False, **kwargs: Any) -> None:
    """Signal receiver of post_save: a new file, or a new focal point, wants new sizes."""
    if not raw:
        transaction.on_commit(partial(make_sizes.enqueue, instance.pk))


def connect() -> None:
    """Listen to each picture that is stored."""
    post_save.connect(ask_for_sizes, sender=PortalImage, dispatch_uid="make-sizes")
