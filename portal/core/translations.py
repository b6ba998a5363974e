"""How current a translation is: what of the first version's words changed since the translation was made.

A translation stands for the words that its first version had when it was published, or when wagtail-localize last read
them, whichever came first. Facts follow by themselves (portal/core/facts.py) and make no translation old.
"""

import json
from collections.abc import ValuesView
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Case, Exists, F, ManyToOneRel, Model, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from wagtail.models import Locale, Page
from wagtail.signals import page_published
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import Translation

from .models import BasePage, SourceText

MISSING, STARTED, CURRENT, OUTDATED = STATES = ("missing", "started", "current", "outdated")


# Writing -------------------------------------------------------------------------------------------------------------


def translatable_texts(instance: Model) -> list[tuple[str, list | str]]:
    """Return [(field, its words)] of what is translated of a page or of a row of it; rows by key, their order is a fact."""
    found = []
    for declared in get_translatable_fields(type(instance)):
        if not isinstance(declared, TranslatableField):
            continue
        field = declared.get_field(type(instance))
        if isinstance(field, ManyToOneRel):
            rows = getattr(instance, field.name).all()
            found.append((field.name, sorted((str(row.translation_key), translatable_texts(row)) for row in rows)))
        else:
            found.append((field.name, field.value_to_string(instance)))
    return found


def translation_digest(page: BasePage) -> str:
    """Return what of a page (BasePage) is translated, as a digest (str): the same words give the same one."""
    return sha256(json.dumps(translatable_texts(page)).encode()).hexdigest()


def remember_words(sender: type[BasePage], instance: BasePage, **kwargs) -> None:
    """Signal receiver of page_published: note when the words of a first version are others than before."""
    if not issubclass(sender, BasePage) or instance.alias_of_id or not instance.live:  # not live: it was scheduled
        return
    if earlier_versions(instance.translation_key, instance.pk).exists():
        return
    digest = translation_digest(instance)
    noted = {"digest": digest, "changed_at": instance.last_published_at}
    known = SourceText.objects.filter(page=instance.pk).first()
    if known is None:
        SourceText.objects.bulk_create(
            [SourceText(page_id=instance.pk, **noted)],
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=list(noted),
        )
    elif known.digest != digest:
        SourceText.objects.filter(pk=known.pk).update(**noted)


def connect() -> None:
    """Listen to every publication."""
    page_published.connect(remember_words, dispatch_uid="source-words")


# Asking --------------------------------------------------------------------------------------------------------------


def earlier_versions(translation_key: OuterRef | UUID, pk: OuterRef | int) -> QuerySet[Page]:
    """Return the versions (PageQuerySet) older than the one of this pk; both may be values or OuterRefs."""
    return Page.objects.filter(translation_key=translation_key, alias_of__isnull=True, pk__lt=pk)


def first_versions(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of a page queryset that others are translated from: no alias, and the first of its languages."""
    return pages.filter(~Exists(earlier_versions(OuterRef("translation_key"), OuterRef("pk"))), alias_of__isnull=True)


def translations(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of a page queryset that are translations of another page; an alias is none."""
    return pages.filter(Exists(earlier_versions(OuterRef("translation_key"), OuterRef("pk"))), alias_of__isnull=True)


def words_changed_at() -> Coalesce:
    """Return when the words of a first version last changed (expression over Page)."""
    noted = SourceText.objects.filter(page=OuterRef("pk")).values("changed_at")
    return Coalesce(Subquery(noted), F("last_published_at"))


def translation_source_date() -> Least:
    """Return of which day's words a translation is (expression over Page)."""
    read = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"), enabled=True
    ).values("source__last_updated_at")
    return Least(F("last_published_at"), Coalesce(Subquery(read[:1]), F("last_published_at")))


def with_dates(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Annotate translations (PageQuerySet) with `source_pk`, `source_changed` and `made_of`: of which day's words."""
    source = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of__isnull=True).order_by("pk")
    source_changed = source.annotate(at=Case(When(live=True, then=words_changed_at()))).values("at")
    return pages.annotate(
        source_pk=Subquery(source.values("pk")[:1]),
        source_changed=Subquery(source_changed[:1]),
        made_of=translation_source_date(),
    )


def with_state(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Annotate translations (PageQuerySet) with their dates and their `state`: started, current or outdated."""
    state = Case(
        When(live=False, then=Value(STARTED)),
        When(source_changed__gt=F("made_of"), then=Value(OUTDATED)),
        default=Value(CURRENT),
    )
    return with_dates(pages).annotate(state=state)


def outdated(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of a page queryset that are public translations of words that changed since."""
    return with_dates(translations(pages.filter(live=True))).filter(source_changed__gt=F("made_of"))


def without_translation(pages: QuerySet[Page], locale: Locale) -> QuerySet[Page]:
    """Return those of a queryset of first versions that have no version in a Locale (or its id); an alias is none."""
    here = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale, alias_of__isnull=True)
    return pages.filter(~Exists(here)).exclude(locale=locale)


def dated_versions(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Annotate any pages (PageQuerySet) with what `older_than_source` needs of them."""
    is_first = ~Exists(earlier_versions(OuterRef("translation_key"), OuterRef("pk")))
    return pages.annotate(is_first=is_first, words_changed=words_changed_at(), made_of=translation_source_date())


def older_than_source(page: BasePage, versions: ValuesView) -> datetime | None:
    """Return of which day's words (aware datetime) a translation is when its source's changed since; else None.

    `versions` are the public versions of `page` with the annotations of `dated_versions`; asks the database nothing.
    """
    source = next((version for version in versions if version.is_first and not version.alias_of_id), None)
    own = next((version for version in versions if version.pk == page.pk), None)
    if source is None or own is None or own is source or own.alias_of_id or None in (source.words_changed, own.made_of):
        return None
    return own.made_of if source.words_changed > own.made_of else None
