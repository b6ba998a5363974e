"""What language the words of a page are in: the texts that it shows or says, and the words that no text of its language has.

The words watched are those of the portal's own texts and of the packages it uses, in the languages that a reader did not
choose, and what CLDR and the vocabularies say in Spanish.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tomllib import loads

from babel import Locale
from babel.messages.mofile import read_mo

from portal.core import locales
from portal.events import speech
from portal.operations import messages, package_messages

ROOT = Path(__file__).resolve().parents[1]
WORD = re.compile(r"[^\W\d_]{3,}")
MARKS = re.compile(rf"{messages.PLACEHOLDER.pattern}|<[^>]*>|&\w+;|https?://\S+|urn:\S+")
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "label", "data-w-tooltip-content-value")
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


def words(text):
    """Return the words (set, small letters) of three letters and more, without placeholders and tags."""
    return {word.lower() for word in WORD.findall(MARKS.sub(" ", text))}


def forms(text):
    """Return the forms (list of str) of a message id or a translation."""
    return [form for form in ([text] if isinstance(text, str) else text or ()) if form]


def catalogues():
    """Return [(folder, domain)] of all catalogues of packages."""
    return [(folder, domain) for folder in package_messages.package_folders() for domain in package_messages.DOMAINS]


@cache
def english_texts():
    """Return the English texts (set) of the packages."""
    paths = [folder / "en" / "LC_MESSAGES" / f"{domain}.po" for folder, domain in catalogues()]
    return {form for path in paths for message in messages.read_file(path, "en") for form in forms(message.id)}


@cache
def portal_texts(code):
    """Return the portal's own texts (set) in a language; the Spanish ones are the message ids."""
    stored = messages.read_catalogue(ROOT, "en" if code == locales.SOURCE else code)
    return {form for message in stored for form in forms(message.id if code == locales.SOURCE else message.string)}


@cache
def native_texts(code):
    """Return the texts (set) of the admin in a language: translations of the packages' texts and ours."""
    found = set(portal_texts(code))
    folder = package_messages.package_locale(locales.language_row(code))
    ours = [(ROOT / package_messages.FOLDER, domain) for domain in package_messages.DOMAINS]
    for base, domain in [*catalogues(), *ours]:
        path = base / folder / "LC_MESSAGES" / f"{domain}.mo"
        if path.exists():
            with path.open("rb") as stream:
                translated = [message for message in read_mo(stream) if message.string != message.id]
            found.update(form for message in translated for form in forms(message.string))
    return found


@cache
def native_words(code):
    """Return the words (set) of all texts in a language."""
    return {word for text in native_texts(code) for word in words(text)}


@cache
def table_words(code):
    """Return the words (set) that CLDR and the vocabularies have in a language: days, countries, terms and so on."""
    known = Locale.parse(code)
    names = [*known.territories.values(), *known.languages.values()]
    for table in (known.days, known.months):
        names += [name for widths in table.values() for values in widths.values() for name in values.values()]
    terms = loads((ROOT / "portal/vocabularies/data/terms.toml").read_text("utf-8"))
    names += [term["labels"][code] for rows in terms.values() for term in rows if code in term.get("labels", {})]
    return {word for name in names for word in words(name)}


@cache
def clock_words(code):
    """Return the words (set) of days and hours said aloud in a language: "once" is eleven in Spanish, no English word."""
    new_year = datetime(2026, 1, 1, 12, tzinfo=UTC)
    days = [speech.spoken_day(new_year + timedelta(days=number), code) for number in range(365)]
    hours = [speech.at_hour(hour, minute, code) for hour in range(24) for minute in range(60)]
    return {word for text in days + hours for word in words(text)}


@cache
def foreign_words(code):
    """Return {word: language} of the words of the interface in Spanish and English that no text in a language has."""
    found = {}
    for other in ("en", locales.SOURCE):
        if other != code:
            texts = portal_texts(other) | (english_texts() if other == "en" else set())
            theirs = {word for text in texts for word in words(text)} | table_words(other)
            found |= dict.fromkeys(theirs, other)
    native = native_words(code) | table_words(code) | clock_words(code)
    return {word: other for word, other in found.items() if word not in native}


class Texts(HTMLParser):
    """Collects what a page shows or says: its texts and attributes, each with the language that its markup claims."""

    unread = ("script", "style", "code", "kbd", "svg")

    def __init__(self, html):
        super().__init__()
        self.said, self.open = set(), []  # open: [(tag, language)]
        self.feed(html)

    @property
    def found(self):
        """Return the texts (set) in whatever language."""
        return {text for text, _language in self.said}

    def language(self):
        """Return the language that holds here, or an empty string."""
        return self.open[-1][1] if self.open else ""

    def is_said(self, tag, name, given):
        """Tell whether people see or hear an attribute of an element with the attributes `given`."""
        pressed = tag == "input" and name == "value" and given.get("type") in ("submit", "button")
        return name in ATTRIBUTES or pressed

    def handle_starttag(self, tag, attrs):
        """Keep what attributes say."""
        given = dict(attrs)
        language = given.get("lang") or self.language()
        for name, value in given.items():
            if value and self.is_said(tag, name, given):
                self.said.add((" ".join(value.split()), language))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        """Keep what an element without content says."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        """Go back to where this element began; the end of one that nobody opened changes nothing."""
        if any(name == tag for name, _language in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        """Keep a text, outside of what is not read."""
        if not any(name in self.unread for name, _language in self.open):
            self.said.add((" ".join(data.split()), self.language()))


class PublicTexts(Texts):
    """The same of a page for visitors: maps and charts too, and the words that its scripts and search engines show."""

    unread = ("script", "style", "code", "kbd")

    def is_said(self, tag, name, given):
        """Add words for scripts (data-…) and the description."""
        described = tag == "meta" and name == "content" and given.get("name") == "description"
        return super().is_said(tag, name, given) or described or name.startswith("data-")


def is_foreign(text, code):
    """Return the words (set) of a text that belong to the interface in another language than this."""
    return words(text) & set(foreign_words(code))
