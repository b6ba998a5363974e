"""Tasks of bench/editors.py that take more than one account: reviews and translations."""

from .person import TOGGLE

TEXTS = ".js-translation-editor li"
MOST_TEXTS = 60


def write_practice(author, title):
    """An author writes a practice and sends it for review; this only prepares the task and is not counted."""
    author.page.goto("/admin/")
    author.page.locator('main a:has-text("Nueva página")').first.click()
    author.page.locator("main a[href*='practicepage']").first.click()
    author.page.fill("#id_title", title)
    author.press_button("action-submit")
    author.page.wait_for_url("**/admin/pages/*/")


def first_page(person, title):
    """Open a page from the boxes of the first page."""
    person.page.goto("/admin/")
    person.click(f'main a:has-text("{title}")')


def ask_for_changes(person, title):
    """The reviewer reads a practice and asks for changes with a comment."""
    first_page(person, title)
    if not person.has("footer [data-workflow-action-name=reject]"):
        person.click(TOGGLE)
    person.click("footer [data-workflow-action-name=reject]")
    person.type(".modal-body textarea", "Falta decir cuánto costó.")
    person.click(".modal-body [type=submit]")
    return person.says()


def approve(person, title):
    """Whoever it waits for approves it."""
    first_page(person, title)
    if not person.has("footer [data-workflow-action-name=approve]"):
        person.click(TOGGLE)
    person.click("footer [data-workflow-action-name=approve]")
    return person.says()


def send_again(author, title):
    """The author sends it once more; prepares the next step and is not counted."""
    author.page.goto("/admin/")
    author.page.locator(f'main a:has-text("{title}")').first.click()
    author.settle()
    author.page.locator(TOGGLE).last.click()
    author.page.locator("footer [data-workflow-action-name=resubmit], footer [name=action-submit]").locator(
        "visible=true"
    ).first.click()
    author.settle()


def translate(person, title, language="fr"):
    """A translator brings a page that lacks her language into it, text by text, and sends it."""
    person.click('main a:has-text("Ver las traducciones")')
    person.click(f'main a[href*="language={language}&state=missing"]')
    person.click(f'main tr:has-text("{title}") a[href*="select_locale={language}"]')
    if person.has("main [name=locales]"):
        if not person.page.locator("main [name=locales]:checked").count():
            person.tick("main [name=locales]")
        person.click("main form [type=submit]")
    person.seen(f"{TEXTS}, main button:has-text('Traducir')", 15_000)
    for number in range(MOST_TEXTS):
        if not write_text(person, f"Texte traduit numéro {number}"):
            break
    person.click('button:has-text("Enviar a revisión")')
    return person.says()


def write_text(person, text):
    """Write the next text that is missing; return False when none is left."""
    left = person.page.locator(f"{TEXTS}.incomplete").count()
    if left and not person.has(f'{TEXTS} textarea, {TEXTS}.incomplete button:has-text("Traducir")'):
        tab = person.page.evaluate(
            "(document.querySelector('section[hidden] li.incomplete')?.closest('section[hidden]') || {}).id || ''"
        )
        if tab:  # the earlier editor does not go on to the next tab by itself
            person.click(f'[role=tab][aria-controls="{tab}"]')
    if not left or not person.has(f'{TEXTS} textarea, {TEXTS}.incomplete button:has-text("Traducir")'):
        return False
    if not person.page.locator(f"{TEXTS} textarea").count():  # none opened by itself
        person.click(f'{TEXTS}.incomplete button:has-text("Traducir")', 3_000)
    if person.page.evaluate("document.activeElement.tagName") != "TEXTAREA":
        person.seen(f"{TEXTS} textarea").click()
        person.count.clicks += 1
    person.page.keyboard.type(text)
    person.count.fields += 1
    person.count.keys += len(text) + 1
    person.page.keyboard.press("Enter")  # the earlier editor takes it for a new line
    person.page.wait_for_timeout(1_200)
    if person.page.locator(f"{TEXTS}.incomplete").count() == left:
        person.click(f'{TEXTS} button:has-text("Guardar")', 2_000)
        person.page.wait_for_timeout(1_200)
    return person.page.locator(f"{TEXTS}.incomplete").count() < left
