"""A district with a council and a session held yesterday, its editor, and the browser of each account that a test needs."""

from portal.core.models import Role
from tests.councils import city
from tests.districts.teams import browser
from tests.factories import district_page, neighbourhood
from tests.office.dashboard.office import member
from tests.sharing import made_once

from .people import held


@made_once
def west(db):
    return district_page()


@made_once
def elm(west):
    return neighbourhood(west, "El Olmo")


@made_once
def council(west, elm):
    return city.council(west, neighbourhood=elm)


@made_once
def meeting(council):
    return held(council, neighbourhood=council.neighbourhood)


@made_once
def clerk(west):
    return member(Role.EDITOR, west)


@made_once
def editor(clerk):
    return browser(clerk)


@made_once
def reviewer(west):
    return browser(member(Role.REVIEWER, west))
