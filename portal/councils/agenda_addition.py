"""One point more at the end of a session's agenda, or one less: nobody's unfinished changes become public by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from wagtail.models import Page

from .models import SessionPage

if TYPE_CHECKING:
    from uuid import UUID

    from portal.core.models import User

    from .models import AgendaItem


def locked_session(pk: int) -> SessionPage | None:
    """Return a session as it is stored, its page locked until the transaction ends; None where it is gone."""
    if Page.objects.select_for_update().filter(pk=pk).first() is None:
        return None
    return SessionPage.objects.filter(pk=pk).first()


def drafted_points(session: SessionPage) -> dict[UUID, AgendaItem]:
    """Return {translation key: point} of the agenda as its editors see it: what is public and what waits in the draft."""
    return {item.translation_key: item for item in session.get_latest_revision_as_object().items.all()}


def add_to_agenda(session: SessionPage, item: AgendaItem, *, user: User | None, may_publish: bool) -> str:
    """Add a point to the end of a locked session's agenda; return why everybody does not read it yet, or "".

    What is public without unfinished changes is published again at once, if `may_publish`; otherwise the point waits in
    the draft, and nothing else of it becomes public. `user` None is the portal itself. Rights are the caller's to check.
    """
    draft = session.get_latest_revision_as_object()
    return store_points(session, draft, [*draft.items.all(), item], user, may_publish)


def take_off_agenda(session: SessionPage, key: UUID, *, user: User | None, may_publish: bool) -> str:
    """Take the point with this translation key off a locked session's agenda; otherwise as `add_to_agenda`."""
    draft = session.get_latest_revision_as_object()
    kept = [item for item in draft.items.all() if item.translation_key != key]
    return store_points(session, draft, kept, user, may_publish)


def store_points(
    session: SessionPage, draft: SessionPage, points: list[AgendaItem], user: User | None, may_publish: bool
) -> str:
    """Store a draft with these points, and publish it where nothing else waits in it; return why it waits, or ""."""
    for place, point in enumerate(points):  # places may have gaps or be none, and databases sort NULL differently
        point.sort_order = place
    draft.items.set(points)
    if session.live and not session.has_unpublished_changes and may_publish:
        draft.save_revision(user=user, log_action=True, clean=user is not None).publish(user=user)
        return ""
    draft.save_revision(user=user, log_action=True, clean=False)
    if not session.live:
        return gettext("La sesión es un borrador: cuando la publiques, el punto será público.")
    if not may_publish:
        return gettext("Otra persona publica esta sesión: el punto espera en el borrador.")
    return gettext(
        "La sesión tiene cambios sin publicar: el punto quedó con ellos, y será público cuando los publiques."
    )
