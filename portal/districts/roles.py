"""Who may do what: for now the city curators, who answer for the whole bank, the vocabularies and the districts."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

CURATORS = "Curaduría de la ciudad"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILE_RIGHTS = (
    "add_portalimage",
    "change_portalimage",
    "choose_image",
    "add_portaldocument",
    "change_portaldocument",
    "choose_document",
)
OTHER_RIGHTS = (
    *("access_admin", "submit_translation", "add_term", "change_term"),
    *("add_organisation", "change_organisation", "view_organisation"),
    *("add_practicecontact", "change_practicecontact", "delete_practicecontact", "view_practicecontact"),
)


def ensure_curators():
    """Make the group of city curators with its rights, or mend it; returns the Group. Running it again changes nothing."""
    group, _ = Group.objects.get_or_create(name=CURATORS)
    root, collection = Page.objects.get(depth=1), Collection.get_first_root_node()
    for codename in PAGE_RIGHTS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for permission in Permission.objects.filter(codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    group.permissions.set(Permission.objects.filter(codename__in=OTHER_RIGHTS))
    return group
