"""What each account should be able to do: from the table of rights and the scopes, without asking the portal's policies.

It knows objects only as the descriptions of city.py: where they lie, in which language, whose they are.
"""

from dataclasses import dataclass, field, replace

from portal.access.roles import RIGHTS, Subject
from portal.core.models import Role

CITY = "city"  # of no district
CLOSED = "closed"


@dataclass(frozen=True)
class Actor:
    """An account: its role, in which place ("own", or everywhere when empty), and what narrows it."""

    name: str
    role: Role | None = None
    place: str = "own"
    neighbourhoods: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_superuser: bool = False
    is_visitor: bool = False


@dataclass(frozen=True)
class Thing:
    """An object: what it is and where it lies. `title` is found in lists; `pk` and `model` in addresses."""

    key: str
    model: type
    pk: int
    title: str
    subject: Subject
    place: str
    neighbourhood: str = ""
    language: str = ""
    live: bool = True
    owner: str = ""
    is_translation: bool = False
    is_folder: bool = False
    by_review: bool = False
    has_children: bool = False
    folder: int = 0  # the page above
    city_only: frozenset = field(default_factory=frozenset)
    is_public: bool = False
    is_way: bool = False  # a page above the districts' folders


ACTORS = (
    Actor("admin", is_superuser=True),
    Actor("curator", Role.CURATOR, place=""),
    Actor("author", Role.AUTHOR),
    Actor("editor", Role.EDITOR),
    Actor("reviewer", Role.REVIEWER),
    Actor("translator", Role.TRANSLATOR, languages=("fr",)),
    Actor("statistics", Role.STATISTICS),
    Actor("official", Role.EDITOR, neighbourhoods=("hers",)),
    Actor("nobody"),
    Actor("visitor", is_visitor=True),
)


def reaches(actor, thing):
    """Tell whether the role of an account holds where a thing lies, its neighbourhoods left aside."""
    if actor.role is None:
        return False
    return not actor.place or (actor.place == thing.place and thing.place != CLOSED)


# Pages ---------------------------------------------------------------------------------------------------------------


def page_rights(actor, page):
    """Return the actions of the table (set) that hold for a page."""
    if not reaches(actor, page):
        return set()
    rights = set(RIGHTS[actor.role][Subject.PAGE])
    of_district = bool(actor.place)
    if actor.role == Role.TRANSLATOR and not (page.language in actor.languages and page.is_translation):
        return set()
    if of_district and page.by_review:
        rights.discard("publish")
    if actor.neighbourhoods and page.neighbourhood not in actor.neighbourhoods:
        rights &= {"add"} if page.is_folder or page.owner == actor.name else set()
    if "add" in rights and page.owner == actor.name:
        rights.add("change")
    return rights


def explores(actor, page):
    """Tell whether the explorer shows a page: some right on it, or the way to one."""
    if actor.is_superuser:
        return True
    if page.is_way and actor.role and RIGHTS[actor.role][Subject.PAGE]:
        return len(actor.languages) != 1  # whose rights all lie under one page begins there
    return bool(page_rights(actor, page))


def is_listed(actor, page):
    """Tell whether the explorer lists a page below another: whose rights all lie under one page begins at it."""
    return explores(actor, page) and not (page.is_folder and len(actor.languages) == 1)


def edits(actor, page):
    """Tell whether an account edits a page, and reads its history, its drafts and where it is used."""
    return actor.is_superuser or "change" in page_rights(actor, page)


def publishes(actor, page):
    """Tell whether an account publishes a page without a review."""
    return actor.is_superuser or "publish" in page_rights(actor, page)


def is_her_folder(actor, page):
    """Tell whether a page is the district's own page, and the account one of its team: it moves and hides it not."""
    return bool(page.is_folder and actor.place and reaches(actor, page))


def deletes(actor, page):
    """Tell whether an account deletes a page."""
    if actor.is_superuser:
        return True
    rights = page_rights(actor, page)
    if is_her_folder(actor, page) or not {"add", "change"} <= rights:
        return False
    if page.has_children and "bulk_delete" not in rights:
        return False
    return "publish" in rights or not page.live


def moves(actor, page):
    """Tell whether an account may take a page elsewhere: with all that lies below it."""
    return deletes(actor, replace(page, has_children=False))


def unpublishes(actor, page):
    """Tell whether an account takes a page out of the public."""
    return page.live and publishes(actor, page) and not is_her_folder(actor, page)


def hides(actor, page):
    """Tell whether an account restricts who may read a page."""
    return publishes(actor, page) and not is_her_folder(actor, page)


def copies(actor, page):
    """Tell whether an account may ask for a copy."""
    return edits(actor, page) and not is_her_folder(actor, page)


def adds_below(actor, page):
    """Tell whether an account makes pages in a district's folder."""
    return actor.is_superuser or "add" in page_rights(actor, page)


def locks(actor, page):
    """Tell whether an account locks a page."""
    return actor.is_superuser or "lock" in page_rights(actor, page)


def translates(actor, page, language):
    """Tell whether an account begins a translation of a page that is none itself."""
    if actor.is_superuser or actor.role == Role.CURATOR:
        return True
    if not reaches(actor, page) or "change" not in RIGHTS[actor.role][Subject.PAGE]:
        return False
    if actor.neighbourhoods and page.neighbourhood not in actor.neighbourhoods:
        return False
    return actor.role != Role.TRANSLATOR or language in actor.languages


def names(actor, page):
    """Tell whether a chooser may show the title of a page: who has a role links to hers and to what is public."""
    return explores(actor, page) or (page.is_public and actor.role is not None)


# Records and files ---------------------------------------------------------------------------------------------------


def may(actor, action, thing):
    """Tell whether an account does `action` of the table with a record or a file."""
    if actor.is_superuser:
        return True
    if actor.role is None:
        return False
    is_record = thing.subject == Subject.RECORD
    if action == "view" and is_record and thing.place == CITY:
        return True
    if not reaches(actor, thing) or action not in RIGHTS[actor.role][thing.subject]:
        return False
    if actor.place and action in thing.city_only:
        return False
    limited = actor.neighbourhoods and thing.subject != Subject.FILE
    return not limited or thing.neighbourhood in actor.neighbourhoods


def may_with_some(actor, action, things):
    """Tell whether an account does `action` with one of these at least."""
    return any(may(actor, action, thing) for thing in things)
