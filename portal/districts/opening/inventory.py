"""What stands of a district: read before and after its opening or mending, the difference says what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db.models import Model, Q, QuerySet, Value
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from portal.core.language import language_name
from portal.core.models import Role, Team
from portal.core.page_tree import HOME_DEPTH
from portal.districts.files import DistrictCollection
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.territory.models import District


@dataclass(frozen=True)
class InventoryLine:
    """One thing that was made or mended ("made"), or that was too much and taken away ("taken")."""

    verb: str
    kind: str
    what: str  # a language code, a role, a name
    count: int = 1


MADE = {
    "record": gettext_lazy("Distrito %(what)s"),
    "index": gettext_lazy("Página de los distritos, publicada en %(what)s"),
    "page": gettext_lazy("Página del distrito, publicada en %(what)s"),
    "collection": gettext_lazy("Colección de imágenes y documentos «%(what)s»"),
    "group": gettext_lazy("Grupos de personas: %(what)s"),
    "page_right": gettext_lazy("Permisos sobre las páginas: %(what)s"),
    "file_right": gettext_lazy("Permisos sobre imágenes y documentos: %(what)s"),
    "admin_right": gettext_lazy("Entrada a la administración: %(what)s"),
    "review": gettext_lazy("Revisión de las páginas en %(what)s"),
}
TAKEN = {
    "page_right": gettext_lazy("Permisos de más sobre las páginas, quitados: %(what)s"),
    "file_right": gettext_lazy("Permisos de más sobre imágenes y documentos, quitados: %(what)s"),
    "admin_right": gettext_lazy("Permisos generales de más, quitados: %(what)s"),
}
COUNTED = ("page_right", "file_right")


def sentences(lines: Iterator | list[InventoryLine]) -> list[str]:
    """Return Lines in the reader's language: one sentence (str) for each kind of thing, in the order of MADE."""
    said = {}
    for line in lines:
        what = inventory_line_words(line.kind, line.what)
        part = f"{what} ({line.count})" if line.kind in COUNTED else what
        said.setdefault((line.verb, line.kind), []).append(part)
    return [
        str((MADE if verb == "made" else TAKEN)[kind]) % {"what": ", ".join(parts)}
        for (verb, kind), parts in said.items()
    ]


def inventory_line_words(kind: str, what: str) -> str:
    """Return what an InventoryLine is about in words: the name of a language, of a role, or what it is called."""
    if kind in ("index", "page", "review"):
        return language_name(what)
    if what in Role.values:
        return str(Role(what).label)
    return what or gettext("otros distritos")


def standing(code: str) -> set[tuple[str, str, int | str | tuple]]:
    """Return what stands of the district with this code: a set of (kind, what, mark of one such thing)."""
    teams = dict(Team.objects.filter(district__code=code).values_list("group", "role"))
    pages = DistrictPage.objects.filter(record__code=code)
    return {
        *District.objects.filter(code=code).values_list(Value("record"), "name", Value("")),
        *page_version_lines("index", DistrictIndexPage.objects.live()),
        *page_version_lines("page", pages.live()),
        *page_version_lines("review", Page.objects.filter(depth=HOME_DEPTH, workflowpage__isnull=False)),
        *DistrictCollection.objects.filter(district__code=code).values_list(
            Value("collection"), "collection__name", "collection"
        ),
        *(("group", role, group) for group, role in teams.items()),
        *rights("page_right", teams, GroupPagePermission, "page", pages.values_list("path", flat=True)),
        *rights("file_right", teams, GroupCollectionPermission, "collection", collection_paths(code)),
        *(
            ("admin_right", teams[group], permission)
            for permission, group in Permission.objects.filter(group__in=teams).values_list("pk", "group")
        ),
    }


def page_version_lines(kind: str, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return [(kind, language, "")] of pages."""
    return pages.values_list(Value(kind), "locale__language_code", Value(""))


def collection_paths(code: str) -> QuerySet[DistrictCollection]:
    """Return the tree path (in a list) of a district's collection."""
    return DistrictCollection.objects.filter(district__code=code).values_list("collection__path", flat=True)


def rights(
    kind: str, teams: dict[int, str], model: type[Model], place: str, paths: QuerySet[Model]
) -> Iterator[tuple[str, str, int | tuple[int, int, int]]]:
    """Yield (kind, role, mark) of the rights that a district's teams have anywhere, and other teams ("") below `paths`."""
    theirs = model.objects.filter(group__in=teams)
    for group, where, permission in theirs.values_list("group", place, "permission"):
        yield kind, teams[group], (group, where, permission)
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(**{f"{place}__path__startswith": path})
    others = model.objects.filter(below, group__team__district__isnull=False).exclude(group__in=teams)
    for pk in others.values_list("pk", flat=True):
        yield kind, "", pk


def difference(
    before: set[tuple[str, str, int | str | tuple]], after: set[tuple[str, str, int | str | tuple]]
) -> list[InventoryLine]:
    """Return the Lines (list) that say what came to stand and what was taken away, rights summed by role."""
    order = list(MADE)
    changes = [("made", *thing[:2]) for thing in after - before] + [("taken", *thing[:2]) for thing in before - after]
    lines = [InventoryLine(*change, count) for change, count in Counter(changes).items()]
    said = [line for line in lines if line.verb == "made" or line.kind in TAKEN]
    rank = {role.value: number for number, role in enumerate(Role)}
    return sorted(said, key=lambda line: (line.verb, order.index(line.kind), rank.get(line.what, -1), line.what))
