"""The page of a district in every language of the portal: made, published, and mended where somebody broke it."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from portal.core.models import BasePage
from portal.core.page_tree import HOME_DEPTH
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.territory.models import District


class DistrictIndexMissing(Exception):
    """The portal has no page of the districts under which a district could lie."""


def ensure_pages(district: District, texts: dict[str, dict[str, str]]) -> None:
    """Give a District its published page in each language of the portal.

    `texts` is {language code: {field of DistrictPage: value}} for pages that are made now; what stands is not rewritten.
    Raises DistrictIndexMissing when there is no page of the districts in any language.
    """
    source = source_index()
    standing = list(DistrictPage.objects.filter(record=district).order_by("pk"))
    if not standing:
        standing.append(first_page(district, source, texts))
    for page in standing:
        publish_again(page)
        page.refresh_from_db()
    known = {page.locale_id for page in standing}
    for locale in home_locales():
        ensure_version(source, locale)
        if locale.pk not in known:
            version(standing[0], locale, texts.get(locale.language_code, {}))


def home_locales() -> QuerySet[Locale]:
    """Return the languages (QuerySet of Locale) in which the portal has a home page."""
    return Locale.objects.filter(pk__in=Page.objects.filter(depth=HOME_DEPTH).values("locale")).order_by("pk")


def source_index() -> DistrictIndexPage:
    """Return the page of the districts in the portal's first language, else in any. Raises DistrictIndexMissing."""
    indexes = DistrictIndexPage.objects.filter(alias_of__isnull=True)
    first = indexes.filter(locale__language_code=settings.LANGUAGE_CODE).first() or indexes.order_by("pk").first()
    if first is None:
        raise DistrictIndexMissing
    return first


def first_page(district: District, index: DistrictIndexPage, texts: dict[str, dict[str, str]]) -> DistrictPage:
    """Return a new published page of a District below `index`, a DistrictIndexPage."""
    fields = {"title": district.name, "slug": district.code, **texts.get(index.locale.language_code, {})}
    fields["slug"] = find_available_slug(index, fields["slug"])
    page = index.add_child(instance=DistrictPage(record=district, locale=index.locale, live=False, **fields))
    publish_opening_page(page)
    return page


def ensure_version(page: DistrictIndexPage, locale: Locale) -> None:
    """Translate a page of the districts into a Locale where it has no version; its text waits for a translator."""
    if not page.get_translations(inclusive=True).filter(locale=locale).exists():
        version(page, locale, {})


def version(page: BasePage, locale: Locale, texts: dict[str, str]) -> None:
    """Publish a version of `page` in a Locale with `texts` ({field: value}); texts that nobody gave stay empty."""
    translation = page.copy_for_translation(locale)
    empty = dict.fromkeys([*page.texts, "seo_title", "search_description"], "")
    for name, value in {**empty, **texts}.items():
        setattr(translation, name, value)
    publish_opening_page(translation)


def publish_again(page: DistrictPage) -> None:
    """Publish a page as its editors see it, if somebody unpublished it; what is planned for a later day stays planned."""
    now = timezone.now()
    if page.alias_of_id or (page.live and not (page.expire_at and page.expire_at <= now)):
        return
    draft = page.get_latest_revision_as_object()
    if draft.go_live_at and draft.go_live_at > now:
        return
    if draft.expire_at and draft.expire_at <= now:
        draft.expire_at = None
    draft.save_revision(clean=False).publish()  # not cleaned: what was published once may be published again


def publish_opening_page(page: BasePage) -> None:
    """Publish a page as it stands in memory."""
    page.full_clean()
    page.save_revision(clean=False).publish()
