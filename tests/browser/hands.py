"""Ways of using a page: with a mouse, with the keyboard alone by Tab, and by the keys on the part that has the focus.

Each takes a Locator (`part`) and leaves out what the others have: no click is in the ways of the keyboard.
"""

from playwright.sync_api import expect

from .test_keyboard import tab_until

FARTHEST = 200  # stops of Tab on one page


class Mouse:
    """Who clicks and types."""

    def press(self, part):
        """Press a link or a button."""
        part.click()

    def write(self, part, text):
        """Write into a field, in place of what stands there."""
        part.fill(text)

    def check(self, part):
        """Choose a box or a button of several."""
        part.check()

    def choose(self, part, label):
        """Choose from a list."""
        part.select_option(label=label)

    def attach(self, part, file):
        """Choose a file of the device."""
        part.set_input_files([file])


class Focus:
    """Who has no mouse: the part gets the focus, and keys do the rest."""

    def reach(self, part):
        """Give the focus to a part."""
        part.focus()
        expect(part).to_be_focused()

    def press(self, part):
        self.reach(part)
        part.page.keyboard.press("Enter")

    def write(self, part, text):
        self.reach(part)
        part.page.keyboard.press("ControlOrMeta+a")
        part.page.keyboard.type(text)
        expect(part).to_have_value(text)

    def check(self, part):
        self.reach(part)
        if not part.is_checked():
            part.page.keyboard.press("Space")
        expect(part).to_be_checked()

    def choose(self, part, label):
        self.reach(part)
        part.page.keyboard.type(label)
        expect(part.locator("option:checked")).to_have_text(label)

    def attach(self, part, file):
        self.reach(part)
        with part.page.expect_file_chooser() as chooser:
            part.page.keyboard.press("Enter")
        chooser.value.set_files([file])


class Tab(Focus):
    """Who goes from stop to stop by Tab; each stop is seen and framed."""

    def reach(self, part):
        part.wait_for()
        if not part.evaluate("part => part === document.activeElement"):
            tab_until(part.page, lambda: part.evaluate("part => part === document.activeElement"), FARTHEST, str(part))


MOUSE, FOCUS, TAB = Mouse(), Focus(), Tab()
