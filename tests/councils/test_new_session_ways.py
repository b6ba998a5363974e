"""The ways to «Añadir sesión»: from a council in the admin, and from «Nueva página» of the folder of its district."""

import pytest
from django.urls import reverse

from portal.core.models import Role
from tests.districts.teams import browser
from tests.factories import district_page
from tests.office.dashboard.office import member

from . import city

pytestmark = pytest.mark.django_db


def short_form(council=None):
    """Return the address of «Añadir sesión»."""
    return reverse("session_new") + (f"?council={council.pk}" if council else "")


def new_page(client, folder):
    return client.get(reverse("wagtailadmin_pages:add_subpage", args=[folder.pk]), follow=True)


def test_new_page_in_a_district_offers_a_session(editor, west, council):
    html = new_page(editor, west).content.decode()
    assert f'href="{short_form(council)}"' in html  # the only council there is chosen already
    assert "Sesión" in html
    city.council(west, "Asamblea del puerto", kind="assembly")
    assert f'href="{short_form()}"' in new_page(editor, west).content.decode()


def test_a_folder_without_councils_offers_none(editor, west):
    assert short_form() not in new_page(editor, west).content.decode()


def test_new_page_below_a_council_is_a_session_of_that_council(editor, west, council):
    other = city.council(west, "Asamblea del puerto", kind="assembly")
    response = new_page(editor, council)
    assert response.redirect_chain[-1][0] == short_form(council)
    html = response.content.decode()
    assert f'<option value="{council.pk}" selected>' in html
    assert f'<option value="{other.pk}">' in html


def test_the_form_with_everything_is_one_link_further(editor, council):
    whole = reverse("wagtailadmin_pages:add", args=["councils", "sessionpage", council.pk]) + "?whole=1"
    assert f'href="{whole}"' in editor.get(short_form(council)).content.decode()
    html = editor.get(whole).content.decode()
    assert 'name="agenda_closes"' in html


def test_the_buttons_of_a_council_lead_there(editor, west, council):
    for screen in (
        reverse("wagtailadmin_pages:edit", args=[council.pk]),
        reverse("wagtailadmin_explore", args=[council.pk]),
        reverse("councils:index"),
    ):
        assert f'href="{short_form(council)}"' in editor.get(screen).content.decode(), screen
    assert "?council=" not in editor.get(reverse("wagtailadmin_pages:edit", args=[west.pk])).content.decode()


def test_who_may_not_add_there_is_offered_nothing(west, council):
    south = district_page("Sur", "sur")
    stranger = browser(member(Role.EDITOR, south))
    response = stranger.get(short_form(council))
    assert response.status_code == 200
    assert council.title not in response.content.decode()
    assert "?whole=1" not in response.content.decode()
    assert new_page(stranger, south).status_code == 200
    counting = browser(member(Role.STATISTICS, west))
    assert "?council=" not in counting.get(reverse("wagtailadmin_explore", args=[council.pk])).content.decode()


@pytest.mark.parametrize("key", ["", "abc", "-1", "9" * 30, "0"])
def test_an_address_with_a_council_that_is_none_asks_which(editor, council, key):
    response = editor.get(f"{reverse('session_new')}?council={key}")
    assert response.status_code == 200
    assert " selected>" in response.content.decode().split('name="council"')[1].split(council.title)[0]
