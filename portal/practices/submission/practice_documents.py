"""The documents of a submission as annexes of its page, after those that are on the web."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from portal.practices.models import Annex
from portal.uploads.intake import files_of
from portal.uploads.publish import make_document

from .row_steps import DOCUMENTS_FIELD

if TYPE_CHECKING:
    from wagtail.models import Collection

    from portal.core.models import User
    from portal.practices.models import PracticePage
    from portal.submissions.models import Submission


def practice_documents(submission: Submission, page: PracticePage, collection: Collection, user: User) -> list[Annex]:
    """Return the rows of a page's annexes for the files that were sent, published into `collection`."""
    rows, first = [], page.annexes.count()
    for place, file in enumerate(files_of(submission.bundle, DOCUMENTS_FIELD), first):
        title = PurePath(file.name).stem
        document = make_document(file, title=title, collection=collection, uploaded_by=user)
        rows.append(Annex(sort_order=place, locale=page.locale, title=title, document=document))
    return rows
