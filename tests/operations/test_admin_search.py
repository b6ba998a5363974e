"""The lists of the admin are searched together with their filters and orders, whatever is typed."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import district_page, practice
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the search of each database has a syntax of its own")]

TYPED = ['"', '12" de alto', "d'Or", "😀'\"", "*", "a AND NOT", "(", "\\", "%s", "-1", ":*", "NEAR(a", "x" * 3000]
LISTS = (
    "wagtailadmin_pages:search",
    "wagtailimages:index",
    "wagtaildocs:index",
    "practices:index",
    "events:index",
    "sessions:index",
    "councils:index",
    "district_pages:index",
)


@made_once
def plaza(db):
    """A published practice, indexed."""
    page = practice("La plaza de 12 pulgadas", district_page("Oeste", "oeste"))
    call_command("update_index", verbosity=0)
    return page


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_is_searched(admin_client, plaza, typed):
    for name in LISTS:
        assert admin_client.get(reverse(name), {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["plaza", '12" plaza', "'plaza'", 'la "plaza'])
def test_marks_around_words_hide_nothing(admin_client, plaza, typed):
    assert plaza.title in admin_client.get(reverse("practices:index"), {"q": typed}).content.decode()


@pytest.mark.parametrize("ordering", ["", "title", "-last_reviewed", "-district__name", "latest_revision_created_at"])
def test_a_search_keeps_the_filters_and_the_order(admin_client, plaza, ordering):
    asked = {"q": "plaza", "state": "live", "language": "es", "ordering": ordering}
    assert plaza.title in admin_client.get(reverse("practices:index"), asked).content.decode()
    assert plaza.title not in admin_client.get(reverse("practices:index"), {**asked, "state": "draft"}).content.decode()
