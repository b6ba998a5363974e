"""Nothing that an account sends makes the admin fail: odd addresses, forms in parts, keys that are none or others'.

A crawl as nine accounts tries a share of their screens each time; CRAWL says how large a share (SHARES).
"""

import os
import sys

import pytest
from django.urls import reverse
from wagtail.admin.views import home

from portal.councils.models import CouncilPage
from portal.home.models import ContentPage
from portal.practices.models import PracticePage
from tests.sharing import made_once

from .crawl import LONG_KEY, Crawl
from .oracle import ACTORS
from .requests import taken_back
from .test_anywhere import LIMITED, TITLE, addresses, may_be_named
from .test_english import own
from .test_records import thumbnails

pytestmark = pytest.mark.django_db

#: of the screens, and of what each can be sent: CRAWL=1,0.2 tries every screen with a fifth of it, as CRAWL=1,1 with all
SHARES = tuple(float(share) for share in os.environ.get("CRAWL", "0.1,0.12").split(","))


@made_once
def content_page(city):
    """A published page of the editor's district."""
    return ContentPage.objects.get(pk=own(city, ContentPage).pk)


def form_of(page, **changes):
    """Return what the editor of a content page sends; None leaves a part out."""
    sent = {
        "title": page.title,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "body-count": "0",
        **changes,
    }
    return {name: value for name, value in sent.items() if value is not None}


@pytest.mark.parametrize(
    "damage",
    [
        {"body-count": None},
        {"body-count": "abc"},
        {"body-count": "1"},
        {
            "body-count": LONG_KEY,
            "body-0-deleted": "",
            "body-0-order": "x",
            "body-0-type": "paragraph",
            "body-0-value": "",
        },
    ],
)
@pytest.mark.parametrize("view", ["edit", "preview_on_edit"])
def test_blocks_in_parts_are_refused_and_nothing_is_saved(city, content_page, view, damage):
    client, before = city.browsers["editor"], content_page.revisions.count()
    with taken_back():
        answer = client.post(
            reverse(f"wagtailadmin_pages:{view}", args=[content_page.pk]), form_of(content_page, **damage)
        )
        assert answer.status_code == 400
        assert content_page.revisions.count() == before


def test_the_refusal_is_a_page_in_the_language_of_the_account_with_a_way_on(city, content_page):
    url = reverse("wagtailadmin_pages:edit", args=[content_page.pk])
    html = city.browsers["editor"].post(url, {}).content.decode()
    assert "no se guardó nada" in html
    assert f'href="{reverse("wagtailadmin_home")}"' in html
    by_script = city.browsers["editor"].post(url, {}, headers={"x-requested-with": "XMLHttpRequest"})
    assert by_script.status_code == 400
    assert by_script["Content-Type"] == "application/json"


@pytest.mark.parametrize("text", ["{", "[]", "3", '"x"', '{"blocks": 3}', '{"blocks": [3], "entityMap": {}}', "abc"])
def test_a_damaged_rich_text_is_refused(city, text):
    page = own(city, PracticePage)
    sent = {"title": page.title, "slug": "x", "main_objective_text": text}
    with taken_back():
        answer = city.browsers["editor"].post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert answer.status_code == 400


@pytest.mark.parametrize("given", ["x", "-1", LONG_KEY, "javascript:alert(1)"])
@pytest.mark.parametrize("view", ["delete", "unpublish", "copy", "edit"])
def test_an_address_to_go_on_to_that_is_none_is_refused(city, content_page, view, given):
    url = reverse(f"wagtailadmin_pages:{view}", args=[content_page.pk])
    with taken_back():
        assert city.browsers["editor"].post(url, {"next": given}).status_code == 400
        assert city.browsers["editor"].get(url, {"next": given}).status_code == 400
        assert city.browsers["editor"].get(url, {"next": "/admin/pages/"}).status_code == 200


def test_a_form_without_its_fields_is_refused_or_says_what_is_missing(city, content_page):
    client = city.browsers["editor"]
    assert client.post(reverse("wagtailadmin_pages:copy", args=[content_page.pk]), {}).status_code == 400
    answer = client.post(reverse("wagtailadmin_choose_page_external_link"), {})
    assert answer.status_code == 200
    assert answer.json()["step"] == "external_link"


@pytest.mark.parametrize("key", [LONG_KEY, f"-{LONG_KEY}"])
def test_a_key_that_no_database_holds_is_said_beside_its_list(city, key):
    page = own(city, PracticePage)
    with taken_back():
        answer = city.browsers["editor"].post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": page.title, "objectives": [key]}
        )
    assert answer.status_code == 200
    assert key in str(answer.context["form"].errors["objectives"])


