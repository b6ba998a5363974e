"""A running portal with the demonstration city, and a real Chromium that looks at it.

Environment: CHROMIUM (its executable), AUDIT_NODE (a node_modules with axe-core and vnu-jar, from npm), BROWSER_BASE (the
address of a demonstration that runs already, to try one test quickly) with its BROWSER_VAR_DIR, or BROWSER_VAR_FROM (the
folder of a demonstration that is loaded and does not run: it is copied, which is faster than loading it again). What is
missing skips the tests that need it, and fails them where CI=true.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from .offline_phone import Desk, new_phone, two_writers
from .places import ROOT

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update"]
PATIENCE = 300  # seconds until a started portal must answer


def needed(path, what):
    """Return a path (Path) that must be there; else the test fails in CI, and is skipped by name elsewhere."""
    if path.exists():
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not at {path}")
    pytest.skip(f"{what} is not at {path}")


def from_npm(path, what):
    """Return a file (Path) of AUDIT_NODE, as `needed` does."""
    return needed(Path(os.environ.get("AUDIT_NODE", ROOT / "node_modules")) / path, f"{what} (npm, AUDIT_NODE)")


@pytest.fixture(scope="session")
def axe():
    """Return the script of axe-core (str)."""
    return from_npm("axe-core/axe.min.js", "axe-core").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu():
    """Return the path (Path) of the Nu HTML checker."""
    needed(Path(shutil.which("java") or "/usr/bin/java"), "java")
    return from_npm("vnu-jar/build/dist/vnu.jar", "vnu-jar")


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def portal_environment(folder, base):
    """Return the environment of a demonstration that keeps its files in `folder` (Path) and answers at `base`."""
    strange = ("TEST_DATABASE_URL", "DATABASE_URL", "PYTEST_CURRENT_TEST")
    kept = {name: value for name, value in os.environ.items() if name not in strange}
    return kept | {"VAR_DIR": str(folder), "DEMONSTRATION": "1", "BASE_URL": base}


def take_over(folder):
    """Fill a portal's folder (Path): with a whole demonstration, or with the word dictionaries of another portal here."""
    if "BROWSER_VAR_FROM" in os.environ:
        shutil.copytree(os.environ["BROWSER_VAR_FROM"], folder, dirs_exist_ok=True)
        return
    for known in (Path(os.environ["VAR_DIR"]), ROOT / "var"):
        if len(list(known.glob("dictionaries/*.trie"))) >= 4:
            shutil.copytree(known / "dictionaries", folder / "dictionaries")
            return


def wait_for(base, server, log):
    """Return when the portal at `base` answers. Raises RuntimeError with its log (Path) when it does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/health", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The portal does not answer at {base}:\n{log.read_text()}")


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory):
    """Return the folder (Path) in which the portal keeps its files."""
    if "BROWSER_BASE" not in os.environ:
        return tmp_path_factory.mktemp("portal")
    return needed(Path(os.environ.get("BROWSER_VAR_DIR", "BROWSER_VAR_DIR")), "The folder of the portal that runs")


@pytest.fixture(scope="session")
def portal(request):
    """Return the address of a portal with the demonstration city; it stops after the last test."""
    needed(Path(CHROMIUM), "Chromium")
    if "BROWSER_BASE" in os.environ:
        yield os.environ["BROWSER_BASE"].rstrip("/")
        return
    folder, port = request.getfixturevalue("portal_folder"), free_port()
    base = f"http://127.0.0.1:{port}"
    environment = portal_environment(folder, base)
    take_over(folder)
    subprocess.run([sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True, capture_output=True)
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "-b", f"127.0.0.1:{port}", "--threads", "4"]
    log = folder / "gunicorn.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_for(base, server, log)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=40)


@pytest.fixture(scope="session")
def manage(portal, portal_folder):
    """Return a function: `manage(*words)` runs a command on the portal and returns what it prints."""
    environment = portal_environment(portal_folder, portal)

    def run(*words):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture(scope="session")
def chromium():
    """Return a Chromium that talks to nobody by itself."""
    needed(Path(CHROMIUM), "Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, portal):
    """Return a function: `opened(path, **context)` opens an address of the portal in a fresh browser, and returns the page.

    Whatever the test does there, a request to a third party or an error in the console fails it afterwards.
    """
    contexts, faults = [], []

    def open_page(path, width=1280, height=900, **context):
        look = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **context}
        contexts.append(chromium.new_context(base_url=portal, **look))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)  # a slow machine is no fault
        watch(page, portal, faults)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def watch(page, portal, faults):
    """Note (in the list `faults`) each request of a page to another server, and each error of its console."""
    host = urlsplit(portal).netloc

    def look(request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != host:
            faults.append(f"third party: {request.url[:100]}")

    page.on("request", look)
    page.on("pageerror", lambda error: faults.append(f"script: {str(error)[:200]}"))
    page.on("console", lambda message: faults.append(f"console: {message.text[:200]}") if is_fault(message) else None)


# A page or a form refused on purpose; a time zone of Debian's that Wagtail offers and no browser knows.
KNOWN = ("404 (Not Found)", "400 (Bad Request)", "422 (Unprocessable", "Invalid time zone specified: localtime")


def is_fault(message):
    """Tell whether a console message says that something is wrong with the portal."""
    return message.type == "error" and not any(known in message.text for known in KNOWN)


# A form on a phone without signal (offline_phone.py) ------------------------------------------------------------------


@pytest.fixture(scope="module")
def writers(chromium, portal, manage):
    return two_writers(chromium, portal, manage)


@pytest.fixture
def desk(chromium, portal, writers):
    made = Desk(chromium, portal, writers)
    yield made
    made.context.close()


@pytest.fixture
def phone(chromium, portal, writers, desk):
    """Return a function: a new phone of Ana's with the form open, after a script of the test's own."""
    made = []

    def take(script="", **look):
        made.append(new_phone(chromium, portal, writers.path, writers.ana, **look))
        made[-1].context.add_init_script(script)
        made[-1].open()
        return made[-1] if "java_script_enabled" in look else made[-1].met()

    yield take
    for one in made:
        one.context.close()
    assert [fault for one in made for fault in one.faults] == []
