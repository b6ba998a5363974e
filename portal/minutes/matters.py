"""What was said in the room becomes a matter with a clock and an answer, as what is typed does.

The council sends it: nobody is named, nobody is written to, and the answer is read on its page and at the next session.
It was said when the session was held (`received_at`); the right to an answer counts from the day on which the minutes
say it (`clock_since`). It is public at once, as the minutes are. One line is one matter: a corrected line changes the
words of its matter while that is open, a line that is taken out withdraws it, one that comes back opens it again. What
the office has closed stays as it was answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.public import public_pages
from portal.councils.models import SessionPage
from portal.proposals.kind import PROPOSAL
from portal.submissions.choices import HistoryAction, SubmissionChannel, SubmissionState
from portal.submissions.kinds import Cleaned, Place
from portal.submissions.models import Submission
from portal.submissions.record import add_entry, change_state
from portal.submissions.sending import fingerprint_of_words, rewrite_matter, store_matter
from portal.submissions.working_days import CLOCK, start_clock, stop_clock

if TYPE_CHECKING:
    from portal.core.models import User

    from .models import Minutes, SaidMatter


def make_matters(minutes: Minutes, user: User | None) -> None:
    """Bring the matters of what was said to the latest version of minutes; call it inside their transaction."""
    related = ("theme", "neighbourhood__district", "district")
    is_public = public_pages(SessionPage.objects.filter(pk=minutes.session_id)).exists()
    for said in minutes.said.select_related(*related).order_by("position", "pk"):
        if said.submission_id is None:
            if said.removed_in is None:
                begin_matter(minutes, said, user, is_public=is_public)
            continue
        matter = Submission.objects.select_for_update(of=("self",)).get(pk=said.submission_id)
        if said.removed_in is not None:
            withdraw_matter(minutes, matter, user)
        else:
            correct_matter(minutes, said, matter, user)


def proposal_words(minutes: Minutes, said: SaidMatter) -> Cleaned:
    """Return what was said as the form of a proposal would give it; without a place of its own, the session's."""
    session = minutes.session
    neighbourhood = said.neighbourhood or (None if said.district else session.neighbourhood)
    district = neighbourhood.district if neighbourhood else said.district or session.district
    return {
        "what_kind": said.kind,
        "headline": "",
        "text": said.text,
        "theme": said.theme,
        "spot": said.spot,
        "where": Place(district, neighbourhood),
    }


def said_fingerprint(minutes: Minutes, said: SaidMatter, words: Cleaned) -> str:
    """Return the mark by which a corrected line is told from an equal one; a place that is renamed is the same place."""
    place = words["where"]
    keys = [one.pk if one else None for one in (place.district, place.neighbourhood)]
    return fingerprint_of_words(PROPOSAL, words | {"where": keys}, ["minutes", minutes.pk, said.key])


def begin_matter(minutes: Minutes, said: SaidMatter, user: User | None, *, is_public: bool) -> None:
    """Make the matter of a line, public where the session is, and link both."""
    now, words = timezone.now(), proposal_words(minutes, said)
    matter = store_matter(
        PROPOSAL,
        words,
        language=minutes.session.locale.language_code,
        channel=SubmissionChannel.SESSION,
        entered_by=user,
        may_publish=True,
        published_at=now if is_public else None,
        received_at=min(minutes.session.start, now),
        clock_since=now,
        fingerprint=said_fingerprint(minutes, said, words),
    )
    said.submission = matter
    said.save(update_fields=["submission"])
    details = {"session": minutes.session.reference}
    add_entry(matter, HistoryAction.RECEIVED, actor=user, details=details)
    if is_public:
        add_entry(matter, HistoryAction.PUBLISHED, actor=user, details=details)


def correct_matter(minutes: Minutes, said: SaidMatter, matter: Submission, user: User | None) -> None:
    """Change what an open matter says where its line was corrected; open again one whose line came back."""
    if matter.state == SubmissionState.WITHDRAWN:  # nobody else could: it has no other sender
        start_clock(matter)
        matter.save(update_fields=CLOCK)
        state = SubmissionState.IN_REVIEW if matter.opened_at else SubmissionState.NEW
        change_state(matter, state, actor=user, text=with_reason(minutes, _("Está otra vez en el acta.")))
    words = proposal_words(minutes, said)
    fingerprint = said_fingerprint(minutes, said, words)
    if matter.is_closed or matter.fingerprint == fingerprint:
        return
    rewrite_matter(PROPOSAL, matter, words, fingerprint)
    text = with_reason(minutes, _("Se corrigió el acta."))
    add_entry(matter, HistoryAction.AMENDED, actor=user, text=text)


def withdraw_matter(minutes: Minutes, matter: Submission, user: User | None) -> None:
    """Withdraw an open matter whose line a correction took out, with the reason; an answered one stays."""
    if matter.is_closed:
        return
    stop_clock(matter)
    matter.save(update_fields=CLOCK)
    text = with_reason(minutes, _("Se corrigió el acta y ya no lo tiene."))
    change_state(matter, SubmissionState.WITHDRAWN, action=HistoryAction.WITHDRAWN, actor=user, text=text)


def with_reason(minutes: Minutes, sentence: str) -> str:
    """Return a sentence with the reason for which the latest version was made, where it says one."""
    return " ".join(filter(None, [sentence, minutes.latest.reason]))
