"""What a visitor who knows nothing must do on a phone: taps, seconds of loading and pixels of scrolling, before and now.

python bench/visitors.py BASE_OLD BASE_NEW. Both are addresses of running demonstration cities (`manage.py serve` with
DEMONSTRATION=1), the first of an earlier commit. Needs Playwright and Chromium (CHROMIUM). Each task begins at the home
page of a fresh browser of 375 by 667 pixels and uses only what is on the screen. It only reads, and saves nothing.

A tap is a touch of a link, button, box or field; typing is free. Scrolling is the least that brings each control and
what is wanted wholly into view. Seconds are waits for pages: compare only portals of one machine. A way whose control is
missing is left for the next one, until none is left: "no way". Exit status 1: a next meeting took over MOST_TAPS.
"""

import argparse
import os
import re
import sys
import time
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE = {"width": 375, "height": 667}
MOST_TAPS = 3  # from the home page to the next meeting of one's neighbourhood
ROOM_BELOW = """part => {
    const box = part.getBoundingClientRect()
    return box.top < 0 ? box.top : Math.max(0, Math.min(box.top, box.bottom - innerHeight))
}"""


class NoWayError(Exception):
    """A control of this way is not on the page."""


@dataclass
class Effort:
    """What a task took: taps, seconds of loading, pixels of scrolling, and what else is said of it."""

    taps: int = 0
    seconds: float = 0.0
    pixels: float = 0.0
    note: str = ""


class Visitor:
    """One person with a phone: what she does, and what it takes."""

    def __init__(self, page):
        self.page, self.effort = page, Effort()

    def find(self, selector):
        """Return the first visible locator. Raises NoWayError."""
        found = self.page.locator(selector).locator("visible=true")
        if not found.count():
            raise NoWayError(selector)
        return found.first

    def see(self, selector):
        """Scroll until something is wholly in view, or its beginning when it is higher than the screen."""
        part = self.find(selector)
        pixels = part.evaluate(ROOM_BELOW)
        self.page.evaluate("pixels => scrollBy({top: pixels, behavior: 'instant'})", pixels)
        self.effort.pixels += abs(pixels)
        return part

    def tap(self, selector):
        """Touch something, and wait for the page that it opens."""
        part = self.see(selector)
        self.effort.taps += 1
        before, start = self.page.url, time.perf_counter()
        part.click()
        if self.page.url != before or part.count() == 0:
            self.page.wait_for_load_state("load")
            self.effort.seconds += time.perf_counter() - start

    def write(self, selector, text):
        """Touch a field and type."""
        self.tap(selector)
        self.find(selector).fill(text)

    def download(self, selector):
        """Touch a link whose file the phone keeps."""
        part = self.see(selector)
        self.effort.taps += 1
        start = time.perf_counter()
        with self.page.expect_download() as kept:
            part.click()
        kept.value.path()
        self.effort.seconds += time.perf_counter() - start
        self.effort.note = kept.value.suggested_filename

    def sheets(self):
        """Print the page and note how many sheets of A4 it takes, one side each."""
        pages = len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(format="A4")))
        self.effort.note = f"{pages} sheets"


MENU = "button[popovertarget=menu].only-narrow"
NEXT = "section[aria-labelledby=next]"


def finder(visitor, words):
    """Write one's place into the field of the home page."""
    visitor.write("#place", words)
    visitor.tap(".finder button")


def districts(visitor, words):
    """Go by the menu to the districts and write one's place there."""
    visitor.tap(MENU)
    visitor.tap("#menu a[href$='/distritos/']")
    visitor.write("main form[role=search] input[type=search]", words)
    visitor.tap("main form[role=search] button")


def next_meeting(visitor, look, words):
    """Find day, hour and place of the next meeting."""
    look(visitor, words)
    if look is districts:
        visitor.tap("main a[href*='/neighbourhoods/']")
        visitor.see(f"{NEXT} li >> nth=0")
    else:
        visitor.see("#found .next__when")


def changes(visitor, look, words):
    """Find what was moved or cancelled in one's neighbourhood."""
    look(visitor, words)
    visitor.tap("main a[href*='/neighbourhoods/']")
    visitor.see("main .row--off")


def district_changes(visitor, name):
    """Find what was moved or cancelled in one's district."""
    visitor.tap(MENU)
    visitor.tap("#menu a[href$='/distritos/']")
    visitor.tap(f"main a[href$='/distritos/{name}/']")
    visitor.see("main .row--off")


def calendar_now(visitor, words):
    """Save the next meeting in the phone's calendar, from the answer of the finder."""
    finder(visitor, words)
    visitor.download("#found a[href$='calendar.ics']")


def calendar_before(visitor, words):
    """Save it by the page of the neighbourhood and that of the session."""
    districts(visitor, words)
    visitor.tap("main a[href*='/neighbourhoods/']")
    visitor.tap(f"{NEXT} .row__title a")
    visitor.tap("aside summary")
    visitor.download("a[href$='calendar.ics']")


