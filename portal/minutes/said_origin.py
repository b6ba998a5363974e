"""The line that a matter from the room carries everywhere: in which session it was said, and by how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.language import in_interface, localized_pages
from portal.councils.models import CouncilPage, SessionPage
from portal.events.formatting import day_words
from portal.submissions.choices import SubmissionChannel
from portal.submissions.origins import MatterOrigin

from .models import SaidMatter

if TYPE_CHECKING:
    from portal.submissions.models import Submission


def said_origin(submission: Submission) -> MatterOrigin | None:
    """Return where a matter was said, with the address of the session's page, where its minutes are; else None."""
    if submission.channel != SubmissionChannel.SESSION:
        return None
    said = SaidMatter.objects.filter(submission=submission).select_related("minutes__session__council").first()
    if said is None:
        return None
    session = said.minutes.session
    versions = SessionPage.objects.filter(translation_key=session.translation_key)
    public = localized_pages(versions).select_related("locale").first()
    where = {"day": day_words(session.start), "council": council_for_reader(session)}
    words = _("Dicho en la sesión del %(day)s (%(council)s).") % where
    if said.times > 1:
        count = ngettext("Lo dijo %(count)d persona.", "Lo dijeron %(count)d personas.", said.times)
        words = f"{words} {count % {'count': said.times}}"
    if said.minutes.is_provisional:
        words = f"{words} {_('El acta es provisional.')}"
    return MatterOrigin(words, in_interface(public.get_url() or "") if public else "")


def council_for_reader(session: SessionPage) -> str:
    """Return the name of a session's council for the reader; its own where the council is hidden."""
    council = session.council
    if council is None:
        return ""
    versions = CouncilPage.objects.filter(translation_key=council.translation_key)
    return (localized_pages(versions).first() or council).title
