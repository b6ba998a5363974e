"""What the people of the city sent: matters of every kind, in every state and by every way, around today."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.core.models import User
from portal.corrections.models import CorrectionSubmission
from portal.councils.models import CouncilPage, TopicSubmission
from portal.personal_data.keyed_hash import keyed_hash
from portal.practices.models import PracticePage
from portal.practices.models.submission import PracticeSubmission
from portal.proposals.documents import index_proposal
from portal.proposals.models import ProposalSubmission
from portal.submissions.choices import (
    DECIDED_STATES,
    AnswerBy,
    HistoryAction,
    PublicStage,
    SubmissionChannel,
    SubmissionState,
    WaitsFor,
)
from portal.submissions.codes import ALPHABET
from portal.submissions.contact_step import CONSENT
from portal.submissions.models import HistoryEntry, Message, Submission
from portal.territory.models import Neighbourhood, Unit
from portal.vocabularies.models import Term, Vocabulary

from .files import read_toml

#: who could have sent it; for the contact of every matter in turn
SENDERS = ("Vecina del barrio", "Vecino del pasaje", "Grupo de la cuadra", "Escuela del barrio", "Club del barrio")
READ_AFTER = timedelta(days=1)  # the teams of the demonstration read what comes on the next day


def build_submissions() -> None:
    """Make the matters of the data file; where there are any already nothing happens."""
    if Submission.objects.exists():
        return
    rows = read_toml("submissions.toml")["matters"]
    makers = DemonstrationMatters()
    submissions = Submission.objects.bulk_create(makers.submission(number, row) for number, row in enumerate(rows))
    by_title = {submission.title: submission for submission in submissions}
    pairs = list(zip(submissions, rows, strict=True))
    for submission, row in pairs:
        if "into" in row:
            submission.merged_into = by_title[row["into"]]
    Submission.objects.bulk_update(submissions, ["merged_into"])
    for model in (ProposalSubmission, TopicSubmission, CorrectionSubmission, PracticeSubmission):
        contents = [makers.content(submission, row) for submission, row in pairs]
        model.objects.bulk_create(content for content in contents if isinstance(content, model))
    Message.objects.bulk_create(message for pair in pairs for message in makers.messages(*pair))
    HistoryEntry.objects.bulk_create(entry for pair in pairs for entry in makers.history(*pair))
    for submission in submissions:
        if submission.published_at:  # rows in bulk tell the search nothing
            index_proposal(submission)


class DemonstrationMatters:
    """Makes the rows of the tables from those of the data file; what they point to is read once."""

    def __init__(self):
        self.now = timezone.now().replace(minute=20, second=0, microsecond=0)
        places = Neighbourhood.objects.select_related("district")
        self.places = {f"{place.district.code}/{place.code}": place for place in places}
        self.units = {unit.name: unit for unit in Unit.objects.all()}
        self.themes = {term.code: term for term in Term.objects.filter(vocabulary=Vocabulary.THEME)}
        councils = CouncilPage.objects.filter(locale__language_code="es").select_related("district", "neighbourhood")
        self.councils = {council.slug: council for council in councils}
        self.team = User.objects.filter(is_active=True, is_superuser=False).order_by("pk").first()

    def days_ago(self, days: float) -> datetime:
        """Return the moment (aware) so many days ago; today's are two hours old."""
        return self.now - timedelta(days=days, hours=0 if days else 2)

    def submission(self, number: int, row: dict[str, Any]) -> Submission:
        """Return the matter of a row, not stored."""
        received = self.days_ago(row["days"])
        closed = received + timedelta(days=row["took"]) if "took" in row else None
        council, place = self.councils.get(row.get("council")), self.places.get(row.get("place"))
        by = AnswerBy(row.get("by", "mail"))
        email = f"sender-{number}@example.org" if by == AnswerBy.MAIL else ""
        state = SubmissionState(row["state"])
        is_answered = state in DECIDED_STATES and state != SubmissionState.SPAM
        is_still = closed or "waits" in row or state in (SubmissionState.NEEDS_INFORMATION, SubmissionState.HELD)
        return Submission(
            code=code_of_row(number),
            kind=row["kind"],
            title=row.get("title") or row["text"][:80],
            language=row.get("language", "es"),
            state=state,
            channel=SubmissionChannel(row.get("channel", "online")),
            district=place.district if place else council.district if council else self.district_of(row),
            neighbourhood=place or (council.neighbourhood if council else None),
            place=row.get("spot", ""),
            topic=row.get("theme", ""),
            unit=self.units.get(row.get("unit")),
            name=SENDERS[number % len(SENDERS)] if by != AnswerBy.NONE else "",
            email=email,
            phone=f"0341 555-01{number:02d}" if by == AnswerBy.CALL else "",
            address="Pasaje de la Demostración 100" if by == AnswerBy.LETTER else "",
            mark=keyed_hash("sender", email) if email else "",
            answer_by=by,
            consent=str(CONSENT) if by != AnswerBy.NONE else "",
            consented_at=received if by != AnswerBy.NONE else None,
            may_publish="public" in row,
            received_at=received,
            opened_at=None if state in (SubmissionState.NEW, SubmissionState.HELD) else received + READ_AFTER,
            answered_at=closed if is_answered else None,
            closed_at=closed,
            published_at=received + READ_AFTER if row.get("public") == "both" else None,
            held_until=self.now + timedelta(days=2) if state == SubmissionState.HELD else None,
            waits_for=WaitsFor.SENDER if state == SubmissionState.NEEDS_INFORMATION else row.get("waits", ""),
            waits_since=received + READ_AFTER if is_still and not closed else None,
            waits_note=row.get("note", ""),
            clock_since=None if is_still else received,
            used_days=1 if is_still else 0,
            promised_by=(self.now + timedelta(days=row["promised"])).date() if "promised" in row else None,
            fingerprint=keyed_hash("submission", f"demonstration {number}"),
        )

    def district_of(self, row: dict[str, Any]) -> Any:
        """Return the district whose page a correction is about; None for the city's own pages."""
        parts = row.get("page", "").strip("/").split("/")
        code = parts[2] if len(parts) > 2 else ""
        return next((place.district for place in self.places.values() if place.district.code == code), None)

    def content(self, submission: Submission, row: dict[str, Any]) -> Any:
        """Return what a matter says, not stored, in the model of its kind."""
        if row["kind"] == "proposal":
            said = {"headline": row["title"], "text": row["text"], "spot": row.get("spot", "")}
            theme = self.themes.get(row.get("theme"))
            return ProposalSubmission(submission=submission, what_kind=row["sort"], theme=theme, **said)
        if row["kind"] == "topic":
            said = {"headline": row["title"], "reason": row["text"], "presenter": row.get("presenter", "sender")}
            return TopicSubmission(submission=submission, council=self.councils[row["council"]], **said)
        if row["kind"] == "correction":
            return CorrectionSubmission(
                submission=submission, page_path=row["page"], page_title="", fault=row["fault"], text=row["text"]
            )
        key = f"nueva-ribera:{row.get('practice')}"
        practice = PracticePage.objects.filter(source_key=key).order_by("pk").first()
        said = {"participants": row["problem"], "summary": row["done"], "innovation": row["learnt"]}
        return PracticeSubmission(submission=submission, practice_title=row["title"], practice=practice, **said)

    def messages(self, submission: Submission, row: dict[str, Any]) -> list[Message]:
        """Return what the office wrote, not stored: its question, and its answer."""
        to_sender = {
            "submission": submission,
            "direction": Message.Direction.TO_SENDER,
            "language": submission.language,
        }
        way = submission.answer_by
        written = []
        if "ask" in row:
            at = submission.received_at + READ_AFTER
            given = None if way == AnswerBy.CALL else at
            written.append(Message(text=row["ask"], written_at=at, way=way, given_at=given, **to_sender))
        if "answer" in row:
            at = submission.closed_at
            given = at if way == AnswerBy.MAIL or row.get("given") else None
            written.append(
                Message(text=row["answer"], written_at=at, way=way, given_at=given, is_answer=True, **to_sender)
            )
        return written

    def history(self, submission: Submission, row: dict[str, Any]) -> list[HistoryEntry]:
        """Return the steps of a matter, not stored."""
        team = {"submission": submission, "actor": self.team}
        steps = [
            HistoryEntry(
                submission=submission, action=HistoryAction.RECEIVED, at=submission.received_at, by_sender=True
            )
        ]
        if submission.opened_at:
            steps.append(HistoryEntry(action=HistoryAction.READ, at=submission.opened_at, to_state="in-review", **team))
        if "ask" in row:
            at = submission.opened_at + timedelta(hours=1)
            steps.append(HistoryEntry(action=HistoryAction.ASKED, at=at, text=row["ask"], **team))
        if "waits" in row:
            at = submission.opened_at + timedelta(hours=1)
            steps.append(HistoryEntry(action=HistoryAction.WAITING, at=at, text=row.get("note", ""), **team))
        if submission.closed_at:
            by_sender = submission.stage == PublicStage.WITHDRAWN
            text = row.get("answer") or row.get("reason", "")
            end = {"from_state": "in-review", "to_state": submission.state, "at": submission.closed_at, "text": text}
            actor = {"submission": submission, "by_sender": True} if by_sender else team
            action = HistoryAction.WITHDRAWN if by_sender else HistoryAction.STATE
            steps.append(HistoryEntry(action=action, **end, **actor))
        return steps


def code_of_row(number: int) -> str:
    """Return the code of a row of the data file, the same each time the demonstration is made."""
    digest = hashlib.sha256(f"nueva-ribera {number}".encode()).digest()
    text = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
    return f"{text[:4]}-{text[4:]}"
