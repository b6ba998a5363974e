"""What the page of one matter shows: what it says, what a machine sees, who else wrote, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext

from portal.core.models import User
from portal.submissions.choices import AnswerBy, HistoryAction
from portal.submissions.drafts import read_draft
from portal.submissions.kinds import Similar, submission_kind
from portal.submissions.machine_checks import content_values, machine_checks
from portal.submissions.models import Draft, HistoryEntry, Message, Submission
from portal.submissions.models.submission import content_if_kept
from portal.submissions.origins import origin_of
from portal.uploads.intake import files_of

from .actions import ACTIONS, MatterAction
from .answers import waits_by_hand
from .guard import actor_name, last_seen
from .models import AnswerTemplate
from .rights import matters_of
from .selectors import rows_with_keys

if TYPE_CHECKING:
    from portal.submissions.kinds import Cleaned, SubmissionKind

    from .action_forms import MatterForm

MOST_RELATED = 10


def matter_context(
    submission: Submission, user: User, bound: MatterForm | None = None, bound_name: str = ""
) -> dict[str, Any]:
    """Return what the template of a matter's page takes; `bound` is the form of the step that is being taken."""
    kind = submission_kind(submission.kind)
    content, cleaned = content_if_kept(submission, kind), cleaned_of(submission, kind)
    return {
        "matter": submission,
        "row": rows_with_keys([submission.pk])[0],
        "content_template": kind.template if kind and content else "submission_queue/_no_content.html",
        "content": content,
        "cleaned": cleaned,
        "checks": machine_checks(kind, cleaned or content_values(content)) if kind and content else [],
        "files": list(files_of(submission.bundle)),
        "similar": similar_ones(kind, cleaned, submission),
        "others": others_of_sender(submission, user),
        "duplicates": submission.duplicates.order_by("pk"),
        "messages_of_matter": thread(submission),
        "history": history_rows(submission),
        "joined": submission.joined.filter(confirmed_at__isnull=False).count(),
        "origin": origin_of(submission),
        "has_contact": any((submission.name, submission.email, submission.phone, submission.address)),
        "actions": action_rows(submission, user, bound, bound_name),
        "seen": last_seen(submission),
    }


def cleaned_of(submission: Submission, kind: SubmissionKind | None) -> Cleaned:
    """Return the cleaned data of the draft of a matter; empty where there is none any more."""
    draft = Draft.objects.filter(submission=submission).first() if kind else None
    return read_draft(kind, draft).cleaned if draft else {}


def similar_ones(kind: SubmissionKind | None, cleaned: Cleaned, submission: Submission) -> list[Similar]:
    """Return what the kind finds alike, without the matter itself."""
    if kind is None or not cleaned:
        return []
    own = {submission.code, kind.public_url(submission)} - {""}
    return [one for one in kind.similar(cleaned) if not own & {one.join_code, one.url}][:MOST_RELATED]


def others_of_sender(submission: Submission, user: User) -> list[Submission]:
    """Return what the same person sent, of what the account may see, the newest first: possible duplicates."""
    same = Q(pk__in=[])
    if submission.mark:
        same |= Q(mark=submission.mark)
    if submission.phone_mark:
        same |= Q(phone_mark=submission.phone_mark)
    return list(matters_of(user).filter(same).exclude(pk=submission.pk)[:MOST_RELATED])


def thread(submission: Submission) -> list[dict[str, Any]]:
    """Return what was written: {message, is_mine (of the office), who, to_give, way}."""
    return [
        {
            "message": message,
            "is_mine": message.direction == Message.Direction.TO_SENDER,
            "to_give": waits_by_hand(message),
            "is_letter": message.way == AnswerBy.LETTER,
        }
        for message in submission.messages.select_related("written_by", "given_by")
    ]


def history_rows(submission: Submission) -> list[dict[str, Any]]:
    """Return what happened, the newest first: {entry, who, details in words}."""
    entries = list(submission.history.select_related("actor").order_by("-at", "-pk"))
    given = [entry.details.get("to") for entry in entries if entry.action == HistoryAction.ASSIGNED]
    accounts = User.objects.in_bulk([key for key in given if key])
    return [{"entry": entry, "who": actor_name(entry), "details": details_words(entry, accounts)} for entry in entries]


def details_words(entry: HistoryEntry, accounts: dict[int, User]) -> str:
    """Return the details of a step in one line; what only machines need is left out."""
    if entry.action == HistoryAction.ASSIGNED:
        return str(accounts.get(entry.details.get("to"), gettext("nadie todavía")))
    words = {
        "from": gettext("desde: %(value)s"),
        "to": gettext("hacia: %(value)s"),
        "into": gettext("a: %(value)s"),
        "unit": gettext("área: %(value)s"),
        "made": "%(value)s",
    }
    found = ((words[name], value) for name, value in entry.details.items() if name in words and isinstance(value, str))
    return " · ".join(text % {"value": value} for text, value in found if value)


def action_rows(
    submission: Submission, user: User, bound: MatterForm | None, bound_name: str
) -> list[dict[str, MatterAction | MatterForm]]:
    """Return the steps that the account may take now, each with its form: {action, form, is_open}."""
    templates, rows = active_templates(), []
    for name, action in ACTIONS.items():
        if name == bound_name and bound is not None:
            rows.append({"action": action, "form": bound, "is_open": True})
        elif action.is_offered(submission, user):
            form = action_form(action, submission, user, templates)
            rows.append({"action": action, "form": form, "is_open": False})
    return rows


def active_templates() -> list[AnswerTemplate]:
    """Return the templates in use with their texts: two queries."""
    return list(AnswerTemplate.objects.filter(active=True).prefetch_related("texts"))


def action_form(
    action: MatterAction, submission: Submission, user: User, templates: list[AnswerTemplate], data: Any = None
) -> MatterForm:
    """Return the form of a step, with ids of its own among those of the page."""
    given = {"submission": submission, "user": user, "templates": templates, "auto_id": f"id_{action.name}_%s"}
    return action.form(data, **given)
