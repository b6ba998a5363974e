"""The board of translations: for each public page and each language, whether it is missing, started, current or old."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from portal.access.roles import RIGHTS, Subject, is_curator, languages_of, scopes_of
from portal.core.translations import (
    CURRENT,
    MISSING,
    OUTDATED,
    STARTED,
    STATES,
    outdated,
    translations,
    with_state,
    without_translation,
)

from .pages import edit_url
from .scope import editable_pages

ORIGINAL = "original"


@dataclass(frozen=True)
class Cell:
    """A page in a language: its state, since when it is old, where to go on, and where to read the new words in."""

    state: str
    since: object = None
    url: str = ""
    update_url: str = ""


def sources_in_state(sources: QuerySet[Page], state: str, locales: list[Locale]) -> QuerySet[Page]:
    """Return those of a queryset of first versions that are in a state (one of STATES) in one of some Locales at least."""
    wanted = Q(pk__in=[])
    for locale in locales:
        here = Page.objects.filter(locale=locale, alias_of__isnull=True, translation_key=OuterRef("translation_key"))
        old = Q(translation_key__in=outdated(Page.objects.filter(locale=locale)).values("translation_key"))
        wanted |= (
            ~Q(locale=locale)
            & {
                MISSING: Q(pk__in=without_translation(sources, locale).values("pk")),
                STARTED: Q(Exists(here.filter(live=False))),
                OUTDATED: old,
                CURRENT: Q(Exists(here.filter(live=True))) & ~old,
            }[state]
        )
    return sources.filter(wanted)


def totals(sources: QuerySet[Page], locales: list[Locale]) -> list[tuple[Locale, dict]]:
    """Return [(Locale, {state: how many})] over a queryset of first versions."""
    keys = sources.order_by().values("translation_key")
    versions = with_state(translations(Page.objects.filter(translation_key__in=keys, locale__in=locales)))
    counts = {locale.pk: dict.fromkeys(STATES, 0) for locale in locales}
    for locale, state, count in versions.order_by().values_list("locale", "state").annotate(Count("pk")):
        counts[locale][state] = count
    own = dict(sources.order_by().values_list("locale").annotate(Count("pk")))
    for locale in locales:
        others = sum(count for language, count in own.items() if language != locale.pk)
        counts[locale.pk][MISSING] = others - sum(counts[locale.pk].values())
    return [(locale, counts[locale.pk]) for locale in locales]


class Board:
    """The cells of some first versions (list of Page) for one account, read at once."""

    def __init__(self, user, sources, locales):
        self.user, self.locales = user, locales
        keys = [source.translation_key for source in sources]
        versions = with_state(translations(Page.objects.filter(translation_key__in=keys, locale__in=locales)))
        self.versions = {(version.translation_key, version.locale_id): version for version in versions}
        everything = [version.pk for version in self.versions.values()] + [source.pk for source in sources]
        self.editable = set(editable_pages(user).filter(pk__in=everything).values_list("pk", flat=True))
        self.synchronised = {
            row.object_id: row for row in TranslationSource.objects.filter(object_id__in=keys).defer("content_json")
        }
        self.folders = self.languages_of_folders(sources)
        self.begins = user.has_perm("wagtail_localize.submit_translation")
        self.writes = is_curator(user) or any(
            scope.role != "translator" and "change" in RIGHTS[scope.role][Subject.PAGE] for scope in scopes_of(user)
        )

    def languages_of_folders(self, sources):
        """Return {tree path of a page's parent: ids of the languages in which it exists}."""
        paths = {source.path[: -Page.steplen] for source in sources}
        keys = dict(Page.objects.filter(path__in=paths).values_list("path", "translation_key"))
        known = {}
        rows = Page.objects.filter(translation_key__in=keys.values(), alias_of__isnull=True)
        for key, locale in rows.values_list("translation_key", "locale"):
            known.setdefault(key, set()).add(locale)
        return {path: known.get(key, set()) for path, key in keys.items()}

    def may_begin(self, source, locale):
        """Tell whether the account may begin this translation; the rule of portal/page_editor/translators.py, for many."""
        if not self.begins or locale.pk not in self.folders.get(source.path[: -Page.steplen], ()):
            return False
        return (self.writes and source.pk in self.editable) or locale.pk in languages_of(self.user)

    def cell(self, source, locale):
        """Return the Cell of a first version in a Locale."""
        if source.locale_id == locale.pk:
            return Cell(ORIGINAL, url=edit_url(source) if source.pk in self.editable else "")
        version = self.versions.get((source.translation_key, locale.pk))
        if version is None:
            url = begin_url(source, locale) if self.may_begin(source, locale) else ""
            return Cell(MISSING, url=url)
        if version.pk not in self.editable:
            return Cell(version.state, since=version.source_changed)
        return Cell(version.state, version.source_changed, edit_url(version), self.update_url(version))

    def update_url(self, version):
        """Return where the translation tool reads the new words of the source in; "" where it need not or does not."""
        stored = self.synchronised.get(version.translation_key)
        if version.state != OUTDATED or stored is None or not self.begins:
            return ""
        if stored.last_updated_at > version.source_changed:  # read already: what is left is to translate
            return ""
        next_url = urlencode({"next": reverse("translation_board")})
        return f"{reverse('wagtail_localize:update_translations', args=[stored.pk])}?{next_url}"

    def fill(self, source):
        """Write the cells of a first version on it, in the order of the languages."""
        source.cells = {locale.pk: self.cell(source, locale) for locale in self.locales}
        return source


def begin_url(source: Page, locale: Locale) -> str:
    """Return where the translation of a first version into a Locale begins."""
    url = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    return f"{url}?{urlencode({'select_locale': locale.language_code})}"
