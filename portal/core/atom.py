"""Atom feeds (RFC 4287), and answers that are not sent again to whoever has them: what dates and marks them."""

from datetime import UTC, datetime
from hashlib import sha256

from django.db.models import Model, Subquery
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from wagtail.models import Locale, ModelLogEntry, PageLogEntry

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
FEED_SECONDS = 600  # so long whoever reads a feed need not ask again


class MultilingualFeed(Atom1Feed):
    """Atom whose entries say their language, and whose date is that of its newest change, not that of the request.

    `changed_at` (aware datetime) is when the feed last lost an entry: its date never goes back.
    """

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed; an empty feed that lost nothing never did."""
        return max([self.feed.get("changed_at") or NEVER, *(item["updateddate"] for item in self.items)])

    def item_attributes(self, item: dict) -> dict[str, str]:
        """Return the attributes of an entry."""
        return {"xml:lang": item["language"]}


def last_logged_change(*more: tuple[type[Model], str]) -> datetime:
    """Return when anything that a feed may hold last changed (aware datetime): a page, a record.

    `more` are further logs: (model, name of its moment). Later than any one entry's own date: one that no longer
    answers a filter leaves nothing in the feed to tell it.
    """
    logs = (PageLogEntry, "timestamp"), (ModelLogEntry, "timestamp"), *more
    newest = [Subquery(model.objects.order_by(f"-{name}").values(name)[:1]) for model, name in logs]
    found = Locale.objects.values_list(*newest).first()  # one row, to ask all of them at once
    return max([NEVER, *filter(None, found)])


def stamp_response(response: HttpResponse, changed_at: datetime) -> HttpResponse:
    """Give a whole answer the ETag of its bytes and the Last-Modified of `changed_at` (aware datetime). Returns it.

    Headers count whole seconds: while the second of a change is not over, more may change in it, so the answer has only
    its ETag.
    """
    response["ETag"] = quote_etag(sha256(response.content).hexdigest())
    if changed_at < timezone.now().replace(microsecond=0):
        response["Last-Modified"] = http_date(changed_at.timestamp())
    response["X-Robots-Tag"] = "noindex"
    return response


def feed_response(feed: MultilingualFeed, changed_at: datetime) -> HttpResponse:
    """Return the answer with a feed; `changed_at` (aware datetime) is when anything of it may last have changed."""
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    patch_cache_control(response, public=True, max_age=FEED_SECONDS)
    return stamp_response(response, changed_at)
