"""What the city of these tests is made of: things that are public once and hidden in every way there is."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import PageViewRestriction

LANGUAGES = ("es", "fr")  # the source and a translation: the other translations go the same way
PRIVATE, BELOW, DRAFT, EXPIRED, CLOSED = "private", "below a private page", "draft", "expired", "closed district"
HIDDEN = (PRIVATE, BELOW, DRAFT, EXPIRED, CLOSED)
PUBLIC = "public"
TITLES = {"es": "Testigo", "en": "Testigo seen", "fr": "Testigo vu", "pt": "Testigo visto"}


@dataclass
class Thing:
    """One thing in one language: its kind, how it is hidden (or PUBLIC), and the key of its words."""

    kind: str
    state: str
    language: str
    key: str
    object: Any


@dataclass
class City:
    """All things, and where those that need a folder were put."""

    things: list[Thing] = field(default_factory=list)
    folders: dict = field(default_factory=dict)

    def __deepcopy__(self, memo):
        return self  # tests only read it

    def of(self, state=None, kind=None, language=None):
        """Return the things of a state, kind and language; any of what is None."""
        wanted = {"state": state, "kind": kind, "language": language}
        wanted = {name: value for name, value in wanted.items() if value}
        return [thing for thing in self.things if all(getattr(thing, name) == value for name, value in wanted.items())]

    def hidden(self):
        """Return {key: thing} of what nobody may see."""
        return {thing.key: thing for thing in self.things if thing.state != PUBLIC}

    def public_keys(self, *kinds, language=None):
        """Return the keys (set) of public things of some kinds."""
        return {thing.key for kind in kinds for thing in self.of(PUBLIC, kind, language)}


def restrict(page):
    """Put a password before a page and all below it."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret")


def hide(page, state):
    """Hide a page in one way; what is below a folder or in a closed district is hidden with that."""
    if state == PRIVATE:
        restrict(page)
    elif state == DRAFT:
        page.unpublish()
    elif state == EXPIRED:
        # the clock that unpublishes it has not struck yet, and nothing was told to the search
        type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
