"""Finds words of records that a page shows in another language than the reader's without saying so."""

from html.parser import HTMLParser

from portal.councils.models import AgendaItem, CouncilMember, CouncilPage, SessionPage
from portal.territory.models import Unit, Venue

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SKIPPED = {"script", "style", "svg"}


class LanguageReader(HTMLParser):
    """Keeps the texts of a page: those in the page's language, and those that an element says are in another one."""

    def __init__(self, code):
        super().__init__()
        self.code, self.open, self.own, self.foreign = code, [], [], []

    def handle_starttag(self, tag, attrs):
        """Note the language of an element: its own, or that of the element around it."""
        if tag not in EMPTY:
            around = self.open[-1][1] if self.open else self.code
            self.open.append((tag, dict(attrs).get("lang") or around))

    def handle_endtag(self, tag):
        """Leave an element and what was left open in it."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Keep a text with the others of its language."""
        if data.strip() and not any(tag in SKIPPED for tag, _language in self.open):
            language = self.open[-1][1] if self.open else self.code
            (self.own if language == self.code else self.foreign).append(" ".join(data.split()))


def spanish_words() -> set[str]:
    """Return what records say in Spanish: titles, leads, reasons, points, seats, places, offices; short names left out."""
    found = set()
    for model, names in (
        (SessionPage, ("title", "lead", "cancel_reason")),
        (CouncilPage, ("title", "lead", "audience")),
        (AgendaItem, ("title",)),
        (CouncilMember, ("role",)),
    ):
        rows = model.objects.filter(locale__language_code="es")
        found.update(text for row in rows.values_list(*names) for text in row)
    for model in (Venue, Unit):
        found.update(model.objects.values_list("name", flat=True))
    return {" ".join(text.split()) for text in found if len(text) > 12}


def unlabelled(html: str, code: str, words: set[str]) -> list[str]:
    """Return the texts of a page in the language `code` that hold one of `words` and are not marked as another language."""
    reader = LanguageReader(code)
    reader.feed(html)
    return [text for text in reader.own if any(word in text for word in words)]
