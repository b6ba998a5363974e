"""The form of minutes on a phone whose signal, tab, login, storage, clock or portal fails: nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from .conftest import CHROMIUM, QUIET
from .offline_phone import AWAY, HERE, SAVED, SESSION, SILENT, Desk, Phone, cookies_of, host_cookie, new_phone

pytestmark = pytest.mark.browser

WITHOUT_STORAGE = "Object.defineProperty(window, 'indexedDB', {value: undefined})"
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"
DAY = 86_400_000
#: what an update of the portal does: what is kept lies under another version's name, and another worker comes
UPDATE = """async path => {
    const [name] = await caches.keys(), now = await caches.open(name), old = await caches.open('forms-former')
    for (const request of await now.keys()) await old.put(request, await now.match(request, {ignoreVary: true}))
    await caches.delete(name)
    await navigator.serviceWorker.register('/forms/worker.js?next', {scope: '/forms/'})
    while ((await caches.keys()).join() !== name) await new Promise(done => setTimeout(done, 50))
    return [name, (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)]
}"""


@pytest.fixture(scope="module")
def path(manage):
    """The address of the form."""
    return f"/forms/minutes/{manage('shell', '--no-imports', '-c', SESSION).split()[-1]}/"


@pytest.fixture(scope="module")
def ana(chromium, portal):
    return cookies_of(chromium, portal, "west-editor")


@pytest.fixture(scope="module")
def ben(chromium, portal):
    return cookies_of(chromium, portal, "west-reviewer")


@pytest.fixture
def desk(chromium, portal, path, ben):
    """The portal's side, seen by another account; the draft is empty."""
    context = chromium.new_context(base_url=portal, storage_state=ben)
    made = Desk(context.request, path)
    made.empty()
    yield made
    context.close()


@pytest.fixture
def phone(chromium, portal, path, ana, desk):
    """Return a function: a new phone of Ana's with the form open, after a script of the test's own."""
    made = []

    def take(script="", **look):
        made.append(new_phone(chromium, portal, path, look.pop("state", ana), **look))
        if script:
            made[-1].context.add_init_script(script)
        return made[-1].open()

    yield take
    for one in made:
        one.context.close()
    assert [fault for one in made for fault in one.faults] == []


def test_what_is_typed_is_on_the_portal_seconds_later_and_leaving_asks_nothing(phone, desk):
    one = phone()
    one.type("summary", "Se habló de la plaza.")
    one.says(HERE)
    one.says(SAVED)
    assert desk.content() == {"summary": "Se habló de la plaza."}
    sent = []
    one.page.on("request", lambda request: sent.append(request.method) if "/sync/" in request.url else None)
    one.page.reload()
    one.says("Guardado en el portal")
    one.has("summary", "Se habló de la plaza.")
    assert (one.asked, sent) == ([], ["GET"])


def test_the_line_is_cut_in_the_middle(phone, desk):
    one = phone()
    one.typed("count.hall", "14")
    one.context.set_offline(True)
    one.type("count.online", "3")
    expect(one.page.locator("[data-total]")).to_have_text("17")
    one.page.locator("[data-add-row=agreement]").click()
    one.page.keyboard.type("Se pide la luz del pasaje.")
    one.page.locator("input[name$='.outcome'][value=moved]").first.check()
    one.says(AWAY)
    one.context.set_offline(False)
    one.says(SAVED)
    stored = desk.content()
    assert (stored.pop("count.hall"), stored.pop("count.online")) == ("14", "3")
    assert sorted(stored.values()) == ["Se pide la luz del pasaje.", "moved"]


def test_the_tab_is_closed_and_opened_again_without_signal(phone, desk):
    one = phone().ready()
    one.context.set_offline(True)
    one.page.locator("[data-rows=agreement] textarea").first.fill("Un acuerdo")
    one.typed("summary", "Sin señal en el sótano")
    one.again()
    one.has("summary", "Sin señal en el sótano")
    expect(one.page.locator("[data-rows=agreement] textarea").first).to_have_value("Un acuerdo")
    one.says(AWAY)
    one.context.set_offline(False)
    one.says(SAVED)
    assert sorted(desk.content().values()) == ["Sin señal en el sótano", "Un acuerdo"]


