"""Everything with a date in the demonstration: councils, their sessions, other events, the weekly agendas."""

from django.utils import timezone

from portal.core.publication import batch_indexing

from .councils import Directory, build_councils
from .meetings import build_meetings
from .receivers import announcements_at_end, facts_at_rest
from .sessions import build_sessions
from .weeks import build_invitations, build_weeks

INVITING = "consejo-barrial-de-san-miguel"


def build_agendas() -> None:
    """Make what does not stand yet; a council that stands keeps its sessions as they are."""
    now, directory = timezone.now(), Directory()
    with facts_at_rest(), announcements_at_end(), batch_indexing():
        made = build_councils(directory, timezone.localdate(now))
        build_sessions(made, directory, now)
        build_meetings(directory, now)
    if made:
        build_weeks(now, now)
        for standing in made:
            if standing.data["slug"] == INVITING:
                build_invitations(next(iter(standing.pages.values())))
