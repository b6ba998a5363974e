"""Phones on which minutes are written, and the desk that sees what the portal has. Every wait is for what a person sees."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import expect

from portal.demonstration.accounts import PASSWORD

from .office import INSIDE

#: a session that did not take place: no other test reads what is written of it; it is emptied before each test
SESSION = """
from django.utils import timezone
from portal.core.translations import first_versions
from portal.councils.models import SessionPage
past = first_versions(SessionPage.objects.filter(district__code="oeste", live=True, start__lt=timezone.now()))
print(next(found.reference for found in past.order_by("start") if found.is_cancelled and found.items.exists()))
"""
#: milliseconds until the form has sent what was typed, after some answers that did not come
PATIENCE = 25_000
HERE, AWAY = "Guardado en este dispositivo", "Sin señal"
SAVED, SILENT = "Guardado en el portal a las", "El portal no responde"
STORED = "Guardado en el portal"  # at the latest now, perhaps before the page was opened
LEFT = """() => new Promise((done, fail) => {
    const asked = indexedDB.open('offline-forms', 1)
    asked.onerror = fail
    asked.onsuccess = () => {
        const all = asked.result.transaction('drafts').objectStore('drafts').getAll()
        all.onsuccess = () => { asked.result.close(); done(all.result) }
    }
})"""
KEPT = """async path => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        if (await cache.match(path, {ignoreVary: true}) && (await cache.keys()).length > 3) return
    }
    await new Promise(done => setTimeout(done, 100))
    return 'not yet'
}"""


@dataclass
class Writers:
    """The address of a form of minutes, and the browsers' states of two accounts that may write there."""

    path: str
    ana: dict
    ben: dict


def two_writers(chromium, portal, manage):
    """Return the Writers of the demonstration."""
    reference = manage("shell", "--no-imports", "-c", SESSION).split()[-1]
    states = (cookies_of(chromium, portal, name) for name in ("west-editor", "west-reviewer"))
    return Writers(f"/forms/minutes/{reference}/", *states)


def cookies_of(chromium, portal, name):
    """Return the state of a browser (dict) in which an account of the demonstration is logged in."""
    context = chromium.new_context(base_url=portal, locale="es")
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("form [type=submit]").first.click()
    page.wait_for_url(INSIDE)
    state = context.storage_state()
    context.close()
    return state


class Desk:
    """What the portal has of the draft, asked by Ben, who has a computer and a signal; at first the draft is empty."""

    def __init__(self, chromium, portal, writers):
        self.context = chromium.new_context(base_url=portal, storage_state=writers.ben)
        self.request, self.sync = self.context.request, f"{writers.path}sync/"
        self.empty()

    def content(self):
        """Return the draft as it is stored."""
        return self.request.get(self.sync).json()["content"]

    def write(self, **texts):
        """Store texts over whatever stands there, by the name of each key with "__" for its dots."""
        known = self.request.get(self.sync).json()
        content = {name.replace("__", "."): text for name, text in texts.items()}
        base = {name: known["content"].get(name, "") for name in content}
        self.send(known, base, content)

    def empty(self):
        """Take everything out of the draft."""
        known = self.request.get(self.sync).json()
        self.send(known, known["content"], {})

    def send(self, known, base, content):
        """Send texts as the script does."""
        body = {"account": known["account"], "base": base, "content": content}
        answer = self.request.post(self.sync, data=body, headers={"X-CSRFToken": known["csrf"]})
        assert answer.ok, answer.text()


class Phone:
    """A phone with the form open; `faults` is what its console says besides answers that did not come."""

    def __init__(self, context, path):
        self.context, self.path, self.faults, self.asked = context, path, [], []
        context.set_default_timeout(60_000)
        context.on("page", self.watch)
        self.page = None

    def watch(self, page):
        """Note the errors of a page, and what its dialogs ask; every dialog is answered with yes."""
        page.on("pageerror", lambda error: self.faults.append(str(error)[:200]))
        page.on("console", lambda message: self.faults.append(message.text[:200]) if is_fault(message) else None)
        page.on("dialog", lambda dialog: (self.asked.append(dialog.type), dialog.accept()))

    def open(self):
        """Open the form in a new tab."""
        self.page = self.context.new_page()
        self.page.goto(self.path)
        return self

    def met(self):
        """Wait until the form has asked the portal what it has."""
        self.says(STORED)
        return self

    def ready(self):
        """Wait until the page and its files are kept for when there is no signal."""
        while self.page.evaluate(KEPT, self.path):
            continue
        return self

    def again(self):
        """Close the tab and open the form once more."""
        self.page.close()
        return self.open()

    def field(self, name):
        """Return the control of a key; all folds are opened, as a person would."""
        self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        return self.page.locator(f"[name='{name}']")

    def type(self, name, text):
        """Write into a field."""
        self.field(name).fill(text)

    def says(self, words):
        """Wait for what the status line says."""
        expect(self.page.locator("[data-offline-status]")).to_contain_text(words, timeout=PATIENCE)

    def has(self, name, text):
        """Wait until a field says something."""
        expect(self.page.locator(f"[name='{name}']")).to_have_value(text, timeout=PATIENCE)

    def typed(self, name, text):
        """Write into a field, and wait until the phone has kept it."""
        self.type(name, text)
        self.kept(name, text)

    def kept(self, name, text):
        """Wait until the phone has kept a text of a key."""
        while not any(record["mine"].get(name) == text for record in self.left()):
            self.page.wait_for_timeout(50)

    def left(self):
        """Return the records that the phone keeps."""
        return self.page.evaluate(LEFT)

    def conflict(self, name):
        """Return the place beside a field where both texts stand."""
        return self.page.locator(f"[data-conflict='{name}']")


#: what the console says of an answer that does not come, and of a worker that cannot be asked for without signal
USUAL = ("Failed to load resource", "when fetching the script")


def is_fault(message):
    """Tell whether a console message says that the script is wrong, and not that an answer did not come."""
    return message.type == "error" and not any(usual in message.text for usual in USUAL)


def new_phone(chromium, portal, path, state, **look):
    """Return a Phone of 375 px with the cookies of an account."""
    look = {"viewport": {"width": 375, "height": 667}, "locale": "es", "reduced_motion": "reduce", **look}
    return Phone(chromium.new_context(base_url=portal, storage_state=state, **look), path)


def host_cookie(portal, state):
    """Return the cookie of a login (dict) that add_cookies takes."""
    known = next(cookie for cookie in state["cookies"] if cookie["name"] == "sessionid")
    return {"name": "sessionid", "value": known["value"], "domain": urlsplit(portal).hostname, "path": "/"}
