"""What tests of opened districts ask of one, and two ways of breaking it."""

from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from portal.core.models import Role
from portal.districts.models import DistrictPage

LANGUAGES = ("en", "es", "fr", "pt")


def version(district, code):
    """Return the page of a district in a language."""
    return DistrictPage.objects.get(record=district, locale__language_code=code)


def group_of(district, role):
    """Return the group of a role in a district."""
    return Group.objects.get(team__district=district, team__role=role)


def said(lines):
    """Return Lines as {(verb, kind, what)}."""
    return {(line.verb, line.kind, line.what) for line in lines}


def rights(district):
    """Return all rights of a district's teams."""
    theirs = {"group__team__district": district}
    pages = GroupPagePermission.objects.filter(**theirs).values_list(
        "group__team__role", "page", "permission__codename"
    )
    files = GroupCollectionPermission.objects.filter(**theirs)
    return set(pages), set(files.values_list("group__team__role", "collection", "permission__codename"))


def no_page_right(east):
    GroupPagePermission.objects.filter(group__team__district=east, group__team__role=Role.EDITOR).first().delete()


def no_translation(east):
    version(east, "fr").delete()
