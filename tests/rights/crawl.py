"""A crawl of the admin as one account: its links, its forms, and what no browser sends.

Each screen is read once for each kind of thing it is about, however many links lead there. A form is sent as it stands,
empty, in parts, and with values that are none; whatever it writes is taken back.
"""

from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve
from wagtail.models import Site

from .requests import shown, taken_back

ADMIN = "/admin/"
LONG_KEY = "9" * 21  # no database holds it
NOT_FOLLOWED = ("logout", "sprite", "jsi18n", "javascript_catalog")
ODD = ("abc", LONG_KEY, "-1", "\u00a8\u0663", "😀'\"", "[]", '{"a":', "2026-13-45", "x" * 5000, "")
QUERIES = ("p=abc", "p=-1", f"p={LONG_KEY}", "q=%F0%9F%98%80%27%22", "ordering=x", "next=x", "export=abc", "locale=%27")


@dataclass
class Form:
    """A form of a page: where it is sent, how, and with which fields [(name, value)]."""

    action: str
    method: str
    fields: list = field(default_factory=list)


class Screen(HTMLParser):
    """Collects the links and forms of a page."""

    def __init__(self, html, url):
        super().__init__()
        self.url, self.links, self.forms = url, [], []
        self.form = self.select = self.area = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note a link, a form, or a field with its value."""
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if value.startswith(("/", "?")) and (name in ("href", "src", "action") or name.startswith("data-")):
                self.links.append(urljoin(self.url, value))
        if tag == "form":
            self.form = Form(urljoin(self.url, given.get("action", "")), given.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form and given.get("name") and tag in ("input", "select", "textarea", "button"):
            self.handle_field(tag, given)
        elif self.form and tag == "option" and self.select and "selected" in given:
            self.form.fields.append((self.select, given.get("value", "")))

    def handle_field(self, tag, given):
        """Note a field of the open form; a box that is not ticked sends nothing."""
        kind = given.get("type", "")
        if tag == "select":
            self.select = given["name"]
        elif tag == "textarea":
            self.area = given["name"]
            self.form.fields.append((self.area, ""))
        elif tag == "button" or (kind != "file" and (kind not in ("checkbox", "radio") or "checked" in given)):
            self.form.fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag):
        """Close what was open."""
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        """Keep the text of a large field."""
        if self.form and self.area:
            name, value = self.form.fields[-1]
            self.form.fields[-1] = (name, value + data)


def malformed(form, foreign, random):
    """Yield (what was done, fields) of a form as nobody's browser sends it; `foreign` are keys of others' things."""
    fields = [(name, value) for name, value in form.fields if name != "csrfmiddlewaretoken"]
    yield "as it stands", fields
    yield "empty", []
    middle = len(fields) // 2
    yield "first half", fields[:middle]
    yield "second half", fields[middle:]
    counts = [name for name, _value in fields if name.endswith(("_FORMS", "-count"))]
    for name in counts:
        yield f"without {name}", [row for row in fields if row[0] != name]
    for odd in ODD:
        if counts:
            yield f"counts {odd[:9]}", [(name, odd if name in counts else value) for name, value in fields]
        kept = {name for name in counts if random.random() < 0.9}
        yield f"all {odd[:9]}", [(name, value if name in kept else odd) for name, value in fields]
    for name in dict.fromkeys(name for name, _value in fields):
        odd = random.choice([*ODD, *foreign])
        yield f"{name} {odd[:9]}", [(each, odd if each == name else value) for each, value in fields]


class Crawl:
    """What an account finds in the admin, and what went wrong."""

    def __init__(self, client, kinds, foreign, shares=(1, 1), seed=1):
        """`kinds` names the thing behind a key of an address; `shares` of the screens, and of what is sent, are tried."""
        self.client, self.kinds, self.foreign, (self.of_screens, self.of_forms) = client, kinds, foreign, shares
        self.random, self.seen, self.waiting, self.faults, self.sent = Random(seed), set(), deque(), [], 0  # noqa: S311 (no secret)

    def screen_of(self, url):
        """Return what makes an address a screen of its own: its view, and the kinds of what it is about; None if none."""
        parts = urlsplit(url)
        if parts.netloc or not parts.path.startswith(ADMIN):
            return None
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        if match.url_name in NOT_FOLLOWED:
            return None
        about = [self.kinds(match, str(value)) for value in (*match.args, *match.kwargs.values())]
        names = sorted({name for name, _value in parse_qsl(parts.query)})
        return (match.view_name, *about, *names)

    def follow(self, urls):
        """Let addresses wait whose screen was not seen."""
        for url in urls:
            screen = self.screen_of(url)
            if screen and screen not in self.seen:
                self.seen.add(screen)
                if self.random.random() < self.of_screens or url == ADMIN:
                    self.waiting.append(url)

    def ask(self, method, url, data, what):
        """Ask once, take back what was written, note a fault, and return the answer."""
        self.sent += 1
        self.client.raise_request_exception = False
        with taken_back():
            response = getattr(self.client, method)(url, data)
            text = shown(response)
        self.client.raise_request_exception = True
        Site.clear_site_root_paths_cache()  # it may tell of what was taken back
        if response.status_code >= 500:
            self.faults.append(f"{method} {url} · {what} · {response.status_code} {fault_of(response)}")
        self.read(url, what, text)
        return text

    def read(self, url, what, text):
        """Look at an answer; tests/rights/test_malformed.py looks for names of others."""

    def visit(self, url):
        """Read one screen as it is and with odd queries, and send its forms."""
        screen = Screen(self.ask("get", url, None, "read"), url)
        self.follow(screen.links)
        for query in filter(self.is_tried, QUERIES):
            self.ask("get", f"{url}{'&' if '?' in url else '?'}{query}", None, "query")
        for form in screen.forms:
            for what, fields in filter(self.is_tried, malformed(form, self.foreign, self.random)):
                sent = {}
                for name, value in fields:
                    sent.setdefault(name, []).append(value)
                self.ask(form.method if form.method == "post" else "get", form.action, sent, what)
        if not any(form.method == "post" for form in screen.forms):
            self.ask("post", url, {}, "a post that nobody expects")

    def is_tried(self, _sent):
        """Tell whether one of the things that a screen could be sent is tried this time."""
        return self.random.random() < self.of_forms

    def run(self, *urls):
        """Crawl from these addresses until no screen is new."""
        self.follow([ADMIN, *urls])
        while self.waiting:
            self.visit(self.waiting.popleft())
        return self


def fault_of(response):
    """Return the fault (str) behind an answer of 500, with the innermost place in which it happened."""
    info = getattr(response, "exc_info", None)
    if not info:
        return ""
    trace = info[2]
    places = []
    while trace:
        places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('site-packages/')[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{info[0].__name__}: {str(info[1])[:90]} @ {places[-1]}"
