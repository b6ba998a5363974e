"""What each role may do with what, in one table, and which roles an account has where.

Everything else that asks for rights (pages, files, records) reads this table; no view has rules of its own.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.core.models import User
from portal.core.models.accounts import Role, Team


class Subject(StrEnum):
    """Kinds of things that rights are about."""

    PAGE = "page"  # pages below a district's page; the page of the district itself among them
    FILE = "file"  # pictures and documents in a district's collection
    RECORD = "record"  # what is known of the territory: districts, neighbourhoods, venues, units, organisations
    PERSONAL = "personal"  # personal data: contacts, registrations
    AGENDA = "agenda"  # what an agenda is made with: series, weekly agendas, their recipients, invitations


def _may(**actions):
    """Return {Subject: frozenset of actions} from words such as page="add change"."""
    return {subject: frozenset(actions.get(subject.value, "").split()) for subject in Subject}


_ALL_OF_A_PAGE = "add change publish lock unlock"
_ALL_OF_A_RECORD = "view add change delete"
_ALL_OF_A_FILE = "add change delete choose"

#: {Role: {Subject: actions}}; a role of a district has them there, the curators everywhere.
RIGHTS = {
    Role.AUTHOR: _may(page="add", file="add choose", record="view", agenda="view"),
    Role.EDITOR: _may(
        page="add change publish",
        file=_ALL_OF_A_FILE,
        record="view add change",
        personal="view add change",
        agenda="view add change",
    ),
    Role.REVIEWER: _may(
        page=_ALL_OF_A_PAGE,
        file=_ALL_OF_A_FILE,
        record=_ALL_OF_A_RECORD,
        personal=_ALL_OF_A_RECORD,
        agenda=_ALL_OF_A_RECORD,
    ),
    Role.TRANSLATOR: _may(page="change", file="choose", record="view"),
    Role.STATISTICS: _may(record="view"),
    Role.CURATOR: _may(
        page=f"{_ALL_OF_A_PAGE} bulk_delete",
        file=_ALL_OF_A_FILE,
        record=_ALL_OF_A_RECORD,
        personal=_ALL_OF_A_RECORD,
        agenda=_ALL_OF_A_RECORD,
    ),
}
DISTRICT_ROLES = tuple(role for role in Role if role != Role.CURATOR)


@dataclass(frozen=True)
class Scope:
    """One role of an account and where it holds: everywhere (district None), a district, or some of its neighbourhoods."""

    role: Role
    district: int | None
    neighbourhoods: frozenset[int] | None = None  # ids; None: the whole district

    def may(self, subject, action):
        """Tell whether this role may do `action` (str) with a `subject` (Subject)."""
        return action in RIGHTS[self.role][subject]


def scopes_of(user: User) -> tuple[Scope, ...]:
    """Return the Scopes (tuple) of an account, read once for each object of it. None for closed accounts or visitors.

    A closed district (not active) gives no scope: what lies in it is the curators' to keep.
    """
    if not user.is_active or user.is_anonymous:
        return ()
    kept = user.__dict__.get("_scopes")
    if kept is None:
        kept = user.__dict__["_scopes"] = _read_scopes(user)
    return kept


def _read_scopes(user):
    """Read the Scopes of an account from its teams and its neighbourhoods."""
    only = {}
    for district, neighbourhood in user.neighbourhoods.values_list("district", "pk"):
        only.setdefault(district, set()).add(neighbourhood)
    teams = Team.objects.filter(group__user=user).exclude(district__active=False)
    return tuple(
        Scope(Role(role), district, frozenset(only[district]) if district in only else None)
        for role, district in teams.values_list("role", "district").order_by("pk")
    )


def languages_of(user: User) -> frozenset:
    """Return the ids (frozenset) of the Locales into which an account translates, read once for each object of it."""
    kept = user.__dict__.get("_languages")
    if kept is None:
        kept = user.__dict__["_languages"] = frozenset(user.languages.values_list("pk", flat=True))
    return kept


def is_curator(user: User) -> bool:
    """Tell whether an account answers for the whole city: an administrator or a member of the curators."""
    if not user.is_active or user.is_anonymous:
        return False
    return user.is_superuser or any(scope.role == Role.CURATOR for scope in scopes_of(user))


def districts_of(user: User) -> set[int]:
    """Return the ids (set) of the districts in which an account has any role; not those of the whole city."""
    return {scope.district for scope in scopes_of(user) if scope.district}
