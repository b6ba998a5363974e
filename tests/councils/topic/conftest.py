"""A district with a council that meets next week, and who answers there."""

from portal.core.models import Role
from tests import factories
from tests.councils import city
from tests.districts.teams import browser
from tests.office.dashboard.office import member
from tests.sharing import made_once

from . import topics


@made_once
def west(db):
    return factories.district_page()


@made_once
def place(west):
    return factories.neighbourhood(west, "Echesortu", "echesortu")


@made_once
def council(west, place):
    return city.council(west, "Consejo Barrial de Echesortu", neighbourhood=place)


@made_once
def meeting(council):
    return topics.coming(council, items=[city.item("La plaza")])


@made_once
def editor(west):
    return member(Role.EDITOR, west)


@made_once
def author(west):
    return member(Role.AUTHOR, west)


@made_once
def office(editor):
    return browser(editor)