def test_what_the_portal_has_is_shown_without_signal_too(phone):
    one = phone().ready()
    one.type("summary", "Ya está en el portal")
    one.says(SAVED)
    one.context.set_offline(True)
    one.again()
    one.has("summary", "Ya está en el portal")


def test_the_phone_is_restarted(chromium, portal, path, ana, desk, tmp_path):
    look = {"executable_path": CHROMIUM, "args": QUIET, "base_url": portal, "locale": "es"}
    context = chromium.browser_type.launch_persistent_context(tmp_path / "phone", **look)
    context.add_cookies([host_cookie(portal, ana)])
    one = Phone(context, path).open().ready()
    context.set_offline(True)
    one.typed("summary", "Antes de apagarse")
    context.close()
    context = chromium.browser_type.launch_persistent_context(tmp_path / "phone", **look)
    context.add_cookies([host_cookie(portal, ana)])
    one = Phone(context, path).open()
    one.has("summary", "Antes de apagarse")
    one.says(SAVED)
    context.close()
    assert desk.content() == {"summary": "Antes de apagarse"}


def test_the_login_ran_out(phone, desk, portal, ana):
    one = phone()
    one.context.clear_cookies(name="sessionid")
    one.type("summary", "Escrito después")
    one.says("Hay que entrar de nuevo")
    one.page.locator("[data-offline-status] a").click()
    one.page.wait_for_url("**/admin/login/**")  # she did not wait: leaving the page keeps it too
    assert f"next={one.path.replace('/', '%2F')}" in one.page.url
    one.context.add_cookies([host_cookie(portal, ana)])
    one.page.goto(one.path)
    one.says(SAVED)
    assert desk.content() == {"summary": "Escrito después"}


@pytest.mark.parametrize("fault", [WITHOUT_STORAGE, FULL], ids=["private window", "full storage"])
def test_a_device_that_cannot_keep_it_says_so_until_the_portal_has_it(phone, desk, fault):
    one = phone(fault)
    one.page.route("**/sync/", lambda route: route.abort())
    one.type("summary", "Solo en la página")
    one.says("Este dispositivo no puede guardarlo. No cierres la página")
    one.page.unroute("**/sync/")
    one.says(SAVED)
    assert desk.content() == {"summary": "Solo en la página"}
    one.page.reload()
    one.has("summary", "Solo en la página")
    assert one.asked == []


def test_leaving_asks_first_where_neither_the_device_nor_the_portal_has_it(phone):
    one = phone(WITHOUT_STORAGE)
    one.page.route("**/sync/", lambda route: route.abort())
    one.type("summary", "Solo en la página")
    one.says("no puede guardarlo")
    one.page.reload()
    assert one.asked == ["beforeunload"]


@pytest.mark.parametrize("shift", [-DAY, DAY], ids=["a day behind", "a day ahead"])
def test_the_clock_of_the_phone_is_wrong_by_a_day(phone, desk, shift):
    one = phone(f"const now = Date.now; Date.now = () => now() + {shift}").ready()
    desk.write(covered="Echesortu", agreement__0000001__text="Uno del escritorio")
    one.context.set_offline(True)
    one.typed("summary", "Escrito con otro reloj")
    one.again()
    one.context.set_offline(False)
    one.says(SAVED)
    one.has("covered", "Echesortu")
    one.page.locator("[data-add-row=agreement]").click()
    one.page.keyboard.type("Dos del teléfono")
    one.says(HERE)
    one.says(SAVED)
    stored = desk.content()
    assert stored["summary"] == "Escrito con otro reloj"
    agreed = [text for name, text in sorted(stored.items()) if name.startswith("agreement.")]
    assert agreed == ["Uno del escritorio", "Dos del teléfono"]


