"""No page of the admin shows an English word to an administrator or an editor who reads Spanish, French or Portuguese.

The words are those of the packages' own English texts that no translation uses. Here because the small city has a thing of
every kind and an account of every role.
"""

import json
import re
from functools import cache

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.core import locales
from portal.home.models import ContentPage
from portal.operations import messages, package_messages
from portal.practices.models import PracticePage
from tests.spoken import Texts, english_texts, forms, native_texts, native_words, words

from .requests import shown
from .test_anywhere import TITLE, addresses
from .test_pages import VIEWS
from .test_records import screens, thumbnails

pytestmark = pytest.mark.django_db

#: words that stand behind a field's name only, in no text of a package
MORE = {"enabled", "subject", "body", "others", "actions", "search"}
#: names, and words that another language has, too
NAMES = re.compile(
    r"\bEnglish\b|\bRoot\b|Moderators approval|Ctrl \+ Alt|/admin/|Jan Mayen|\b\w+\.(?:png|\w+page)\b"
    r"|\b(?:admin|editor|translator)\b"  # accounts
    r"|Districts and neighbourhoods"  # a page
    r"|\b(?:basque|catalan|[Pp]agination|[Pp]ermanent|1 page)\b"  # French
    r"|\b(?:uses|resolve)\b"  # Spanish, Portuguese
)
#: English without a way to translate it, on screens of the administrator
KNOWN = {
    "/admin/groups/new/": r".*\b(?:Can|Publish any|Unlock any|Lock/unlock|Delete pages)\b.*|Locale|Translation",  # rights
    "/admin/locales/new/": r"Locale|Enabled|Sync from",
    "/admin/choose-page/": r"Search",  # the button that nobody sees
    "/admin/workflows/task_chooser/": r"Task type",
}
#: screens of which each account reads one in each language
FEW = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_explore_root",
    "wagtailadmin_pages:search",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_external_link",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailimages_chooser:choose",
    "venues:index",
)


@cache
def watched(code):
    """Return the English words (set) that no text in a language has."""
    return ({word for text in english_texts() for word in words(text)} | MORE) - native_words(code)


def english(html, url, code):
    """Return the texts (list) of a page that have an English word, or are an English text of a package."""
    wrong = []
    for text in Texts(html).found:
        said = NAMES.sub(" ", TITLE.sub(" ", text)).strip()
        is_english = " " in said and said in english_texts() and said not in native_texts(code)
        if (words(said) & watched(code) or is_english) and not re.fullmatch(KNOWN.get(url, ""), said):
            wrong.append(text)
    return wrong


def read_as(city, name, code):
    """Return the Client of an account that reads a language."""
    profile = UserProfile.get_for_user(city.users[name])
    profile.preferred_language = locales.language_row(code).admin_code or code
    profile.save()
    return city.browsers[name]


def own(city, model):
    """Return a published Spanish page of this type in the editor's district."""
    return next(page for page in city.of(model) if (page.place, page.language, page.live) == ("own", "es", True))


def screens_of_pages(city):
    """Return the addresses (list) of each screen of one page, and of the forms of three types."""
    page, practice = own(city, ContentPage), own(city, PracticePage)
    found = [reverse(f"wagtailadmin_pages:{view}", args=[page.pk]) for view in VIEWS if view != "view_draft"]
    found.append(reverse("wagtailadmin_pages:edit", args=[practice.pk]))
    found.append(reverse("wagtailadmin_pages:add", args=["councils", "sessionpage", page.folder]) + "?whole=1")
    found.append(reverse("wagtailadmin_explore", args=[page.folder]))
    return found


def screens_of_records(city):
    """Return the addresses (list) of each screen of one record: a venue."""
    model, views = next((model, views) for model, views in screens().items() if model.__name__ == "Venue")
    venue = city.of(model)[0]
    return [
        reverse(views[view], args=[venue.pk])
        for view in ("edit", "delete", "history", "usage", "inspect")
        if view in views
    ]


def check(city, name, code, urls):
    """Read addresses as an account in a language; raise AssertionError with every English text found."""
    client, opened, wrong = read_as(city, name, code), 0, []
    for url in urls:
        html = shown(client.get(url))
        opened += bool(html)
        wrong += [f"{url} {text!r}" for text in english(html, url, code)]
    assert wrong == []
    return opened


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<p>Busca en todo el sitio</p><script>Search the site</script>", 0),
        ("<svg><title>Search</title></svg><p>Ficha content k001z: English</p>", 0),
        ("<p>Locked by</p>", 1),
        ("<svg/><img alt='0 Images'><button aria-label='Filter by'>Layout</button>", 3),
        ("<input type='submit' value='Search'><input value='Search'>", 1),
        ("<label>Date from</label>", 1),
    ],
)
def test_english_is_found_in_what_is_shown_and_said(html, number):
    assert len(english(html, "/admin/", "es")) == number


@thumbnails
@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's report
def test_no_screen_of_the_administrator_has_an_english_word(city):
    urls = [url for url in addresses() if not url.endswith("/results/")]  # the rows of a list once more
    urls += screens_of_pages(city) + screens_of_records(city)
    assert check(city, "admin", "es", urls) > 100


@thumbnails
@pytest.mark.parametrize(
    ("name", "code"), [("editor", "es"), ("editor", "fr"), ("editor", "pt"), ("admin", "fr"), ("admin", "pt")]
)
def test_no_kind_of_screen_has_an_english_word(city, name, code):
    page = own(city, ContentPage)
    urls = [reverse(view) for view in FEW]
    urls += [reverse(f"wagtailadmin_pages:{view}", args=[page.pk]) for view in ("edit", "history", "usage", "delete")]
    urls.append(reverse("wagtailadmin_explore", args=[page.folder]))
    assert check(city, name, code, urls) > 10


@pytest.mark.parametrize("code", ["es", "fr", "pt"])
@pytest.mark.parametrize("view", ["wagtailadmin_javascript_catalog", "wagtail_localize:javascript_catalog"])
def test_scripts_speak_the_language_of_the_account(city, code, view):
    answer = read_as(city, "admin", code).get(reverse(view)).content.decode()
    catalogue = json.loads(re.search(r"newcatalog = (\{.*?\});\n", answer, re.DOTALL)[1])
    package = "wagtail_localize" if view.startswith("wagtail_localize") else "admin"
    folder = next(folder for folder in package_messages.package_folders() if folder.parent.name == package)
    listed = messages.read_file(folder / "en" / "LC_MESSAGES" / "djangojs.po", "en")
    assert {message.id for message in listed if message.id and forms(message.id)[0] not in catalogue} == set()
