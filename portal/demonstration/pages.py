"""Making pages of the demonstration in all their languages, idempotently: an existing page is left as it is."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry

from portal.access.audit.places import DISTRICT, NEIGHBOURHOOD
from portal.core.models import BasePage


def locale(code: str) -> Locale:
    """Return the Locale of a language code."""
    return Locale.objects.get(language_code=code)


def publish_demonstration_page(page: BasePage) -> None:
    """Publish the page as it stands; publishing checks it."""
    page.save_revision(clean=False, log_action=False).publish(log_action=False)


def log_creations(*kinds: type[BasePage]) -> None:
    """Write the line of the log that says that a page was made, for all pages of some types that lack it, at once."""
    logged = PageLogEntry.objects.filter(action="wagtail.create").values("page")
    pages = Page.objects.type(*kinds).exclude(pk__in=logged).order_by("pk").specific()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=page,
            content_type=ContentType.objects.get_for_id(page.content_type_id),
            label=page.get_admin_display_title(),
            action="wagtail.create",
            timestamp=timezone.now(),
            content_changed=True,
            data={DISTRICT: page.district_id, NEIGHBOURHOOD: getattr(page, "neighbourhood_id", None)},
        )
        for page in pages
    )


def make_translated_page(
    model: type[Page], parent: BasePage, texts: Mapping[str, Mapping[str, Any]], **facts
) -> dict[str, Page]:
    """Return {language: page} of a page below `parent` (Spanish) and its translations.

    `texts` is {language code: {field: value, slug and title among them}}, Spanish first; a page whose slug stands there
    already is returned untouched.
    """
    first, *others = texts
    existing = model.objects.child_of(parent).filter(slug=texts[first]["slug"]).first()
    if existing:
        versions = model.objects.filter(translation_key=existing.translation_key).select_related("locale")
        return {version.locale.language_code: version for version in versions}
    page = model(locale=locale(first), **facts, **texts[first])
    parent.add_child(instance=page)
    publish_demonstration_page(page)
    made = {first: page}
    for code in others:
        translation = page.copy_for_translation(locale(code))
        for name, value in texts[code].items():
            setattr(translation, name, value)
        publish_demonstration_page(translation)
        made[code] = translation
    return made
