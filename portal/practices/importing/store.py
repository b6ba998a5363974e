"""A record becomes pages: found by the key of its provenance, whole or not at all, never over an editor's work."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import page_published

from portal.core.facts import copy_facts
from portal.core.import_report import CREATED, FAILED, LEFT_ALONE, UNCHANGED, UPDATED, Outcome, Refusal
from portal.core.page_tree import free_slug
from portal.practices.models import PracticePage

from .apply import (
    drop_missing_pictures,
    keep_what_is_fuller,
    leave_out_first,
    only_words,
    validate,
    validation_fault_words,
    write_version,
)
from .catalogue import Catalogue, claim_reference
from .record import SOURCE_KEY_START
from .record_export import export_practice
from .record_extract import checksum, practice_field_values

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

__all__ = ["PracticeStore", "export_practice", "store_record"]

SLUG_LENGTH = 80


class PracticeStore:
    """Stores records one by one; `publish` makes them public, otherwise they wait as drafts."""

    def __init__(self, publish=False):
        self.publish = publish
        self.catalogue = Catalogue()

    def save(self, record):
        """Store one PracticeRecord and return the Outcome; what cannot be stored is one too, and changes nothing."""
        title = record.title
        try:
            outcome = self.save_whole(record)
        except Refusal as refusal:
            outcome = Outcome(FAILED, reason=refusal.message)
        outcome.title, outcome.line, outcome.notes = title, record.line, record.notes
        return outcome

    def save_whole(self, record):
        """Store one PracticeRecord and return the Outcome. Raises Refusal when it cannot be stored; nothing is then."""
        try:
            with transaction.atomic():
                self.settle_languages(record)
                drop_missing_pictures(record)
                first = find_first(record.key)
                return self.revise(record, first) if first else self.create(record)
        except ValidationError as fault:
            raise Refusal(validation_fault_words(fault, PracticePage), record.line) from None

    def settle_languages(self, record):
        """Give each language of the record one of the portal's; only the first may fall back to Spanish.

        Where the record has Spanish beside it, that becomes the first version; what the portal has no pages for is named.
        """
        leave_out_first(record, self.catalogue)
        for language in list(record.languages):
            locale = self.catalogue.locale(language)
            if locale is None and language == record.language and settings.LANGUAGE_CODE not in record.languages:
                record.source.setdefault("language", language)
                record.written_in = language
                locale = self.catalogue.locale(settings.LANGUAGE_CODE)
            if locale is None or (locale.language_code != language and locale.language_code in record.languages):
                raise Refusal(_("este portal no tiene páginas en «%s»") % language)
            record.rename_language(language, locale.language_code)

    # New --------------------------------------------------------------------------------------------------------

    def create(self, record):
        """Make the pages of a record that is not stored yet."""
        locale = self.catalogue.locale(record.language)
        parent = self.catalogue.folder(record, locale)
        page = PracticePage(locale=locale, live=False, slug=self.slug(parent, record, record.language))
        if record.key.startswith(SOURCE_KEY_START):
            page.translation_key = translation_key_of(record.key)
        else:
            page.source_key = record.key
        page.reference = claim_reference(record.reference) if record.reference else ""
        if record.reference and not page.reference:
            record.notes.append((record.line, _("la referencia %s ya es de otra ficha") % record.reference))
        self.write(page, record, record.language)
        self.add(parent, page)
        for language in record.languages:
            if language != record.language:
                self.add_version(record, page, language)
        return Outcome(CREATED, page_id=page.pk)

    def add_version(self, record, first, language):
        """Make one more language version of a stored practice: what wagtail-localize, too, takes for its translation.

        Not by copy_for_translation, which saves every page twice more: a demonstration city would load half as fast.
        """
        locale = self.catalogue.locale(language)
        parent = self.catalogue.translated_folder(first, locale)
        version = PracticePage(locale=locale, live=False, translation_key=first.translation_key)
        version.slug = self.slug(parent, record, language)
        copy_facts(first, version, locale)
        self.write(version, record, language, first)
        self.add(parent, version)

    def add(self, parent, page):
        """Put a new page into the tree, with its first revision, public at once when asked. Raises ValidationError."""
        if self.publish:
            page.live, page.has_unpublished_changes = True, False
            page.first_published_at = page.last_published_at = timezone.now()
        parent.add_child(instance=page)
        revision = page.save_revision(log_action=True, clean=False)
        if self.publish:
            tell_publication(page, revision)

    # Stored -----------------------------------------------------------------------------------------------------

    def revise(self, record, first):
        """Bring a stored practice to what the record says, unless somebody has worked on it here since."""
        versions = practice_versions(first)
        first_language = first.locale.language_code
        if first_language not in record.languages:
            raise Refusal(_("la ficha guardada está en «%s» y esta línea no trae ese idioma") % first_language)
        drafts = {language: page.get_latest_revision_as_object() for language, page in versions.items()}
        keep_what_is_fuller(record, drafts, first_language)
        changed = {}
        for language in record.languages:
            if language in drafts:
                changed[language] = different_fields(record, drafts[language], language, language == first_language)
        new = [language for language in record.languages if language not in versions]
        edited = [language for language, draft in drafts.items() if is_edited(draft, language == first_language)]
        if edited or ((new or any(changed.values())) and self.is_busy(versions, drafts, changed)):
            return Outcome(LEFT_ALONE, reason=_("cambió aquí desde que se importó"), page_id=first.pk)
        if not new and not any(changed.values()):
            published = self.publish and self.publish_waiting(versions)
            return Outcome(
                UPDATED if published else UNCHANGED, reason=_("publicada") if published else "", page_id=first.pk
            )
        self.rewrite(record, first, versions, changed, new)
        names = {name for fields in changed.values() for name in fields}
        return Outcome(UPDATED, reason=", ".join(filter(None, [only_words(names), *new])), page_id=first.pk)

    @staticmethod
    def is_busy(versions, drafts, changed):
        """Tell whether a version that would change was never imported, is locked, or is under review."""
        touched = [language for language in versions if changed.get(language)]
        return any(not drafts[language].import_checksum for language in touched) or any(
            page.locked or page.workflow_in_progress for page in versions.values()
        )

    def rewrite(self, record, first, versions, changed, new):
        """Write what changed, the first version first: the others take over its facts and its rows."""
        first_language = first.locale.language_code
        if changed[first_language]:
            draft = first.get_latest_revision_as_object()
            self.write(draft, record, first_language)
            self.keep(draft)
        fresh = PracticePage.objects.get(pk=first.pk).get_latest_revision_as_object()
        for language, page in versions.items():
            if changed.get(language) and language != first_language:
                draft = PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()
                self.write(draft, record, language, fresh)
                self.keep(draft)
        for language in new:
            self.add_version(record, fresh, language)
        for language, page in versions.items():
            if not changed.get(language):
                stamp(page.pk, language == first_language)

    def write(self, page, record, language, first=None):
        """Write one version into its page in memory, with the fingerprint of what it then says.

        Raises Refusal or ValidationError.
        """
        write_version(page, record, language, self.catalogue, first)
        if first is None:
            page.written_in = record.written_in
        validate(page)
        page.import_checksum = checksum(page, with_facts=first is None)

    def publish_waiting(self, versions):
        """Publish what an earlier import left as a draft; tell whether there was any. What was withdrawn stays so."""
        waiting = [
            page
            for page in versions.values()
            if page.import_checksum
            and (page.has_unpublished_changes if page.live else page.first_published_at is None)
            and not (page.locked or page.workflow_in_progress)
        ]
        for page in waiting:
            page.get_latest_revision().publish(log_action=True)
        return bool(waiting)

    # Both -------------------------------------------------------------------------------------------------------

    def keep(self, page, clean=True):
        """Save the page as a revision, checked as a whole unless not `clean`, and publish it when asked.

        Raises ValidationError.

        A page that somebody withdrew gets its revision and stays withdrawn.
        """
        revision = page.save_revision(log_action=True, clean=clean)
        if self.publish and (page.live or page.first_published_at is None):
            revision.publish(log_action=True)

    @staticmethod
    def slug(parent, record, language, page=None):
        """Return a free slug for one version: that of the record, else its title."""
        words = record.slugs.get(language) or record.languages[language].get("title") or record.title
        slug = slugify(words) or slugify(words, allow_unicode=True) or "p"
        if len(slug) > SLUG_LENGTH and not record.slugs.get(language):
            slug = slug[:SLUG_LENGTH].rpartition("-")[0] or slug[:SLUG_LENGTH]
        return free_slug(slug[:250], parent, page, first_number=1)


def tell_publication(page: PracticePage, revision: Revision) -> None:
    """Do what Wagtail does after it published a revision, for a page that was made public when it was made.

    By Revision.publish a new page would be read from its revision and saved a second time: a third of an import's time.
    """
    public = {"live_revision": revision, "has_unpublished_changes": False}
    for name, value in public.items():
        setattr(page, name, value)
    PracticePage.objects.filter(pk=page.pk).update(**public)
    page_published.send(sender=PracticePage, instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", revision=revision, content_changed=True)


def store_record(record: PracticeRecord, publish: bool = False) -> Outcome:
    """Store one PracticeRecord and return the Outcome. Raises Refusal when it cannot be stored; nothing is then."""
    return PracticeStore(publish).save_whole(record)


def find_first(key: str) -> PracticePage | None:
    """Return the first version's page (PracticePage) of the practice with this provenance, or None."""
    pages = PracticePage.objects.filter(alias_of__isnull=True)
    found = pages.filter(source_key=key).order_by("pk").first()
    if not found and key.startswith(SOURCE_KEY_START):
        found = pages.filter(translation_key=translation_key_of(key)).order_by("pk").first()
    if not found:
        return None
    return pages.filter(translation_key=found.translation_key).select_related("locale").earliest("pk")


