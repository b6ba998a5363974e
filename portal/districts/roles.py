"""Who may do what: the city's curators, each district's two teams, and the way of a page through their hands.

Every function here makes or mends and may be run again: what stands already stays as it is.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.core.rules import HOME_DEPTH
from portal.territory.models import District

from .models import DistrictPage
from .review import CURATORS, DistrictApprovalTask, DistrictTeam, TeamRole

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
# Wagtail asks for the rights of its own image and document models, whatever model holds the files.
FILE_APPS = ("wagtailimages", "wagtaildocs")
FILE_RIGHTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
OTHER_RIGHTS = (
    *("access_admin", "submit_translation", "add_term", "change_term"),
    *("add_organisation", "change_organisation", "view_organisation"),
    *("add_practicecontact", "change_practicecontact", "delete_practicecontact", "view_practicecontact"),
    "import_practices",
)
TEAM_PAGE_RIGHTS = ("add_page", "change_page")  # publishing is the end of the review, not a right of a team
TEAM_FILE_RIGHTS = ("add_image", "choose_image", "add_document", "choose_document")
# Not submit_translation: wagtail-localize asks for no right on the page, and publishes any page's translations with it.
TEAM_OTHER_RIGHTS = ("access_admin",)
TEAM_NAMES = {TeamRole.EDITING: "Edición del distrito", TeamRole.REVIEW: "Revisión del distrito"}

WORKFLOW = "Revisión de experiencias"
DISTRICT_STEP = "Revisión del distrito"
CURATORS_STEP = "Verificación de la curaduría"


def grant_pages(group, codenames, pages):
    """Give a group these rights on these pages and what lies below them."""
    for codename in codenames:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        for page in pages:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def grant_files(group, codenames):
    """Give a group these rights on all pictures and documents."""
    collection = Collection.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label__in=FILE_APPS, codename__in=codenames):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def ensure_curators():
    """Make the group of city curators with its rights, or mend it; returns the Group. Running it again changes nothing."""
    group, _ = Group.objects.get_or_create(name=CURATORS)
    grant_pages(group, PAGE_RIGHTS, [Page.objects.get(depth=1)])
    grant_files(group, FILE_RIGHTS)
    group.permissions.set(Permission.objects.filter(codename__in=OTHER_RIGHTS))
    return group


def team_group(district, role):
    """Return the Group of a district's team, made and named after the district when there is none."""
    team = DistrictTeam.objects.filter(district=district, role=role).select_related("group").first()
    if team:
        return team.group
    group, _ = Group.objects.get_or_create(name=f"{TEAM_NAMES[role]}: {district.name}"[:150])
    DistrictTeam.objects.create(group=group, district=district, role=role)
    return group


@transaction.atomic
def ensure_district_team(district):
    """Make the two groups of a district (District), or mend them; returns {TeamRole: Group}.

    Both may add and edit pages below the district's page in each language; neither may publish.
    """
    pages = list(DistrictPage.objects.filter(record=district))
    groups = {role: team_group(district, role) for role in TeamRole}
    for group in groups.values():
        grant_pages(group, TEAM_PAGE_RIGHTS, pages)
        grant_files(group, TEAM_FILE_RIGHTS)
        group.permissions.set(Permission.objects.filter(codename__in=TEAM_OTHER_RIGHTS))
        stale = GroupPagePermission.objects.filter(group=group)
        stale.exclude(page__in=pages, permission__codename__in=TEAM_PAGE_RIGHTS).delete()
    return groups


@transaction.atomic
def ensure_review_workflow():
    """Make the review of pages, first by their district and then by the curators; returns the Workflow.

    It is attached to each home page that has none. One that an administrator renamed, rearranged or switched off is kept.
    """
    group = ensure_curators()
    task = DistrictApprovalTask.objects.order_by("pk").first() or DistrictApprovalTask.objects.create(
        name=DISTRICT_STEP
    )
    workflow = task.workflows.order_by("pk").first()
    if workflow is None:
        verification = GroupApprovalTask.objects.create(name=CURATORS_STEP)
        verification.groups.add(group)
        workflow = Workflow.objects.create(name=WORKFLOW)
        for order, step in enumerate((task, verification)):
            WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    if workflow.active:
        for home in Page.objects.filter(depth=HOME_DEPTH):
            WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
    return workflow


def ensure_roles():
    """Make or mend the curators, the teams of all districts that have a page, and the review."""
    ensure_review_workflow()
    for district in District.objects.filter(pages__isnull=False).distinct():
        ensure_district_team(district)


def on_district_page_saved(sender, instance, raw=False, **kwargs):
    """post_save of a district's page: a new one, or one of another district now, gives its team the rights on it."""
    if raw:
        return
    rights = GroupPagePermission.objects.filter(page=instance, group__district_team__isnull=False)
    holders = list(rights.values_list("group__district_team__district", flat=True))
    if holders != [instance.record_id] * len(TeamRole) * len(TEAM_PAGE_RIGHTS):
        for district in District.objects.filter(pk__in={instance.record_id, *holders}):
            ensure_district_team(district)
