"""What waits for the editors of Oeste in the demonstration: next week's sessions as drafts, one of them sent to review."""

from typing import Any

from portal.core.models import User
from portal.core.weeks import Week
from portal.councils.models import Series, SessionPage
from portal.series.generate import make_sessions
from portal.series.occurrences import series_occurrences, series_that_meet

from .councils import Directory
from .files import read_all
from .sessions import KEPT_OPEN
from .topics import SOURCE, Programme

AUTHOR = "west-author"
NUMBER = 100  # of the topics of a council: none that its own sessions have discussed yet


def build_editors_day() -> None:
    """Make the drafts of the sessions that were kept open for the district's editors; what is made stays as it is."""
    district, weeks = KEPT_OPEN
    author, week = User.objects.filter(username=AUTHOR).first(), Week.now().plus(weeks)
    series = series_that_meet(Series.objects.filter(council__district__code=district).order_by("pk"))
    due = [one for one in series_occurrences(series, week.begin, week.end) if one.is_due and one.session is None]
    if author is None or not due:
        return
    for number, occurrence in enumerate(due):
        [session] = make_sessions(occurrence.series, [occurrence.start], author).values()
        if number == 0:
            start_page_review(write_session_draft(session, author), author)


def council_table(slug: str) -> dict[str, Any]:
    """Return the table of a council in the data files."""
    tables = (data for _stem, file in read_all("councils") for data in file.get("councils", ()))
    return next(data for data in tables if data["slug"] == slug)


def write_session_draft(session: SessionPage, author: User) -> SessionPage:
    """Fill in what a draft will discuss; return it as stored."""
    place = session.neighbourhood.name if session.neighbourhood else ""
    words = Programme(council_table(session.council.slug), place).words(NUMBER)
    draft = session.get_latest_revision_as_object()
    for name, value in words.languages[SOURCE].items():
        setattr(draft, name, value)
    draft.items = words.items(SOURCE, Directory())
    draft.save_revision(user=author)
    return type(session).objects.get(pk=session.pk)


def start_page_review(session: SessionPage, author: User) -> None:
    """Begin the review of a draft, as the button of the editor does."""
    workflow = session.get_workflow()
    if workflow:
        workflow.start(session, author)
