"""No public page, feed, calendar, paper or error shows a word of the interface in a language that its reader did not choose.

What editors wrote has words of its own here (words.py), so that any other word is one of the interface.
"""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import bad_request, permission_denied

from portal.core import views
from portal.events.speech import at_hour
from tests.spoken import PublicTexts, foreign_words, words

from . import addresses as ask
from .speaking import EVERY, speaking_city  # noqa: F401 (a fixture)
from .words import COMMON, WORD

pytestmark = pytest.mark.django_db

#: what is asked of each kind of surface, see addresses.py
ASKED = (
    ask.search_addresses,
    ask.suggestion_addresses,
    ask.bank_addresses,
    ask.about_selections,
    ask.feed_addresses,
    ask.public_page_addresses,
    ask.index_addresses,
    ask.counter_addresses,
    ask.neighbourhood_addresses,
    ask.agenda_addresses,
    ask.issue_addresses,
    ask.dated_addresses,
)
LATER_PAGE = re.compile(r"page=[2-9]")
#: lines of a calendar file that people read
SAID = re.compile(r"(?:SUMMARY|DESCRIPTION|LOCATION|CATEGORIES|X-WR-CALNAME|NAME)\b[^:]*:(.*)")
#: names, standards, addresses and codes, the same in all languages
NAMES = re.compile(
    r"https?:\S+|urn:\S+|\S+@\S+|/\w\S*|\b\w+\.(?:ics|csv|xlsx)\b|\b[A-Z]+-[A-Z0-9-]+\b|Google Calendar|Creative Commons"
    r"|Español|English|Français|Português|Participa\b|\bSur\b|Barrio \d|\bBibTeX\b|axe-core",
)


def addresses(city, language):
    """Return the addresses (list) of each kind of surface, once each, without the later pages of lists."""
    found = [f"/{language}/", f"/{language}/no-esta/", ask.agenda_path(language) + "?week=never"]
    for asked in ASKED:
        found += [address for address in asked(city, language) if not LATER_PAGE.search(address)]
    return list(dict.fromkeys(found))


def texts_of(response):
    """Return {(text, language)} of what an answer says; the language is "" where nothing claims one.

    The columns of tables have names for programs, the same in all languages (docs/codebook.md).
    """
    kind = response.get("Content-Type", "")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if "html" in kind or "xml" in kind:
        return PublicTexts(body.decode().replace("xml:lang=", "lang=")).said
    if "calendar" in kind:
        unfolded = re.sub(r"\r?\n[ \t]", "", body.decode())
        return {(match[1], "") for line in unfolded.splitlines() if (match := SAID.match(line))}
    if "text/plain" in kind:
        return {(line, "") for line in body.decode().splitlines()}
    return set()


def foreign(texts, language):
    """Return ["text: words"] of texts {(text, language)} that have words of the interface in another language."""
    found = []
    for text, claimed in sorted(texts):
        said = words(NAMES.sub(" ", WORD.sub(" ", text))) - {COMMON}
        strange = {word for word in said if word in foreign_words(language)}
        if claimed in (language, "") and strange:
            found.append(f"{text[:100]!r}: {', '.join(sorted(strange))}")
    return found


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<html lang=fr><p>Rechercher dans tout le portail</p><b lang=es>Buscar</b></html>", 0),
        ("<html lang=fr><p>Buscar</p></html>", 1),
        ("<html lang=fr><p lang=es>Hola <i lang=fr aria-label='Saltar al contenido'>oui</i></p></html>", 1),
        ("<html lang=fr><svg><title>Mapa de los barrios</title></svg><p data-none='Sin sugerencias'></p></html>", 2),
        ("<html lang=fr><p>Skip this year</p><script>buscar</script></html>", 1),
    ],
)
def test_foreign_words_are_found_where_the_page_claims_its_own_language(html, number):
    assert len(foreign(PublicTexts(html).said, "fr")) == number


@pytest.mark.parametrize("language", EVERY)
def test_no_hour_of_the_day_is_foreign(language):
    said = {(at_hour(hour, minute, language), language) for hour in range(24) for minute in range(60)}
    assert not foreign(said, language)
    assert foreign({("Save this once", "es")}, "es")


@pytest.mark.parametrize("language", EVERY)
def test_no_surface_speaks_another_language(speaking_city, language):  # noqa: F811
    client, wrong, read = Client(), [], 0
    for address in addresses(speaking_city, language):
        texts = texts_of(client.get(address))
        read += bool(texts)
        wrong += [f"{address} {line}" for line in foreign(texts, language)]
    assert read > 60
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", EVERY)
def test_no_error_page_speaks_another_language(language):
    request, guarded = RequestFactory().get(f"/{language}/"), Client(enforce_csrf_checks=True)
    with translation.override(language):
        answers = [
            bad_request(request, ValueError()),
            permission_denied(request, PermissionDenied()),
            views.not_found(request),
            views.server_error(request),
            guarded.post("/admin/login/", headers={"accept-language": language}),
        ]
    assert [answer.status_code for answer in answers] == [400, 403, 404, 500, 403]
    assert all(f'<html lang="{language}"' in answer.content.decode() for answer in answers)
    wrong = [line for answer in answers for line in foreign(texts_of(answer), language)]
    assert not wrong, "\n".join(wrong)
