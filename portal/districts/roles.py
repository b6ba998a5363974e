"""Who may do what: the city's curators, each district's teams, and the way of a page through their hands.

Every function here makes or mends and may be run again: what stands already stays as it is. What a role may do is not
said here but in portal/access/roles.py; this turns it into Wagtail's groups, page rights and collections.
"""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.access.roles import DISTRICT_ROLES, RIGHTS, Subject
from portal.core.models import Role, Team
from portal.core.page_tree import HOME_DEPTH
from portal.core.publication import at_end
from portal.territory.models import District

from .files import district_collection
from .models import DistrictPage
from .review import CuratorsApprovalTask, DistrictApprovalTask

# Wagtail asks for the rights of its own image and document models, whatever model holds the files.
FILE_MODELS = {"wagtailimages": "image", "wagtaildocs": "document"}
CITY_RIGHTS = ("access_admin", "submit_translation", "add_term", "change_term", "import_practices")
TEAM_RIGHTS = ("access_admin",)
# wagtail-localize asks for it and for no right on the page: translators.py asks, page by page
TRANSLATION_RIGHT = "submit_translation"
CURATORS = "Curaduría de la ciudad"

WORKFLOW = "Revisión de páginas"
DISTRICT_STEP = "Revisión del distrito"
CURATORS_STEP = "Verificación de la curaduría"


def team_group(role: str, district: District | None = None) -> Group:
    """Return the Group of a role (Role) in a district (District, or None for the whole city), made when there is none."""
    team = Team.objects.filter(district=district, role=role).select_related("group").first()
    if team:
        return team.group
    group, _ = Group.objects.get_or_create(name=free_name(role, district))
    Team.objects.create(group=group, district=district, role=role)
    return group


def free_name(role: str, district: District | None) -> str:
    """Return a name (str) for the group of a role, in Spanish: one that no other team's group has."""
    with override(settings.LANGUAGE_CODE):
        name = f"{role.label}: {district.name}"[:150] if district else CURATORS
    taken = Team.objects.filter(group__name=name).exists()
    return f"{name[:100]} ({district.code})" if district and taken else name


def set_page_rights(group: Group, role: str, pages: list[Page]) -> None:
    """Give a group exactly the rights of its role on these pages and what lies below them."""
    codenames = [f"{action}_page" for action in RIGHTS[role][Subject.PAGE]]
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    keys = permissions.values_list("pk", flat=True)
    set_rows(GroupPagePermission, group, "page_id", {(page.pk, key) for key in keys for page in pages})


def set_file_rights(group: Group, role: str, collection: Collection | None) -> None:
    """Give a group exactly the rights of its role on the pictures and documents of a collection (None: on no file)."""
    wanted = Q(pk__in=[])
    for app, model in FILE_MODELS.items() if collection else ():
        codenames = [f"{action}_{model}" for action in RIGHTS[role][Subject.FILE]]
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    keys = Permission.objects.filter(wanted).values_list("pk", flat=True)
    set_rows(GroupCollectionPermission, group, "collection_id", {(collection.pk, key) for key in keys})


def set_rows(model: type[Model], group: Group, place: str, wanted: set[tuple[int, int]]) -> None:
    """Let a group have exactly the `wanted` rows, pairs of the id of a `place` (a field of `model`) and a permission's."""
    stored = {
        (at, key): pk for pk, at, key in model.objects.filter(group=group).values_list("pk", place, "permission_id")
    }
    surplus = [pk for pair, pk in stored.items() if pair not in wanted]
    if surplus:
        model.objects.filter(pk__in=surplus).delete()
    missing = [model(group=group, permission_id=key, **{place: at}) for at, key in sorted(wanted - stored.keys())]
    model.objects.bulk_create(missing)


@transaction.atomic
def ensure_curators() -> Group:
    """Make the group of city curators with its rights, or mend it; returns the Group. Running it again changes nothing."""
    group = team_group(Role.CURATOR)
    set_page_rights(group, Role.CURATOR, [Page.objects.get(depth=1)])
    set_file_rights(group, Role.CURATOR, Collection.get_first_root_node())
    group.permissions.set(Permission.objects.filter(codename__in=CITY_RIGHTS))
    return group


@transaction.atomic
def ensure_district_team(district: District) -> dict[str, Group]:
    """Make the groups of a district (District) and its collection, or mend them; returns {Role: Group}.

    The teams of a closed district keep no right on its files: Wagtail asks for those without asking for the district.
    """
    pages = list(DistrictPage.objects.filter(record=district))
    collection = district_collection(district)
    groups = {role: team_group(role, district) for role in DISTRICT_ROLES}
    for role, group in groups.items():
        set_page_rights(group, role, pages)
        set_file_rights(group, role, collection if district.active else None)
        translates = "change" in RIGHTS[role][Subject.PAGE]
        rights = (*TEAM_RIGHTS, TRANSLATION_RIGHT) if translates else TEAM_RIGHTS
        group.permissions.set(Permission.objects.filter(codename__in=rights))
    take_from_other_teams(district, pages, collection)
    return groups


def take_from_other_teams(district: District, pages: list[DistrictPage], collection: Collection) -> None:
    """Take the rights on a district's pages and files from other districts' teams; groups that are no team keep theirs."""
    others = Q(group__team__district__isnull=False) & ~Q(group__team__district=district)
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    GroupPagePermission.objects.filter(others & below).delete()
    GroupCollectionPermission.objects.filter(others, collection__path__startswith=collection.path).delete()


@transaction.atomic
def ensure_review_workflow() -> Workflow:
    """Make the review of pages, first by their district and then by the curators; returns the Workflow.

    It is attached to each home page that has none. One that an administrator renamed, rearranged or switched off is kept.
    """
    group = ensure_curators()
    task = DistrictApprovalTask.objects.order_by("pk").first() or DistrictApprovalTask.objects.create(
        name=DISTRICT_STEP
    )
    workflow = task.workflows.order_by("pk").first()
    if workflow is None:
        verification = CuratorsApprovalTask.objects.create(name=CURATORS_STEP)
        verification.groups.add(group)
        workflow = Workflow.objects.create(name=WORKFLOW)
        for order, step in enumerate((task, verification)):
            WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    if workflow.active:
        for home in Page.objects.filter(depth=HOME_DEPTH):
            WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
    return workflow


def ensure_roles() -> None:
    """Make or mend the curators, the teams of all districts that have a page, and the review."""
    ensure_review_workflow()
    for district in District.objects.filter(pages__isnull=False).distinct():
        ensure_district_team(district)


def on_district_page_saved(sender: type[DistrictPage], instance: DistrictPage, raw: bool = False, **kwargs) -> None:
    """post_save of a district's page: a new one, or one of another district now, gives its team the rights on it."""
    if not raw:
        at_end(mend_page_rights, [instance.pk])


def mend_page_rights(keys: list[int]) -> None:
    """Give the teams of districts the rights on their pages (ids of DistrictPage) where they are not as they should be."""
    wanted = sum(len(RIGHTS[role][Subject.PAGE]) for role in DISTRICT_ROLES)
    holders = defaultdict(list)
    rights = GroupPagePermission.objects.filter(page__in=keys, group__team__district__isnull=False)
    for page, district in rights.values_list("page", "group__team__district"):
        holders[page].append(district)
    districts = set()
    for page, record in DistrictPage.objects.filter(pk__in=keys).values_list("pk", "record"):
        if holders[page] != [record] * wanted:
            districts |= {record, *holders[page]}
    for district in District.objects.filter(pk__in=districts):
        ensure_district_team(district)