@pytest.mark.parametrize("key", [LONG_KEY, "0", "abc"])
def test_a_filter_by_a_key_that_is_none_shows_its_list(city, key):
    for name, asked in (("sessions", "council"), ("registrations", "event"), ("practices", "owner")):
        assert city.browsers["editor"].get(reverse(f"{name}:index"), {asked: key}).status_code == 200


def test_a_range_that_no_database_holds_shows_its_list(city):
    for least, most in ((LONG_KEY, LONG_KEY), ("0", LONG_KEY), (f"-{LONG_KEY}", "1")):
        asked = {"usage_count_min": least, "usage_count_max": most}
        assert city.browsers["editor"].get(reverse("wagtaildocs:index_results"), asked).status_code == 200


@pytest.mark.parametrize("key", [LONG_KEY, "2000000", "x"])
def test_a_copy_goes_below_a_page_that_exists(city, content_page, key):
    url = reverse("wagtailadmin_pages:copy", args=[content_page.pk])
    sent = {"new_title": "x", "new_slug": "x", "new_parent_page": key}
    assert city.browsers["admin"].post(url, sent).status_code == 403


@pytest.mark.parametrize("rows", ["2", "51"])
def test_rows_of_which_nothing_was_sent_are_said_in_the_form(city, rows):
    council = own(city, CouncilPage)
    sent = {"title": "", "slug": "x", "links-TOTAL_FORMS": rows, "links-INITIAL_FORMS": "0", "links-0-title": "x"}
    with taken_back():
        answer = city.browsers["editor"].post(reverse("wagtailadmin_pages:edit", args=[council.pk]), sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize("key", ["abc", "1.5", "-"])
def test_a_row_with_a_key_that_is_none_is_refused(city, key):
    council = own(city, CouncilPage)
    sent = {"title": "x", "slug": "x", "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "1", "links-0-id": key}
    with taken_back():
        assert (
            city.browsers["editor"].post(reverse("wagtailadmin_pages:edit", args=[council.pk]), sent).status_code == 400
        )


@pytest.mark.parametrize("sent", [{}, {"import_file_name": "x"}, {"import_file_name": "x:y", "input_format": "0"}])
def test_an_import_of_redirects_without_its_file_is_refused(city, sent):
    with taken_back():
        answer = city.browsers["admin"].post(reverse("wagtailredirects:process_import"), sent)
    assert answer.status_code == 400


def test_wagtails_page_of_failure_is_for_nobody(city):
    assert city.browsers["admin"].get(reverse("wagtailadmin_error_test")).status_code == 403


def test_a_fault_of_ours_stays_one(city, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("x")

    monkeypatch.setattr(home.HomeView, "get_context_data", fail)
    client = city.browsers["admin"]
    with pytest.raises(ValueError, match="x"):
        client.get("/admin/?q=x")
    client.raise_request_exception = False
    assert client.get("/admin/?q=x").status_code == 500
    client.raise_request_exception = True


class Reading(Crawl):
    """A crawl that also looks for the titles of what is not the account's."""

    hidden = frozenset()

    def read(self, url, what, text):
        """Note every title that should not be there."""
        self.faults += [f"{url} · {what} · names {title}" for title in set(TITLE.findall(text)) & self.hidden]


@thumbnails
@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's report
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if not actor.is_visitor], ids=lambda actor: actor.name)
def test_no_screen_fails_whatever_it_is_sent(city, actor):
    pages = {str(page.pk): page.model.__name__ for page in city.pages()}
    foreign = [str(thing.pk) for thing in city.things if thing.place == "other"]

    def kind(match, value):
        is_page = any(word in match.view_name for word in ("page", "explore", "localize"))
        return pages.get(value, "key") if is_page else "key" if value.isdecimal() else value

    crawl = Reading(city.browsers[actor.name], kind, foreign, SHARES, seed=actor.name)
    if actor in LIMITED:
        crawl.hidden = {thing.title for thing in city.things if not may_be_named(actor, thing)}
    screens = [reverse(f"wagtailadmin_pages:{view}", args=[pk]) for pk in pages for view in ("edit", "copy", "delete")]
    crawl.run(*addresses(), *screens)
    sys.stdout.write(
        f"\n{actor.name}: {len(crawl.seen)} screens known, {crawl.sent} requests, {len(crawl.faults)} faults\n"
    )
    assert not crawl.faults, "\n".join([f"{len(crawl.faults)} faults:", *crawl.faults])
