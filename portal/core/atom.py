"""Atom feeds (RFC 4287) of the portal: each entry says its language, and the feed is as old as its newest entry."""

from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class MultilingualFeed(Atom1Feed):
    """Atom whose entries say their language, and whose date is that of its newest entry, not that of the request."""

    def latest_post_date(self) -> datetime:
        """Return when the latest entry changed; an empty feed never did."""
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def item_attributes(self, item: dict) -> dict[str, str]:
        """Return the attributes of an entry."""
        return {"xml:lang": item["language"]}
