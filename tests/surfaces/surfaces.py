"""Every address that answers to the public: which names of the URL map it covers, what to ask it, what it must show."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit

from django.urls import reverse

from . import addresses as ask
from .addresses import CONTENT, DISTRICT, EVENT, PRACTICE, SEARCHED, SESSION
from .city import LANGUAGES
from .words import words_in


@dataclass(frozen=True)
class Surface:
    """One public surface.

    names: names of the URL map and of pages' routes that it covers; ask: (city, language) → addresses; shows: (city,
    language) → keys of the public things without which the test would have looked at an empty page.
    """

    name: str
    names: tuple[str, ...]
    ask: Callable
    shows: Callable = lambda city, language: set()
    languages: tuple[str, ...] = LANGUAGES


def read(response):
    """Return what a response says as text: a table's sheets unpacked, a stream joined; nothing for a picture."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.get("Content-Type", "")
    location = response.get("Location", "")
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    if kind.startswith("image/"):
        return ""
    return body.decode() + unquote_plus(location)


def said(client, address):
    """Return {(part, key)} of the words that the answer to an address says, without those that the address itself says."""
    address = urlsplit(address)._replace(scheme="", netloc="").geturl()
    return words_in(read(client.get(address))) - words_in(unquote_plus(address))


def public(*kinds):
    """Return a function: the keys of the public things of some kinds in a language."""
    return lambda city, language: city.public_keys(*kinds, language=language)


def found_by_search(city, language):
    """Pages in a language, and the records that search knows."""
    return city.public_keys(*SEARCHED, language=language) | city.public_keys("neighbourhood")


def records(*kinds):
    """Return a function: the keys of public records of some kinds, which are the same in all languages."""
    return lambda city, language: city.public_keys(*kinds)


AGENDA_NAMES = tuple(f"CalendarPage.{name}" for name in ("agenda", "feed", "calendar", "index_route"))
DATED_NAMES = (
    "session_by_reference",
    *(f"SessionPage.{name}" for name in ("item", "calendar", "share_card", "invitation", "index_route")),
    *(f"{model}.{name}" for model in ("CouncilPage", "EventPage") for name in ("calendar", "index_route")),
    "EventPage.share_card",
)
MINUTES_NAMES = tuple(
    f"SessionPage.{name}"
    for name in ("minutes", "minutes_versions", "minutes_version", "minutes_agreements", "minutes_aloud")
)
SURFACES = [
    Surface("search", ("search",), ask.search_addresses, found_by_search),
    Surface("search of hidden words", ("search",), ask.search_of_words),
    Surface("suggestions", ("suggest",), ask.suggestion_addresses, found_by_search),
    Surface("bank", ("wagtail_serve",), ask.bank_addresses, public(PRACTICE)),
    Surface("feed", ("practice_feed",), ask.feed_addresses, public(PRACTICE)),
    Surface("files", ("practice_selection",), ask.file_addresses, public(PRACTICE)),
    Surface(
        "cite, print, compare",
        ("practice_cite", "practice_paper", "practice_compare"),
        ask.about_selections,
        public(PRACTICE),
    ),
    Surface(
        "one practice",
        ("practice_bibtex", "practice_card", "practice_json", "practice_citation", "practice_by_reference"),
        ask.one_practice,
        public(PRACTICE),
    ),
    Surface(
        "counters",
        ("DistrictIndexPage.counters", "DistrictIndexPage.counters_csv"),
        ask.counter_addresses,
        records("neighbourhood"),
    ),
    Surface("home", ("wagtail_serve",), lambda city, language: [f"/{language}/"], public(DISTRICT)),
    Surface(
        "pages",
        ("wagtail_serve", "DistrictPage.whole_district", "DistrictPage.index_route"),
        ask.public_page_addresses,
        public(*SEARCHED),
    ),
    Surface("knocking", ("wagtail_serve",), ask.knocking_addresses),
    Surface(
        "districts",
        ("DistrictIndexPage.all_districts", "DistrictIndexPage.index_route"),
        ask.index_addresses,
        public(DISTRICT),
    ),
    Surface("neighbourhoods", ("DistrictPage.neighbourhood",), ask.neighbourhood_addresses, records("neighbourhood")),
    Surface("agenda", (*AGENDA_NAMES, "page_file"), ask.agenda_addresses, public(EVENT, SESSION)),
    Surface(
        "weekly agenda",
        ("CalendarPage.weekly_issue", "CalendarPage.weekly_issues"),
        ask.issue_addresses,
        public(EVENT, SESSION),
    ),
    Surface("councils, sessions, events", DATED_NAMES, ask.dated_addresses, public(SESSION)),
    Surface("minutes", MINUTES_NAMES, ask.minutes_addresses, records("minutes")),
    Surface(
        "participation",
        tuple(
            f"DistrictPage.{name}" for name in ("participation", "quarter", "participation_csv", "participation_json")
        ),
        ask.participation_addresses,
        records("quarter"),
    ),
    Surface("forms", ("submission_kinds", "submission_begin", "submission_paper"), ask.form_addresses),
    Surface("not found", ("wagtail_serve",), lambda city, language: [f"/{language}/no-esta/"], public(CONTENT)),
    Surface("privacy", ("privacy",), lambda city, language: [f"/{language}/privacy/"]),
    Surface(
        "geojson",
        ("districts_geojson", "neighbourhoods_geojson"),
        ask.geojson_addresses,
        records("neighbourhood"),
        ("es",),
    ),
    Surface(
        "sitemap",
        ("sitemap",),
        lambda city, language: [reverse("sitemap")],
        lambda city, language: city.public_keys(*SEARCHED),
        ("es",),
    ),
]

#: names of the URL map that say nothing of what editors write → why
SILENT = {
    "proposal_list": "what sender and office published; looked at with markers in all else in tests/proposals",
    "proposal_feed": "the same",
    "proposal_page": "the same",
    "proposal_picture": "pictures of the same; tested in tests/proposals/test_pictures.py",
    "submission_resume": "for whoever has the secret address of a draft; tested in tests/submissions",
    "submission_step": "the same",
    "submission_later": "the same",
    "submission_check": "the same",
    "submission_sent": "the same",
    "submission_file": "the same",
    "submission_own": "for whoever has the secret address of a matter; tested in tests/submissions",
    "submission_join_confirm": "the same",
    "submission_status_form": "a form for a code",
    "submission_status": "the stage of a matter, nothing that it says; tested in tests/submissions/test_own.py",
    "submission_mine": "a form for a mail address",
    "submission_join": "the title of a public matter, and a form for a mail address",
    "by_language": "leads to a home page",
    "health": "says ok",
    "metrics": "figures of the search's replica, no object",
    "robots": "the same lines for everybody",
    "city_css": "a colour",
    "offline_worker": "a script; what it may keep is tested in tests/offline_forms and tests/browser",
    "minutes_form": "for who writes the minutes; tested in tests/minutes_editor/test_form_rights.py",
    "minutes_form_sync": "the same",
    "my_district": "keeps a code in a cookie; what the home page then shows is asked with that cookie",
    "patterns": "invented content, in debug mode only",
    "practice_codebook": "the questions of the form and the vocabularies",
    "picture": "files by a name that nobody guesses; tested in test_files.py",
    "wagtaildocs_serve": "tested in test_files.py",
    "wagtaildocs_authenticate_with_password": "a form for a password",
    "wagtailcore_authenticate_with_password": "a form for a password",
    "wagtailcore_login": "a form for a password",
}
