"""What was said in the rooms of the demonstration, as matters: public, most of them answered, a few that wait."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from portal.minutes.matters import proposal_words, said_fingerprint
from portal.minutes.models import SaidMatter
from portal.proposals.documents import index_proposal
from portal.proposals.kind import PROPOSAL
from portal.proposals.models import ProposalSubmission
from portal.submissions.choices import AnswerBy, HistoryAction, SubmissionChannel, SubmissionState
from portal.submissions.models import HistoryEntry, Message, Submission
from portal.territory.models import Unit

from .minutes_stories import answered_at
from .submissions import ALPHABET, READ_AFTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.core.models import User

    from .minutes_words import SessionStory

#: {theme: code of the unit that answers}; the others are answered by Cercanía
ANSWERING = {
    "urban": "obras",
    "transport": "obras",
    "resilience": "proteccion-civil",
    "environment": "espacio-publico",
    "public-space": "espacio-publico",
    "health": "salud",
    "education": "ninez-y-juventudes",
}
DEFAULT_UNIT = "cercania"


class SaidMatters:
    """Makes the matters of what was said, as `portal.minutes.matters` does for one line, at the times of the stories."""

    def __init__(self, user: User, now: datetime):
        self.user, self.now = user, now
        self.units = {unit.code: unit for unit in Unit.objects.all()}

    def build(self, rows: Sequence[tuple[SessionStory, SaidMatter]]) -> None:
        """Store the matters of the lines of published minutes, with their history and answers."""
        matters = Submission.objects.bulk_create(self.matter(story, said) for story, said in rows)
        pairs = [(story, said, matter) for (story, said), matter in zip(rows, matters, strict=True)]
        ProposalSubmission.objects.bulk_create(self.content(*pair) for pair in pairs)
        HistoryEntry.objects.bulk_create(entry for pair in pairs for entry in self.history(*pair))
        Message.objects.bulk_create(message for pair in pairs for message in self.messages(*pair))
        for _story, said, matter in pairs:
            said.submission = matter
        SaidMatter.objects.bulk_update([said for _story, said in rows], ["submission"])
        for matter in matters[:1]:
            index_proposal(matter)  # of a batch one is enough: all hang on the same page

    def matter(self, story: SessionStory, said: SaidMatter) -> Submission:
        """Return the matter of a line, not stored."""
        words, at = proposal_words(said.minutes, said), story.plan.provisional_at
        closed, read = answered_at(story.plan, said.position, self.now), min(at + READ_AFTER, self.now)
        closed = closed if said.key in story.answers else None
        place = PROPOSAL.place(words)
        return Submission(
            code=code_of_line(said),
            kind=PROPOSAL.name,
            title=PROPOSAL.title(words)[:200],
            topic=PROPOSAL.topic(words)[:80],
            language=story.plan.session.locale.language_code,
            state=SubmissionState.ACCEPTED if closed else SubmissionState.IN_REVIEW,
            channel=SubmissionChannel.SESSION,
            entered_by=self.user,
            district=place.district,
            neighbourhood=place.neighbourhood,
            place=place.spot[:200],
            unit=self.units.get(ANSWERING.get(words["theme"].code if words["theme"] else "", DEFAULT_UNIT)),
            may_publish=True,
            received_at=story.plan.session.start,
            opened_at=read,
            answered_at=closed,
            closed_at=closed,
            published_at=at,
            clock_since=None if closed else at,
            fingerprint=said_fingerprint(said.minutes, said, words),
        )

    def content(self, story: SessionStory, said: SaidMatter, matter: Submission) -> ProposalSubmission:
        """Return what a matter says, not stored."""
        return ProposalSubmission(
            submission=matter, headline="", text=said.text, what_kind=said.kind, theme=said.theme, spot=said.spot
        )

    def history(self, story: SessionStory, said: SaidMatter, matter: Submission) -> list[HistoryEntry]:
        """Return the steps of a matter, not stored."""
        own: dict[str, Any] = {"submission": matter, "actor": self.user}
        details = {"session": story.plan.session.reference}
        steps = [
            HistoryEntry(action=action, at=story.plan.provisional_at, details=details, **own)
            for action in (HistoryAction.RECEIVED, HistoryAction.PUBLISHED)
        ]
        read = {"from_state": SubmissionState.NEW, "to_state": SubmissionState.IN_REVIEW}
        steps.append(HistoryEntry(action=HistoryAction.READ, at=matter.opened_at, **read, **own))
        if matter.closed_at:
            end = {"from_state": SubmissionState.IN_REVIEW, "to_state": SubmissionState.ACCEPTED}
            text = story.answers[said.key]
            steps.append(HistoryEntry(action=HistoryAction.ANSWERED, at=matter.closed_at, text=text, **end, **own))
        return steps

    def messages(self, story: SessionStory, said: SaidMatter, matter: Submission) -> list[Message]:
        """Return the office's answer, not stored; it is read out, and given to nobody alone."""
        if not matter.closed_at:
            return []
        return [
            Message(
                submission=matter,
                direction=Message.Direction.TO_SENDER,
                text=story.answers[said.key],
                language=matter.language,
                written_at=matter.closed_at,
                written_by=self.user,
                is_answer=True,
                way=AnswerBy.NONE,
            )
        ]


def code_of_line(said: SaidMatter) -> str:
    """Return the code of the matter of a line: the same each time the demonstration is made on a day."""
    digest = hashlib.sha256(f"nueva-ribera {said.minutes.session.reference} {said.key}".encode()).digest()
    text = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
    return f"{text[:4]}-{text[4:]}"
