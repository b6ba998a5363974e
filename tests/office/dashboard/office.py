"""A small city's office: two districts with their teams, and things that wait in them."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from portal.core.models import PortalImage, Role, SourceText, Team, User
from portal.districts.models import DistrictPage
from portal.districts.roles import district_collection, ensure_district_team
from portal.office.dashboard.panel import what_waits
from portal.territory.models import CoverageCount, Neighbourhood
from tests.districts.teams import account, browser
from tests.factories import content, locale, practice, translate

numbers = count(1)


def member(role, page, neighbourhoods=(), languages=()):
    """Return a new account with a role in the district of a page, narrowed to neighbourhoods and languages (codes)."""
    group = ensure_district_team(page.record)[role]
    user = account(f"{role}-{next(numbers)}", group)
    user.neighbourhoods.set(neighbourhoods)
    user.languages.set([locale(code) for code in languages])
    return User.objects.get(pk=user.pk)


def again(user):
    """Return an account as the next request reads it."""
    return User.objects.get(pk=user.pk)


def waits(user):
    """Return {name of what waits: {titles of its first lines}} for an account."""
    return {sort["name"]: {line.title for line in sort["lines"]} for sort in what_waits(again(user))}


def counts(user):
    """Return {name of what waits: how many} for an account."""
    return {sort["name"]: sort["count"] for sort in what_waits(again(user))}


def in_all_languages(page):
    """Make the translations of a district's page, and give its teams their rights on them; return the page."""
    for code in ("en", "fr", "pt"):
        index = page.get_parent().get_translation_or_none(locale(code))
        assert index, "the districts' page stands in all languages from the first migration"
        translate(page, code)
    ensure_district_team(page.record)
    return DistrictPage.objects.get(pk=page.pk)


def picture(page, title="Ronda en la plaza", description=""):
    """Return a new picture in the collection of a district's page."""
    file = get_test_image_file(filename=f"foto-{next(numbers)}.png", size=(4, 3))
    collection = district_collection(page.record)
    return PortalImage.objects.create(title=title, description=description, collection=collection, file=file)


def neighbourhood(page, name="Echesortu", **fields):
    """Return a new neighbourhood of the district of a page."""
    code = f"barrio-{next(numbers)}"
    return Neighbourhood.objects.create(district=page.record, name=name, code=code, **fields)


def counted(barrio, days):
    """Note a counter of a neighbourhood some days ago."""
    day = timezone.localdate() - timedelta(days=days)
    return CoverageCount.objects.create(neighbourhood=barrio, kind="officials", value=3, date=day, source="recorrido")


def backdate(page, days):
    """Say that a page was last touched some days ago; return it as stored."""
    moment = timezone.now() - timedelta(days=days)
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = moment
    page.save(clean=False)
    for row in SourceText.objects.filter(page=page.pk):
        row.changed_at = moment
        row.save()
    return type(page).objects.get(pk=page.pk)


def draft_of(user, parent, title):
    """Return a new draft of a content page that an account wrote."""
    page = content(title, parent=parent, owner=user)
    page.unpublish()
    page.save_revision(user=user)
    return page


__all__ = [
    "Role", "Team", "account", "again", "backdate", "browser", "content", "counted", "counts", "draft_of",
    "in_all_languages", "member", "neighbourhood", "picture", "practice", "translate", "waits",
]  # fmt: skip