def test_an_answer_that_was_lost_is_sent_again_and_asks_nobody(phone, desk):
    one = phone()

    def lose(route):
        route.fetch()
        route.abort()

    one.page.route("**/sync/", lambda route: lose(route) if route.request.method == "POST" else route.continue_())
    one.type("summary", "Primera")
    one.says(SILENT)
    assert desk.content() == {"summary": "Primera"}
    one.type("summary", "Primera y segunda")
    one.page.unroute("**/sync/")
    one.says(SAVED)
    assert desk.content() == {"summary": "Primera y segunda"}
    expect(one.page.locator("[data-conflict]")).to_have_count(0)


def test_another_account_on_the_same_phone_sees_nothing_of_it(phone, desk, portal, ana, ben):
    one = phone().ready()
    one.context.set_offline(True)
    one.typed("summary", "De Ana")
    one.page.close()
    one.context.set_offline(False)
    one.context.add_cookies([host_cookie(portal, ben)])
    one.open()
    one.type("covered", "De Ben")
    one.says(SAVED)
    one.has("summary", "")
    assert desk.content() == {"covered": "De Ben"}
    one.context.add_cookies([host_cookie(portal, ana)])
    one.again()
    one.has("summary", "De Ana")
    one.says(SAVED)
    assert desk.content() == {"covered": "De Ben", "summary": "De Ana"}


def test_what_one_account_typed_is_not_sent_by_another(phone, desk, portal, ben):
    one = phone()
    one.says("")
    one.context.add_cookies([host_cookie(portal, ben)])
    one.type("summary", "De Ana")
    one.says("Entraste con otra cuenta")
    assert desk.content() == {}


def test_an_update_of_the_portal_in_between(phone, desk):
    one = phone().ready()
    one.context.set_offline(True)
    one.typed("summary", "Antes de la actualización")
    one.context.set_offline(False)
    _name, kept = one.page.evaluate(UPDATE, one.path)
    assert one.path in kept
    assert any(name.endswith(".js") for name in kept)
    one.says(SAVED)
    one.context.set_offline(True)
    one.again()
    one.has("summary", "Antes de la actualización")
    assert desk.content() == {"summary": "Antes de la actualización"}


def test_the_portal_answers_with_faults_for_a_while(phone, desk):
    one = phone().ready()
    one.page.route("**/sync/", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    one.type("summary", "Mientras tanto")
    one.says(SILENT)
    one.page.unroute("**/sync/")
    one.says(SAVED)
    assert desk.content() == {"summary": "Mientras tanto"}


def test_the_whole_form_is_sent_and_nothing_stays_on_the_phone(phone, desk):
    one = phone()
    one.typed("summary", "Para publicar")
    one.page.locator("[name=do]").last.click()
    expect(one.page.locator(".errors")).to_be_visible()
    assert desk.content() == {"summary": "Para publicar"}
    one.says("Guardado en el portal")
    assert [record["mine"] for record in one.left()] == [{}]
    assert one.asked == []


def test_without_signal_the_whole_form_is_not_sent_into_the_void(phone):
    one = phone()
    one.context.set_offline(True)
    one.type("summary", "Para publicar")
    one.page.locator("[name=do]").last.click()
    one.says("Sin señal no se puede enviar el formulario")
    one.has("summary", "Para publicar")


def test_the_worker_keeps_the_form_and_its_files_and_nothing_else(phone):
    one = phone().ready()
    one.page.goto("/admin/")
    one.page.goto(one.path)
    kept = one.page.evaluate(
        "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(found => new URL(found.url).pathname)"
    )
    assert [name for name in kept if name != one.path and not name.startswith(("/static/", "/city.css"))] == []


def test_without_script_it_is_a_plain_long_form(phone, desk):
    one = phone(java_script_enabled=False)
    assert not one.page.locator("[data-add-row]").first.is_visible()
    one.page.locator("[name='count.hall']").fill("14")
    one.page.locator("[data-rows=agreement] textarea").nth(1).fill("Segundo renglón")
    one.page.locator(".minutes-bar button").click()
    one.page.wait_for_url("**?saved=1")
    stored = desk.content()
    assert sorted(stored.values()) == ["14", "Segundo renglón"]
