"""A district with its team, a neighbourhood of it, and a practice of which everything was told and that was accepted."""

from tests import factories
from tests.districts.teams import Teams
from tests.sharing import made_once

from .office import accept, person
from .sending import full_draft, send


@made_once
def teams(db):
    return Teams()


@made_once
def place(teams):
    return factories.neighbourhood(teams.pages["west"], code="echesortu")


@made_once
def accepted(teams, place):
    submission = send(full_draft(place))
    return submission, accept(submission, person(teams, "west_editor"))
