"""Dossiers: in their order, in the reader's language, without what is not public."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.core.models import User
from portal.core.registry import kinds
from portal.practices.models import DossierEntry, DossierPage
from search.models import SearchDocument
from tests.districts.teams import account, browser
from tests.factories import bank, content, district_page, home, practice, publish, translate

pytestmark = pytest.mark.django_db


def dossier(*choice, parent=None, title="Plazas que cuida el barrio", **fields):
    """Return a published dossier of these (practice, reason)."""
    parent = parent or bank()
    page = DossierPage(title=title, slug="plazas", locale=parent.locale, **fields)
    page.entries = [
        DossierEntry(practice=chosen, reason=reason, sort_order=number, locale=parent.locale)
        for number, (chosen, reason) in enumerate(choice)
    ]
    return publish(parent.add_child(instance=page))


def titles(client, url):
    """Return the titles of a dossier as shown at an address."""
    return [row["title"] for row in client.get(url).context["rows"]]


def test_the_order_is_the_editors(client):
    first, second, third = (practice(title) for title in ("Zanja", "Acequia", "Muelle"))
    page = dossier((first, ""), (second, ""), (third, ""))
    assert titles(client, page.url) == ["Zanja", "Acequia", "Muelle"]
    entries = list(page.entries.all())
    for entry, place in zip(entries, (2, 0, 1), strict=True):
        entry.sort_order = place
    page.entries = entries
    publish(page)
    assert titles(client, page.url) == ["Acequia", "Muelle", "Zanja"]


def test_it_says_why_each_is_there(client):
    page = dossier(
        (practice(), "Muestra cómo empezar sin presupuesto."), lead="Tres plazas.", intro="<p>Para leer.</p>"
    )
    text = client.get(page.url).content.decode()
    for words in ("Muestra cómo empezar sin presupuesto.", "Tres plazas.", "Para leer.", "1 experiencia"):
        assert words in text
    assert "noindex" not in text


def test_what_is_not_public_is_absent(client):
    west = district_page()
    page = dossier(
        (practice("En un distrito cerrado", parent=west), "Razón uno"),
        (practice("Reservada"), "Razón dos"),
        (practice("Borrador", live=False), "Razón tres"),
        (practice("Pública"), "Razón cuatro"),
    )
    reserved = next(entry.practice for entry in page.entries.all() if entry.practice.title == "Reservada")
    for hidden in (west, reserved):
        PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    text = client.get(page.url).content.decode()
    assert titles(client, page.url) == ["Pública"]
    for words in ("En un distrito cerrado", "Reservada", "Borrador", "Razón uno", "Razón dos", "Razón tres"):
        assert words not in text
        document = SearchDocument.objects.get(key=str(page.pk))
        assert words not in document.title + document.summary + document.body


def test_an_empty_one_says_so(client):
    page = dossier()
    assert "todavía no tiene experiencias publicadas" in client.get(page.url).content.decode()


def test_a_practice_chosen_twice_stands_once(client):
    chosen = practice("Muelle")
    french = translate(chosen, "fr", title="Quai")
    page = dossier((chosen, "uno"), (french, "dos"))
    assert titles(client, page.url) == ["Muelle"]


def test_a_practice_that_is_deleted_leaves_the_dossier(client):
    kept, gone = practice("Queda"), practice("Se va")
    page = dossier((gone, ""), (kept, ""))
    gone.delete()
    assert titles(client, page.url) == ["Queda"]


def test_a_translation_has_its_own_words_and_the_same_choice(client):
    chosen, other = practice("Muelle"), practice("Zanja")
    translate(chosen, "fr", title="Quai")
    page = dossier((chosen, "Porque sí."), (other, ""))
    french = translate(page, "fr", title="Places du quartier", slug="places")
    entries = list(french.entries.all())
    entries[0].reason = "Parce que."
    french.entries = entries
    french = publish(french)
    response = client.get(french.url)
    rows = response.context["rows"]
    assert [(row["title"], row["reason"], row["lang"]) for row in rows] == [
        ("Quai", "Parce que.", ""),
        ("Zanja", "", "es"),
    ]
    page.entries = list(page.entries.all())[:1]
    publish(page)
    assert titles(client, french.url) == ["Quai"]
    assert client.get(french.url).context["rows"][0]["reason"] == "Parce que."


def test_nobodys_translation_is_shown_in_its_own_language(client):
    page = dossier((practice(), "Porque sí."))
    text = client.get(page.url.replace("/es/", "/fr/")).content.decode()
    assert '<p class="row__text" lang="es">Porque sí.</p>' in text
    assert '<h1 class="head__title" lang="es">' in text


def test_the_bank_lists_the_public_ones(client):
    dossier((practice(), ""), lead="Tres plazas.")
    secret = dossier(parent=home(), title="Dosier reservado")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    text = client.get(bank().url).content.decode()
    assert "Dosieres" in text
    assert "Plazas que cuida el barrio" in text
    assert "Dosier reservado" not in text
    assert "Plazas que cuida el barrio" not in client.get(bank().url, {"q": "canteros"}).content.decode()


def test_a_bank_without_dossiers_does_not_speak_of_them(client):
    assert 'id="dossiers"' not in client.get(bank().url).content.decode()


def test_search_knows_it_as_a_kind_of_its_own(client):
    dossier((practice(), ""), lead="Para quien cuida plazas.")
    assert "dossier" in kinds()
    response = client.get("/es/search/", {"q": "cuida", "type": "dossier"})
    assert [row["tags"] for row in response.context["rows"]] == [["Dosieres"]]


def test_it_lies_under_the_bank_or_a_home_page_only():
    assert DossierPage.can_create_at(bank())
    assert DossierPage.can_create_at(home())
    for parent in (district_page(), content(), practice()):
        assert not DossierPage.can_create_at(parent)


def test_queries_do_not_grow_with_the_dossier(client, django_assert_max_num_queries):
    page = dossier(*[(practice(f"Plaza {number}", types=("council",)), "") for number in range(8)])
    client.get(page.url)
    with django_assert_max_num_queries(30):
        assert len(titles(client, page.url)) == 8


def test_an_editor_makes_one_in_the_admin(client):
    chosen = practice("Muelle")
    admin = User.objects.create_superuser("admin", "admin@example.org", "secret")
    url = reverse("wagtailadmin_pages:add", args=["practices", "dossierpage", bank().pk])
    form = {
        "title": "Ríos", "slug": "rios", "lead": "", "intro": "null", "action-publish": "1",
        "entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0", "entries-MIN_NUM_FORMS": "0",
        "entries-MAX_NUM_FORMS": "1000", "entries-0-practice": chosen.pk, "entries-0-reason": "Por el río.",
        "entries-0-ORDER": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    browser(admin).post(url, form)
    assert titles(client, DossierPage.objects.get(slug="rios").url) == ["Muelle"]


def test_the_list_of_dossiers_is_for_who_may_see_them(client):
    page = dossier()
    admin = User.objects.create_superuser("admin", "admin@example.org", "secret")
    url = reverse("dossiers:index")
    assert page.title in browser(admin).get(url).content.decode()
    assert browser(account("nobody")).get(url).status_code == 302
