"""A council with a session that was held yesterday, and an account that writes and publishes its minutes."""

from portal.core.models import Role
from tests.councils import city
from tests.factories import district_page
from tests.office.dashboard.office import member
from tests.sharing import made_once

from .held import coming_session, held_session


@made_once
def west(db):
    return district_page()


@made_once
def council(west):
    return city.council(west)


@made_once
def writer(west):
    return member(Role.EDITOR, west)


@made_once
def author(west):
    return member(Role.AUTHOR, west)


@made_once
def held(council):
    return held_session(council)


@made_once
def following(council):
    """The next session of the council, with a point of its own."""
    return coming_session(council, items=[city.item("Verano")])
