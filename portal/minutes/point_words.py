"""The translated words of a point that moves to another session: they go along, so that nobody translates them twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from portal.core.publication import batch_indexing
from portal.core.translations import outdated
from portal.councils.models import AgendaItem, SessionPage

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def other_versions(session: SessionPage) -> QuerySet[SessionPage]:
    """Return the translations of a session, public or not; an alias is none."""
    versions = SessionPage.objects.filter(translation_key=session.translation_key, alias_of__isnull=True)
    return versions.exclude(pk=session.pk).select_related("locale").order_by("pk")


def current_versions(session: SessionPage) -> set[int]:
    """Return the public translations (primary keys) of a session that say what it says now."""
    public = other_versions(session).filter(live=True)
    return set(public.values_list("pk", flat=True)) - set(outdated(public).values_list("pk", flat=True))


def texts_of(item: AgendaItem) -> tuple[str, ...]:
    """Return the words of a point that are translated."""
    return tuple(getattr(item, name) for name in AgendaItem.texts)


def bring_words(session: SessionPage, key: UUID, earlier: list[UUID], current: set[int]) -> None:
    """Give the translations of a session the words that its point `key` had on earlier agendas (keys, the nearest first).

    `current`: the translations (primary keys) that were not old before the point came. Those are published again, so
    that they do not say that their text is old: with these words it is not. Words that somebody translated stay.
    """
    if not earlier:
        return
    own = AgendaItem.objects.filter(page=session, translation_key=key).first()
    for version in other_versions(session) if own else ():
        twin = earlier_twin(own, earlier, version.locale_id)
        if twin is None:
            continue
        is_current = version.pk in current and not outdated(SessionPage.objects.filter(pk=twin.page_id)).exists()
        with batch_indexing():
            if write_words(version, own, twin, is_current):
                bring_strings(session, own, twin, is_current)


def earlier_twin(own: AgendaItem, earlier: list[UUID], locale: int) -> AgendaItem | None:
    """Return the public translation of a point on an earlier agenda, of the words that it has still; None without one."""
    rows = AgendaItem.objects.filter(translation_key__in=earlier, page__alias_of__isnull=True)
    sources = {item.translation_key: item for item in rows.filter(locale=own.locale_id)}
    twins = {item.translation_key: item for item in rows.filter(locale=locale, page__live=True)}
    for key in earlier:
        source, twin = sources.get(key), twins.get(key)
        if source and twin and texts_of(source) == texts_of(own) and texts_of(twin) != texts_of(own):
            return twin
    return None


def write_words(version: SessionPage, own: AgendaItem, twin: AgendaItem, is_current: bool) -> bool:
    """Write the words of `twin` into a translation's point where it has the source's still; return whether it had."""
    if is_current and version.live and not version.has_unpublished_changes:
        draft = version.get_latest_revision_as_object()
        if not say_words(draft, own, twin):
            return False
        draft.save_revision(clean=False).publish()
        return True
    changed = say_words(version, own, twin)
    if changed:
        version.save(clean=False)
    kept = {version.latest_revision_id, version.live_revision_id} - {None}
    for revision in Revision.objects.filter(pk__in=kept):
        draft = revision.as_object()
        if say_words(draft, own, twin):
            changed, revision.content = True, draft.serializable_data()
            revision.save(update_fields=["content"])
    return changed


def say_words(page: SessionPage, own: AgendaItem, twin: AgendaItem) -> bool:
    """Put the words of `twin` into the point of a page in memory that has the words of `own`; return whether it has one."""
    points, changed = list(page.items.all()), False
    for item in points:
        if item.translation_key == own.translation_key and texts_of(item) == texts_of(own):
            changed = True
            for name in AgendaItem.texts:
                setattr(item, name, getattr(twin, name))
    if changed:
        page.items = points
    return changed


def bring_strings(session: SessionPage, own: AgendaItem, twin: AgendaItem, is_current: bool) -> None:
    """Let wagtail-localize know the words too: it makes the page anew of what it knows."""
    source = TranslationSource.objects.filter(object_id=session.translation_key, locale=session.locale_id).first()
    if source is None or not Translation.objects.filter(source=source, target_locale=twin.locale_id).exists():
        return
    before, after = (f"items.{item.translation_key}." for item in (twin, own))
    segments = StringSegment.objects.filter(source=source, context__path__startswith=after)
    for segment in segments.select_related("context"):
        name = segment.context.path.removeprefix(after)
        known = StringTranslation.objects.filter(
            translation_of=segment.string_id, locale=twin.locale_id, context__path=before + name
        ).first()
        words = known.data if known else getattr(twin, name, "") if name in ("title", "proposed_by") else ""
        if words:
            StringTranslation.objects.get_or_create(
                translation_of_id=segment.string_id,
                locale_id=twin.locale_id,
                context_id=segment.context_id,
                defaults={"data": words, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
            )
    if is_current:
        TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=timezone.now())
