"""A person at the keyboard: what she does on a screen of the admin, counted, in a real Chromium."""

import os
import re
import time
from dataclasses import dataclass, field

#: keystroke-level model (Card, Moran and Newell 1980): seconds for a key of an average typist, for pointing at
#: something and pressing the button, and for making up one's mind before each field, choice or click
KEY, POINT, MIND = 0.28, 1.1, 1.35
SCREEN = {"width": 1280, "height": 800}
TOGGLE = "footer [data-w-dropdown-target=toggle]"


class NoWay(Exception):
    """A screen does not offer what the person looks for; the text says what."""


@dataclass
class Count:
    """What a task took: fields filled, choices, clicks, keys; when it began; what came of it."""

    fields: int = 0
    choices: int = 0
    clicks: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    outcome: str = ""

    @property
    def inputs(self):
        """Return fields, choices and clicks together (int)."""
        return self.fields + self.choices + self.clicks

    @property
    def minutes(self):
        """Return the minutes (float) that the keystroke-level model gives: each act is a decision and a pointing."""
        return (self.keys * KEY + self.inputs * (POINT + MIND)) / 60


class Person:
    """One account in one browser. Every act is counted in `count`; looking is free."""

    def __init__(self, browser, base, account, password):
        self.page = browser.new_context(viewport=SCREEN, locale="es", base_url=base).new_page()
        self.page.set_default_timeout(15_000)
        self.page.goto("/admin/login/?next=/admin/")
        self.page.fill("[name=username]", account)
        self.page.fill("[name=password]", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "login" not in url)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.begin()

    def begin(self):
        """Count from here."""
        self.count = Count()

    def seen(self, selector, patience=2_500):
        """Return the first visible part that a selector finds. Raises NoWay when there is none in time (milliseconds)."""
        found = self.page.locator(selector).locator("visible=true").first
        try:
            found.wait_for(timeout=patience)
        except Exception:
            raise NoWay(f"no {selector}") from None
        return found

    def has(self, selector):
        """Tell whether something is on the screen."""
        self.page.wait_for_timeout(300)
        return self.page.locator(selector).locator("visible=true").count() > 0

    def click(self, selector, patience=8_000):
        """Point at something and click."""
        self.seen(selector, patience).click()
        self.count.clicks += 1
        self.settle()

    def settle(self):
        """Wait until the page that follows stands, scripts included."""
        for _ in range(2):
            self.page.wait_for_timeout(300)
            self.page.wait_for_load_state("load")

    def type(self, selector, text):
        """Point at a field, clear it and type; one more pair of keys marks what stood in it."""
        target = self.seen(selector, 8_000)
        target.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.count.fields += 1
        self.count.keys += len(text) + 2

    def paste(self, selector, text):
        """Point at a field and paste what was copied elsewhere."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.seen(selector).click()
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")
        self.page.wait_for_timeout(300)
        self.count.fields += 1
        self.count.keys += 2

    def choose(self, selector, label):
        """Open a list and choose a line of it by the words that it begins with: two pointings, one mind."""
        target = self.seen(selector)
        lines = target.evaluate("list => [...list.options].map(line => line.text.trim())")
        wanted = [line for line in lines if line.startswith(label)]
        if not wanted:
            raise NoWay(f"no {label} in {selector}")
        target.select_option(label=wanted[0])
        self.count.choices += 1
        self.count.keys += round(POINT / KEY)

    def tick(self, selector):
        """Click a box or a circle: a choice."""
        self.seen(selector).click()
        self.count.choices += 1

    def upload(self, name, content):
        """Give a file (bytes) to the field of the form: one click opens the system's dialogue, one takes the file."""
        self.page.set_input_files("main [type=file]", {"name": name, "mimeType": "text/plain", "buffer": content})
        self.count.fields += 1
        self.count.clicks += 1

    def menu(self, *labels):
        """Go through the admin's menu; the group is opened where the entry does not stand at the top."""
        top, entry = labels[0], labels[-1]
        if not self.has(f'nav a:has-text("{entry}")'):
            self.click(f'nav button:has-text("{top}")', 2_500)
        self.click(f'nav a:has-text("{entry}")', 2_500)

    def row(self, words):
        """Return the selector of a row of a list; she types into its search when she does not see it at once."""
        selector = f'main tr:has-text("{words}")'
        if not self.has(selector):
            self.type("#id_q", words)
            self.page.wait_for_timeout(1_200)
            self.seen(selector)
        return selector

    def press_button(self, name):
        """Press a button of a page's form, behind the arrow where it stands there."""
        if not self.has(f"footer [name={name}]"):
            self.click(TOGGLE)
        self.click(f"footer [name={name}]", 3_000)

    def says(self):
        """Return what the portal says after an act, on one line (str)."""
        self.settle()
        self.page.wait_for_timeout(1_500)
        texts = self.page.locator(".messages li, .help-critical, .error-message").all_inner_texts()
        return " ".join(re.sub(r"\s+", " ", text).strip() for text in texts)

    def photograph(self, name):
        """Keep the screen as a picture where BENCH_PICTURES names a folder."""
        if "BENCH_PICTURES" in os.environ:
            self.page.screenshot(path=f"{os.environ['BENCH_PICTURES']}/{name}.png")