def translation_key_of(key: str) -> UUID:
    """Return the UUID in the key of a practice that was written in a portal. Raises Refusal when it is none."""
    try:
        return UUID(key.removeprefix(SOURCE_KEY_START))
    except ValueError:
        raise Refusal(_("«%s» no es una clave") % key[:80]) from None


def practice_versions(first: PracticePage) -> dict[str, PracticePage]:
    """Return {language code: page} of a practice, first version first."""
    pages = PracticePage.objects.filter(translation_key=first.translation_key, alias_of__isnull=True)
    return {page.locale.language_code: page for page in pages.select_related("locale").order_by("pk")}


def different_fields(record: PracticeRecord, page: PracticePage, language: str, is_first: bool) -> set[str]:
    """Return the names of what the record says otherwise than the page."""
    here = practice_field_values(page, with_facts=is_first)
    return {name for name, value in record.said_in(language, with_facts=is_first).items() if here[name] != value}


def is_edited(draft: PracticePage, is_first: bool) -> bool:
    """Tell whether an imported version says something else now than the import wrote."""
    return bool(draft.import_checksum) and checksum(draft, with_facts=is_first) != draft.import_checksum


def stamp(pk: int, is_first: bool) -> None:
    """Renew the fingerprint of a version that took over facts or rows from the first one, in page and revision."""
    page = PracticePage.objects.get(pk=pk)
    draft = page.get_latest_revision_as_object()
    fingerprint = checksum(draft, with_facts=is_first)
    if not draft.import_checksum or fingerprint == draft.import_checksum:
        return
    revision = page.get_latest_revision()
    revision.content["import_checksum"] = page.import_checksum = fingerprint
    revision.save(update_fields=["content"])
    page.save(clean=False, update_fields=["import_checksum"])
