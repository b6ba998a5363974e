"""Everything with a date in the demonstration: councils, their sessions, other events, the weekly agendas."""

from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from portal.agendas.models import CouncilPage
from portal.events.models import EventPage

from .councils import Directory, build_councils
from .meetings import build_meetings
from .sessions import build_sessions
from .weeks import build_invitations, build_weeks

INVITING = "consejo-barrial-de-san-miguel"


def build_agendas():
    """Make what does not stand yet; a council that stands keeps its sessions as they are."""
    now, directory = timezone.now(), Directory()
    # What refers to what is noted by the worker, once for each page at the end instead of each time that a row is saved.
    with disable_reference_index_auto_update():
        made = build_councils(directory, timezone.localdate(now))
        build_sessions(made, directory, now)
        build_meetings(directory, now)
        if made:
            build_weeks(now, now)
            for standing in made:
                if standing.data["slug"] == INVITING:
                    build_invitations(next(iter(standing.pages.values())))
    if made:
        note_references()


def note_references():
    """Let the worker note what each council, session and event refers to."""
    for model in (CouncilPage, EventPage):
        for page in model.objects.select_related("content_type").only("pk", "content_type"):
            kind = page.content_type
            update_reference_index_task.enqueue(kind.app_label, kind.model, str(page.pk))