def paper(visitor, look, words):
    """Open the next session and print it; the browser's own menu counts as no way."""
    look(visitor, words)
    if look is districts:
        visitor.tap("main a[href*='/neighbourhoods/']")
        visitor.tap(f"{NEXT} .row__title a")
    else:
        visitor.tap("#found .next__title a")
    visitor.sheets()
    visitor.tap("main [data-print]")


def last_month(visitor, look, words):
    """Find what the council spoke of in its last session."""
    look(visitor, words)
    visitor.tap("main a[href*='/neighbourhoods/']")
    visitor.tap("section[aria-labelledby=councils] .row__title a")
    if visitor.page.locator("a[href='#past']").count():
        visitor.tap("a[href='#past']")
    visitor.tap("section[aria-labelledby=past] .row__title a")
    visitor.see("#items")


def french_bank(visitor, words):
    """Ask the bank for a topic, in French."""
    visitor.tap(".langs a[hreflang=fr]")
    visitor.tap(MENU)
    visitor.tap("#menu a[href$='/experiences/']")
    visitor.write("main form[role=search] input[type=search]", words)
    visitor.tap("main form[role=search] button")


def french_practice(visitor, words, unfold=True):
    """Open the first French practice on a topic, and what one can do with it."""
    french_bank(visitor, words)
    visitor.tap("main .row__title a[href^='/fr/experiences/']")
    visitor.see("main h1")
    if unfold and visitor.page.locator("#use > summary").count():
        visitor.tap("#use > summary")


def compare(visitor, words):
    """Compare two practices on a topic."""
    french_bank(visitor, words)
    for number in (0, 1):
        visitor.tap(f"label:has([name=ref]) >> nth={number}")
    visitor.tap("[formaction$='/compare']")
    visitor.see("main table tr >> nth=1")


def cite(visitor, words):
    """Read how to cite a practice."""
    french_practice(visitor, words)
    visitor.tap("a[href='#cite']")
    visitor.see(".citation")


def share(visitor, words):
    """See the link to share a practice."""
    french_practice(visitor, words)
    visitor.see("#permanent")


def keep(visitor, words):
    """Save a practice as a file; without such a link, have its data shown."""
    french_practice(visitor, words)
    if visitor.page.locator(".links [download]").count():
        visitor.download(".links [download]")
    else:
        visitor.tap(".links a[href$='.json']")
        visitor.effort.note = "JSON shown, not saved"


def ways(task, words):
    """Return the ways of a task that begins with one's place: from the home page, then by the menu."""
    return [partial(task, look=look, words=words) for look in (finder, districts)]


NAME, STREET, CODE = "Echesortu", "San Martín 450", "2020"
TASKS = {
    "next meeting, by name": ways(next_meeting, words=NAME),
    "next meeting, by street": ways(next_meeting, words=STREET),
    "next meeting, by postal code": ways(next_meeting, words=CODE),
    "what changed in my neighbourhood": ways(changes, words="Puerto Viejo"),
    "what changed in my district": [partial(district_changes, name="norte")],
    "into my calendar": [partial(calendar_now, words=NAME), partial(calendar_before, words=NAME)],
    "print a session": ways(paper, words="San Miguel"),
    "what my council did last": ways(last_month, words="San Miguel"),
    "fr: find a practice": [partial(french_practice, words="conseil", unfold=False)],
    "fr: compare two": [partial(compare, words="conseil")],
    "fr: cite one": [partial(cite, words="conseil")],
    "fr: share one": [partial(share, words="conseil")],
    "fr: download one": [partial(keep, words="conseil")],
}


def attempt(browser, base, task):
    """Return the Effort of a task on the portal at `base`, or None and the missing control when there is no way."""
    missing = ""
    for way in TASKS[task]:
        context = browser.new_context(
            base_url=base, viewport=PHONE, has_touch=True, locale="es", reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(60_000)  # a slow machine is no fault
        page.goto("/es/")
        visitor = Visitor(page)
        try:
            way(visitor)
            return visitor.effort, ""
        except NoWayError as error:
            missing = visitor.effort.note or str(error)
        finally:
            context.close()
    return None, missing


def main():
    """Try each task on both portals and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    bases, late = parser.parse_args(), []
    print("| task | before: taps | s | px | | now: taps | s | px | |")
    print("|---|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for task in TASKS:
            cells = [task]
            for base in (bases.old, bases.new):
                effort, missing = attempt(browser, base, task)
                found = effort and [str(effort.taps), f"{effort.seconds:.1f}", f"{effort.pixels:.0f}", effort.note]
                cells += found or ["no way", "", "", missing]
            if task.startswith("next meeting") and (effort is None or effort.taps > MOST_TAPS):
                late.append(task)
            print("| " + " | ".join(cells) + " |", flush=True)
        browser.close()
    if late:
        print(f"MISSED: more than {MOST_TAPS} taps for {', '.join(late)}")
        sys.exit(1)


if __name__ == "__main__":
    main()
