"""Making pages of the demonstration in all their languages, idempotently: an existing page is left as it is."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale, Page

from portal.core.models import BasePage


def locale(code: str) -> Locale:
    """Return the Locale of a language code."""
    return Locale.objects.get(language_code=code)


def publish_demonstration_page(page: BasePage) -> None:
    """Publish the page as it stands."""
    page.full_clean()
    page.save_revision(clean=False, log_action=False).publish(log_action=False)


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
