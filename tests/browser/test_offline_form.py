"""The form of minutes on a phone whose signal, tab, login or portal fails: nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from .offline_phone import AWAY, HERE, SAVED, SILENT, STORED, host_cookie

pytestmark = pytest.mark.browser

#: what an update of the portal does: what is kept lies under another version's name, and another worker comes
UPDATE = """async path => {
    const [name] = await caches.keys(), now = await caches.open(name), old = await caches.open('forms-former')
    for (const request of await now.keys()) await old.put(request, await now.match(request, {ignoreVary: true}))
    await caches.delete(name)
    await navigator.serviceWorker.register('/forms/worker.js?next', {scope: '/forms/'})
    while ((await caches.keys()).join() !== name) await new Promise(done => setTimeout(done, 50))
    return [name, (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)]
}"""


def test_what_is_typed_is_on_the_portal_seconds_later_and_leaving_asks_nothing(phone, desk):
    one = phone()
    one.type("summary", "Se habló de la plaza.")
    one.says(HERE)
    one.says(SAVED)
    assert desk.content() == {"summary": "Se habló de la plaza."}
    sent = []
    one.page.on("request", lambda request: sent.append(request.method) if "/sync/" in request.url else None)
    one.page.reload()
    one.says(STORED)
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


def test_the_login_ran_out(phone, desk, portal, writers):
    one = phone()
    one.context.clear_cookies(name="sessionid")
    one.type("summary", "Escrito después")
    one.says("Hay que entrar de nuevo")
    one.type("covered", "Al salir")
    one.page.locator("[data-offline-status] a").click()
    one.page.wait_for_url("**/admin/login/**")
    assert f"next={one.path.replace('/', '%2F')}" in one.page.url
    one.context.add_cookies([host_cookie(portal, writers.ana)])
    one.page.goto(one.path)
    one.says(SAVED)
    assert desk.content() == {"summary": "Escrito después", "covered": "Al salir"}


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
    one.says(STORED)
    assert [record["mine"] for record in one.left()] == [{}]
    assert one.asked == []


def test_without_signal_the_whole_form_is_not_sent_into_the_void(phone):
    one = phone()
    one.context.set_offline(True)
    one.type("summary", "Para publicar")
    one.page.locator("[name=do]").last.click()
    one.says("Sin señal no se puede enviar el formulario")
    one.has("summary", "Para publicar")


def test_without_script_it_is_a_plain_long_form(phone, desk):
    one = phone(java_script_enabled=False)
    expect(one.page.locator("[data-add-row]").first).to_be_hidden()
    one.page.locator("[name='count.hall']").fill("14")
    one.page.locator("[data-rows=agreement] textarea").nth(1).fill("Segundo renglón")
    one.page.locator(".minutes-bar button").click()
    one.page.wait_for_url("**?saved=1")
    stored = desk.content()
    assert sorted(stored.values()) == ["14", "Segundo renglón"]
