"""The Atom feed of any question: its newest practices, with ids that never change."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from portal.core.atom import NEVER, MultilingualFeed
from portal.core.escaping import printable
from portal.core.language import in_interface, label_line
from portal.practices.bank import question
from portal.practices.citation import authors, load_promoters
from portal.practices.facets import PracticeFilterLabels
from portal.practices.models import PracticePage
from portal.practices.terms import load_terms
from search.api import search
from search.query import SearchQuery

from .citations import keywords, permanent_url
from .request_words import asked_address, asked_words, bank_url

MOST_ENTRIES = 50


def practice_feed_entry(page: PracticePage, language: str) -> dict[str, Any]:
    """Return one practice as Atom1Feed.add_item takes it; control characters are left out."""
    published = page.first_published_at or page.last_published_at or NEVER
    return {
        "title": printable(page.title),
        "link": f"{settings.BASE_URL}{in_interface(page.url, language)}",
        "description": escape(printable(page.lead)),
        "author_name": printable("; ".join(authors(page))),
        "pubdate": published,
        "updateddate": page.last_published_at or published,
        "unique_id": permanent_url(page),
        "categories": [printable(word) for word in keywords(page)],
        "item_copyright": printable(page.source_licence),
        "language": page.locale.language_code,
    }


def newest_feed_practices(parameters: QueryDict, language: str) -> tuple[list[PracticePage], SearchQuery]:
    """Return the newest practices (list of PracticePage with terms) of a question, and the question."""
    query = replace(question(parameters, language), sort="newest", page=1, page_size=MOST_ENTRIES, count_facets=())
    keys = [int(hit.key) for hit in search(query).hits]
    pages = PracticePage.objects.filter(pk__in=keys).select_related("locale")
    pages = {page.pk: page for page in load_promoters(load_terms(pages))}
    return [pages[key] for key in keys if key in pages], query


def last_withdrawal() -> datetime | None:
    """Return when a practice was last withdrawn or deleted (aware datetime): a feed without it is newer than that."""
    kind = ContentType.objects.get_for_model(PracticePage)
    gone = PageLogEntry.objects.filter(content_type=kind, action__in=("wagtail.unpublish", "wagtail.delete"))
    return gone.order_by("-timestamp").values_list("timestamp", flat=True).first()


def practice_feed(parameters: QueryDict, language: str, path: str, city_name: str) -> MultilingualFeed:
    """Return the MultilingualFeed of a question (QueryDict) that stands at `path`."""
    pages, query = newest_feed_practices(parameters, language)
    words, address = asked_words(query, PracticeFilterLabels(language)), asked_address(parameters, language)
    title = _("Banco de experiencias")
    feed = MultilingualFeed(
        title=label_line(title, words) if words else title,
        link=f"{settings.BASE_URL}{bank_url(language)}{address}",
        description="",
        subtitle=_("Las experiencias más nuevas de esta búsqueda"),
        language=language,
        author_name=printable(city_name) or title,
        feed_url=f"{settings.BASE_URL}{path}{address}",
        feed_guid=f"{settings.BASE_URL}{path}{address}",
        changed_at=last_withdrawal(),
    )
    for page in pages:
        feed.add_item(**practice_feed_entry(page, language))
    return feed
