"""axe looks at a page wherever it goes, on a phone and on a wide screen, and at what a form says that is wrong."""

from playwright.sync_api import expect

from .test_looks import RULES, RUN_AXE, WIDER

#: axe on the part of an admin's screen that is the portal's own
RUN_OFFICE = RUN_AXE.replace("document", "{include: ['main'], exclude: ['.w-breadcrumbs']}", 1)


class Look:
    """A page that goes on after this; `faults` is what was wrong by address and width, `seen` how often it was looked at."""

    def __init__(self, page, axe, script=RUN_AXE):
        page.add_init_script(axe)
        self.page, self.script, self.faults, self.seen = page, script, {}, 0

    def here(self, script=""):
        """Look at the page that is open, on a phone and on a wide screen."""
        self.seen += 1
        for width in (1280, 375):
            self.page.set_viewport_size({"width": width, "height": 800})
            found = self.page.evaluate(script or self.script, RULES) + self.page.evaluate(WIDER)
            if found:
                self.faults[f"{self.seen}: {self.page.url} {width}"] = found

    def wrong(self, button="#form button:not([name])"):
        """Look at the page, send it as it is, and look at what it says; the summary has the focus."""
        self.here()
        self.page.locator(button).first.click()
        expect(self.page.locator(".errors")).to_be_focused()
        self.here()
