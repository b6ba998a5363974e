"""A district with a council, and its editor, for the screens with which sessions are made."""

from portal.core.models import Role
from tests.districts.teams import browser
from tests.factories import district_page
from tests.office.dashboard.office import member
from tests.sharing import made_once

from . import city


@made_once
def west(db):
    return district_page()


@made_once
def council(west):
    return city.council(west)


@made_once
def editor(west):
    return browser(member(Role.EDITOR, west))
