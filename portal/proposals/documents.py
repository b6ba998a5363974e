"""What search keeps of public proposals, gone when they are no longer public.

They hang on the page of all districts: a district's page has its neighbourhoods under the same sort of key.
"""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import override

from portal.core.indexing import index_records, is_first_version
from portal.core.public import public_pages
from portal.core.registry import RecordKind, record_kinds
from portal.districts.models import DistrictIndexPage
from portal.submissions.choices import HistoryAction
from portal.submissions.models import HistoryEntry, Submission
from search.query import DocumentData

from .models import ProposalSubmission
from .public import public_answers, public_proposals

KIND = "proposal"
SUMMARY_WORDS = 40


def proposal_documents(page: DistrictIndexPage, records: list[int] | None = None) -> list[DocumentData]:
    """Return the DocumentData of the public proposals, or only of some: on the first version of the page alone.

    A proposal is in one language, so it hangs on one page; lists and search label it for other readers.
    """
    if not is_first_version(page):
        return []
    proposals = public_proposals()
    if records is not None:
        proposals = proposals.filter(pk__in=records)
    rows = list(proposals)
    answers = public_answers([proposal.submission for proposal in rows])
    return [proposal_document(page, proposal, answers.get(proposal.pk)) for proposal in rows]


def proposal_document(
    page: DistrictIndexPage, proposal: ProposalSubmission, answer: HistoryEntry | None
) -> DocumentData:
    """Return the DocumentData of one public proposal with its answer."""
    matter, theme = proposal.submission, proposal.theme
    with override(matter.language):
        url = reverse("proposal_page", args=[matter.code])
        names = [matter.neighbourhood, matter.district, proposal.get_what_kind_display(), theme and theme.label()]
    return DocumentData(
        key=f"{page.pk}:{proposal.pk}",
        group=f"{KIND}:{matter.code}",
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


def still_public(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those of (page, proposal) pairs of which the proposal is public now."""
    public = public_proposals().order_by().filter(pk__in={record for _page, record in pairs})
    shown = set(public.values_list("pk", flat=True))
    return {pair for pair in pairs if pair[1] in shown}


def index_proposal(matter: Submission) -> None:
    """Write or remove what search keeps of a matter."""
    pages = list(public_pages(DistrictIndexPage.objects.all()).values_list("pk", flat=True))
    index_records(record_kinds()[KIND], pages, [matter.pk])


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
    """Listen to what changes a public proposal; core listens to the page."""
    post_save.connect(matter_saved, sender=Submission, dispatch_uid=f"{kind.name}-matter")
    post_save.connect(content_saved, sender=ProposalSubmission, dispatch_uid=f"{kind.name}-content")
    post_save.connect(answer_saved, sender=HistoryEntry, dispatch_uid=f"{kind.name}-answer")
    post_delete.connect(matter_deleted, sender=Submission, dispatch_uid=f"{kind.name}-deleted")
