"""A person who sends something, as a browser without scripts does it: one page after the other."""

import re

from django.test import Client

from portal.submissions.models import Draft, Submission
from portal.territory.models import Neighbourhood
from tests.factories import district_page, neighbourhood

WORDS = "Desde hace dos semanas no anda la luz de la esquina y de noche no se ve nada."
HIDDEN = re.compile(r'<input\s[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')


def carried_along(page: str) -> dict[str, str]:
    """Return {name: value} of the hidden fields of a page."""
    fields = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page)]
    return {field["name"]: field.get("value", "") for field in fields}


def place() -> Neighbourhood:
    """Return a neighbourhood of an open district."""
    return neighbourhood(district_page())


class Sender:
    """Fills in the form of a proposal; `client` keeps no cookie that a page needs."""

    def __init__(self, language: str = "es"):
        self.client, self.language = Client(), language
        self.draft = None

    def address(self, path: str) -> str:
        """Return the path below /<language>/submissions/."""
        return f"/{self.language}/submissions/{path}"

    def post(self, path: str, **values):
        """Open a page of a form and send it back with what it carries along and `values`."""
        shown = self.client.get(path)
        return self.client.post(path, carried_along(shown.content.decode()) | values)

    def begin(self, **values) -> Draft:
        """Send the first two steps, no picture and what it is about, and return the draft that came of it."""
        said = {"what_kind": "complaint", "text": WORDS, "headline": "La luz de la esquina"} | values
        known = set(Draft.objects.values_list("pk", flat=True))
        self.post(self.address("proposal/"))
        self.draft = Draft.objects.exclude(pk__in=known).get()
        self.step("what", **said)
        return self.draft

    def step(self, slug: str, **values):
        """Send one step of the draft."""
        return self.post(self.address(f"draft/{self.draft.pk}/{slug}/"), **values)

    def contact(self, **values):
        """Say how the answer comes."""
        said = {"answer_by": "mail", "email": "marta@example.org", "name": "Marta", "consent": "on"}
        return self.step("contact", **said | values)

    def send(self, where: Neighbourhood | None = None, contact: dict | None = None, **values) -> Submission:
        """Fill in everything and send it."""
        where = where or Neighbourhood.objects.first() or place()
        self.begin(**{name: value for name, value in values.items() if name != "may_publish"})
        self.step("where", where=f"n{where.pk}", spot="Mitre y Córdoba")
        self.contact(**contact or {})
        answer = self.step("check", may_publish=values.get("may_publish", "no"))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        self.draft.refresh_from_db()
        return self.draft.submission
