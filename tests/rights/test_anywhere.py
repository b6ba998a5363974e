"""No page of the admin names what is not the account's: every address that needs no argument is read, whatever it is."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from portal.access.roles import Subject

from . import oracle
from .oracle import ACTORS, CLOSED
from .requests import read
from .test_records import every_view, thumbnails

pytestmark = pytest.mark.django_db

TITLE = re.compile(r"Ficha \w+ k\d{3}z")
LIMITED = [actor for actor in ACTORS if actor.role and actor.name != "curator"]
#: what changes something by being read, or is no page
NOT_READ = ("logout", "sprite", "jsi18n", "javascript_catalog", "error_test", "dismissibles")


def addresses():
    """Return the addresses (list) of the admin that need no argument."""
    found = {}
    for name, _view in every_view():
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if url.startswith("/admin/") and not name.endswith(NOT_READ):
            found[url] = name
    return list(found)


def may_be_named(actor, thing):
    """Tell whether a title may stand on some page of the admin for an account."""
    if thing.subject == Subject.PAGE:
        return oracle.names(actor, thing) or any(oracle.translates(actor, thing, code) for code in ("fr", "pt"))
    if thing.subject == Subject.FILE:
        return any(oracle.may(actor, action, thing) for action in ("add", "change", "choose"))
    if thing.subject == Subject.PERSONAL:
        return oracle.may(actor, "view", thing)
    # the names of open districts, and of what lies in them, are public and stand in filters
    return actor.role is not None and thing.place != CLOSED


@thumbnails
@pytest.mark.parametrize("actor", LIMITED, ids=lambda actor: actor.name)
def test_no_address_names_what_is_not_hers(city, matrix, actor):
    hidden = {thing.title: thing for thing in city.things if not may_be_named(actor, thing)}
    for url in addresses():
        for title in set(TITLE.findall(read(city.browsers[actor.name], url))):
            if title in hidden:
                matrix.cell(actor, f"{url} {hidden[title].key}", "any address", False, True)
        matrix.cell(actor, url, "any address", False, False)
    matrix.check()
