"""Facts follow the source: pushed to all translations when the source is published, pulled when a translation is.

wagtail-localize copies synchronised fields only when somebody updates the translation; until then a practice that ended
in Spanish would go on in French. Live rows, drafts, scheduled revisions and the translator's stored source are patched in
place; nothing is published by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import ManyToOneRel, Model
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Locale, Revision, TranslatableMixin
from wagtail.models.orderable import Orderable
from wagtail.signals import page_published
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import TranslationSource

from portal.core.publication import batch_indexing

from .models import BasePage

if TYPE_CHECKING:
    pass

# Synchronised by wagtail-localize on the first copy, but each version's own afterwards.
OWN = {"slug", "show_in_menus"}


def fact_fields(model: type[Model]) -> Iterator[tuple]:
    """Yield (field, is a child relation) for everything of `model` that follows the source."""
    for declared in get_translatable_fields(model):
        if declared.field_name in OWN:
            continue
        field = declared.get_field(model)
        is_child = isinstance(field, ManyToOneRel) and isinstance(field.remote_field, ParentalKey)
        if is_child or (isinstance(declared, SynchronizedField) and not declared.overridable):
            yield field, is_child


def child_values(child: Orderable, parent_field: str) -> dict[str, Any]:
    """Return what a child row says, without its own key and its parent's."""
    fields = (field for field in child._meta.concrete_fields if not field.primary_key and field.name != parent_field)
    return {field.attname: getattr(child, field.attname) for field in fields}


def copy_translatable_children(source: BasePage, target: BasePage, field: ManyToOneRel, locale: Locale) -> bool:
    """Match children by translation key: add, drop and reorder them, keep the words of those that stay."""
    parent_field = field.remote_field.name
    known = {child.translation_key: child for child in getattr(target, field.name).all()}
    kept, changed = [], False
    for child in getattr(source, field.name).all():
        twin = known.pop(child.translation_key, None)
        if twin is None:
            twin = type(child)(**{**child_values(child, parent_field), "locale_id": locale.pk})
            changed = True
        else:
            changed |= copy_facts(child, twin, locale)
            if twin.sort_order != child.sort_order:
                twin.sort_order, changed = child.sort_order, True
        kept.append(twin)
    if changed or known:
        setattr(target, field.name, kept)
    return changed or bool(known)


def copy_facts(source: Model, target: Model, locale: Locale | None = None) -> bool:
    """Copy every fact of `source` to `target` (same model); return whether something changed. Saves nothing."""
    locale = locale or target.locale
    changed = False
    for field, is_child in fact_fields(type(source)):
        if is_child and issubclass(field.related_model, TranslatableMixin):
            changed |= copy_translatable_children(source, target, field, locale)
        elif is_child:
            parent_field = field.remote_field.name
            before = [child_values(child, parent_field) for child in getattr(target, field.name).all()]
            if before != [child_values(child, parent_field) for child in getattr(source, field.name).all()]:
                source.copy_child_relation(field.name, target)
                changed = True
        elif isinstance(field, ParentalManyToManyField):
            wanted = list(getattr(source, field.name).all())
            if {row.pk for row in wanted} != {row.pk for row in getattr(target, field.name).all()}:
                getattr(target, field.name).set(wanted)
                changed = True
        elif getattr(source, field.attname) != getattr(target, field.attname):
            setattr(target, field.attname, getattr(source, field.attname))
            changed = True
    return changed


def read_facts(source: BasePage) -> None:
    """Read the rows and relations of `source` that are compared with each version, and keep them in its memory.

    Plain rows are left out: copying them from memory would change them.
    """
    for field, is_child in fact_fields(type(source)):
        is_rows = is_child and issubclass(field.related_model, TranslatableMixin)
        if is_rows or isinstance(field, ParentalManyToManyField):
            getattr(source, field.name).get_object_list()


def apply_facts(source: BasePage, page: BasePage) -> None:
    """Write the facts of `source` into the live row of `page`, its latest, live and scheduled revisions.

    `page` is read from the database for this: what it holds is stored.
    """
    read_facts(source)
    locale = page.locale
    if copy_facts(source, page, locale):
        with batch_indexing():  # rows are stored after the page has told that it is saved: search must see both
            page.save(clean=False)
    kept = {page.latest_revision_id, page.live_revision_id}
    kept |= set(page.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", flat=True))
    for revision in Revision.objects.filter(pk__in=kept - {None}):
        draft = revision.as_object()
        if copy_facts(source, draft, locale):
            revision.content = draft.serializable_data()
            revision.save(update_fields=["content"])
    if page.aliases.exists():  # what it compares with is expensive to read
        page.update_aliases()


def refresh_translators_source(source: BasePage) -> None:
    """Put the facts of a published `source` into what wagtail-localize will translate from."""
    stored = TranslationSource.objects.filter(object_id=source.translation_key, locale_id=source.locale_id)
    for translation_source in stored:
        instance = translation_source.as_instance()
        if copy_facts(source, instance):
            translation_source.content_json = instance.to_json()
            translation_source.save(update_fields=["content_json"])
            translation_source.refresh_segments()


def follow_source(sender: type[BasePage], instance: BasePage, **kwargs) -> None:
    """Signal receiver of page_published for every BasePage."""
    if not issubclass(sender, BasePage) or instance.alias_of_id or not instance.live:  # not live: it was scheduled
        return
    versions = sender.objects.filter(translation_key=instance.translation_key, alias_of__isnull=True)
    source, *translations = versions.select_related("locale").order_by("pk")
    if source.pk != instance.pk:
        if source.live:
            apply_facts(source, next(version for version in translations if version.pk == instance.pk))
    elif translations:
        for translation in translations:
            apply_facts(source, translation)
        refresh_translators_source(source)


def connect() -> None:
    """Listen to every publication."""
    page_published.connect(follow_source, dispatch_uid="facts-follow-source")
