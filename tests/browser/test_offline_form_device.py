"""The form of minutes on a phone that is restarted, full, private, shared, or wrong by a day: nothing is lost or mixed."""

import pytest

from .conftest import CHROMIUM, QUIET
from .offline_phone import HERE, SAVED, Phone, host_cookie

pytestmark = pytest.mark.browser

WITHOUT_STORAGE = "Object.defineProperty(window, 'indexedDB', {value: undefined})"
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"
DAY = 86_400_000


def test_the_phone_is_restarted(chromium, portal, writers, desk, tmp_path):
    look = {"executable_path": CHROMIUM, "args": QUIET, "base_url": portal, "locale": "es"}
    context = chromium.browser_type.launch_persistent_context(tmp_path / "phone", **look)
    context.add_cookies([host_cookie(portal, writers.ana)])
    one = Phone(context, writers.path).open().ready()
    context.set_offline(True)
    one.typed("summary", "Antes de apagarse")
    context.close()
    context = chromium.browser_type.launch_persistent_context(tmp_path / "phone", **look)
    context.add_cookies([host_cookie(portal, writers.ana)])
    one = Phone(context, writers.path).open()
    one.has("summary", "Antes de apagarse")
    one.says(SAVED)
    context.close()
    assert desk.content() == {"summary": "Antes de apagarse"}


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


def test_another_account_on_the_same_phone_sees_nothing_of_it(phone, desk, portal, writers):
    one = phone().ready()
    one.context.set_offline(True)
    one.typed("summary", "De Ana")
    one.page.close()
    one.context.set_offline(False)
    one.context.add_cookies([host_cookie(portal, writers.ben)])
    one.open()
    one.type("covered", "De Ben")
    one.says(SAVED)
    one.has("summary", "")
    assert desk.content() == {"covered": "De Ben"}
    one.context.add_cookies([host_cookie(portal, writers.ana)])
    one.again()
    one.has("summary", "De Ana")
    one.says(SAVED)
    assert desk.content() == {"covered": "De Ben", "summary": "De Ana"}


def test_what_one_account_typed_is_not_sent_by_another(phone, desk, portal, writers):
    one = phone()
    one.context.add_cookies([host_cookie(portal, writers.ben)])
    one.type("summary", "De Ana")
    one.says("Entraste con otra cuenta")
    assert desk.content() == {}


def test_the_worker_keeps_the_form_and_its_files_and_nothing_else(phone):
    one = phone().ready()
    one.page.goto("/admin/")
    one.page.goto(one.path)
    kept = one.page.evaluate(
        "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(found => new URL(found.url).pathname)"
    )
    assert [name for name in kept if name != one.path and not name.startswith(("/static/", "/city.css"))] == []
