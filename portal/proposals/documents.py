"""What search keeps of public proposals: hung on the page of their district, gone when they are no longer public."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import override

from portal.core.indexing import index_records, is_first_version
from portal.core.registry import RecordKind, record_kinds
from portal.districts.models import DistrictPage
from portal.districts.neighbourhood_documents import district_page_ids
from portal.submissions.choices import HistoryAction
from portal.submissions.models import HistoryEntry, Submission
from search.models import SearchDocument
from search.query import DocumentData

from .models import ProposalSubmission
from .public import public_answer, public_proposals

KIND = "proposal"
SUMMARY_WORDS = 40


def proposal_documents(page: DistrictPage, records: list[int] | None = None) -> list[DocumentData]:
    """Return the DocumentData of the public proposals of a district, or only of some: on the first version of its page.

    A proposal is in one language, so it hangs on one page; lists and search label it for other readers.
    """
    if not is_first_version(page):
        return []
    proposals = public_proposals().filter(submission__district=page.record_id)
    if records is not None:
        proposals = proposals.filter(pk__in=records)
    return [proposal_document(page, proposal) for proposal in proposals]


def proposal_document(page: DistrictPage, proposal: ProposalSubmission) -> DocumentData:
    """Return the DocumentData of one public proposal."""
    matter, theme = proposal.submission, proposal.theme
    answer = public_answer(matter)
    with override(matter.language):
        url = reverse("proposal_page", args=[matter.code])
        names = [matter.neighbourhood, matter.district, proposal.get_what_kind_display(), theme and theme.label()]
    return DocumentData(
        key=f"{page.pk}:{proposal.pk}",
        group=group_key(matter),
        kind=KIND,
        language=matter.language,
        title=matter.title,
        url=url,
        summary=Truncator(" ".join(proposal.text.split())).words(SUMMARY_WORDS, truncate="…"),
        body="\n".join(part for part in (proposal.text, proposal.spot, answer.text if answer else "") if part),
        keywords="\n".join(str(name) for name in names if name),
        published=matter.published_at.isoformat() if matter.published_at else "",
        facets={
            "district": (matter.district.code,) if matter.district else (),
            "neighbourhood": (matter.neighbourhood.code,) if matter.neighbourhood else (),
            "theme": (theme.code,) if theme else (),
        },
    )


def group_key(matter: Submission) -> str:
    """Return the key under which search counts a matter."""
    return f"{KIND}:{matter.code}"


def present(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those of (page, proposal) pairs of which the page's district shows the proposal now."""
    public = public_proposals().order_by().filter(pk__in={record for _page, record in pairs})
    return pairs & set(public.values_list("submission__district__pages", "pk"))


def index_proposal(matter: Submission) -> None:
    """Write or remove what search keeps of a matter, also where it moved to another district."""
    held = SearchDocument.objects.filter(group__key=group_key(matter)).values_list("key", flat=True)
    pages = {int(key.partition(":")[0]) for key in held} | set(district_page_ids(matter.district_id))
    if pages:
        index_records(record_kinds()[KIND], sorted(pages), [matter.pk])


def matter_saved(sender: type, instance: Submission, raw: bool = False, created: bool = False, **kwargs) -> None:
    """post_save of a matter; a new one is not public yet."""
    if not raw and instance.kind == KIND and not (created and instance.published_at is None):
        index_proposal(instance)


def content_saved(sender: type, instance: ProposalSubmission, raw: bool = False, **kwargs) -> None:
    """post_save of what a matter says."""
    if not raw and instance.submission.published_at is not None:
        index_proposal(instance.submission)


def answer_saved(sender: type, instance: HistoryEntry, raw: bool = False, **kwargs) -> None:
    """post_save of a line of history: the answer of a public matter is searched too."""
    if not raw and instance.action == HistoryAction.ANSWERED and instance.submission.kind == KIND:
        index_proposal(instance.submission)


def matter_deleted(sender: type, instance: Submission, **kwargs) -> None:
    """post_delete of a matter."""
    if instance.kind == KIND:
        index_proposal(instance)


def connect(kind: RecordKind) -> None:
    """Listen to what changes a public proposal; core listens to the page of its district."""
    post_save.connect(matter_saved, sender=Submission, dispatch_uid=f"{kind.name}-matter")
    post_save.connect(content_saved, sender=ProposalSubmission, dispatch_uid=f"{kind.name}-content")
    post_save.connect(answer_saved, sender=HistoryEntry, dispatch_uid=f"{kind.name}-answer")
    post_delete.connect(matter_deleted, sender=Submission, dispatch_uid=f"{kind.name}-deleted")
