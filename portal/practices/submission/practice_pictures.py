"""The pictures of a submission as those of its page: in the order in which they were sent, the first one its cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from portal.practices.models import Picture
from portal.uploads.intake import files_of
from portal.uploads.publish import make_image

from .quick_steps import PICTURES_FIELD

if TYPE_CHECKING:
    from wagtail.models import Collection

    from portal.core.models import User
    from portal.practices.models import PracticePage, PracticeSubmission
    from portal.submissions.models import Submission

LONGEST_ALT = Picture._meta.get_field("alt").max_length


def practice_pictures(
    submission: Submission, content: PracticeSubmission, page: PracticePage, collection: Collection, user: User
) -> list[Picture]:
    """Return the rows of a page's pictures, their files published into `collection` with credit and licence."""
    files = [file for file in files_of(submission.bundle, PICTURES_FIELD) if file.is_picture]
    rows = []
    with override(submission.language):  # words of the page, not of the office
        captions = {content.before_picture: gettext("Antes"), content.after_picture: gettext("Después")}
        nobody_said = gettext("Foto de «%(title)s»") % {"title": page.title}
    for order, file in enumerate(files):
        words = (file.alt or nobody_said)[:LONGEST_ALT]
        image = make_image(file, title=words, collection=collection, uploaded_by=user)
        image.credit, image.licence = content.picture_credit, content.picture_licence
        image.save(update_fields=["credit", "licence"])
        caption = captions.get(str(file.pk), "")
        rows.append(Picture(sort_order=order, locale=page.locale, image=image, alt=words, caption=caption))
    return rows
