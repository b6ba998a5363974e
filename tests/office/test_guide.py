"""The editor's guide: the same in four languages, its labels those of the screens, its pictures there and light."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, override, trans_real
from wagtail.admin.menu import admin_menu
from wagtail.users.models import UserProfile

from portal.core.language import CODES
from portal.core.models import User
from portal.office.guide import texts
from portal.office.guide.texts import ADMIN_LANGUAGES, PICTURE, guide_in, guide_source, labels_in

LIGHTEST, ALL_PICTURES = 2_000, 1_500_000
WORDS_A_MINUTE, MINUTES = 150, 10


def lines(language):
    """Return every text of a language's guide that names labels."""
    return [
        line
        for part in guide_source(language)["parts"]
        for line in [*part.get("text", []), *part.get("steps", []), part.get("note", "")]
    ]


@pytest.mark.parametrize("language", [code for code in CODES if code != "es"])
def test_every_language_says_the_same(language):
    def shape(part):
        return part["key"], len(part.get("text", [])), len(part.get("steps", [])), "note" in part, "alt" in part

    assert [shape(part) for part in guide_source(language)["parts"]] == [
        shape(part) for part in guide_source("es")["parts"]
    ]
    mine, first = lines(language), lines("es")
    assert [labels_in(line) for line in mine] == [labels_in(line) for line in first]


@pytest.mark.parametrize("language", CODES)
def test_every_label_is_one_of_the_screens(language):
    catalogues = [trans_real.translation(code)._catalog for code in (language, "fr")]  # Wagtail's msgids are English
    labels = {label for line in lines(language) for label in labels_in(line)}
    assert len(labels) > 15
    assert {label for label in labels if not any(label in catalogue for catalogue in catalogues)} == set()
    written = "".join(str(part.text) + str(part.steps) + part.note for part in guide_in(language).parts)
    assert "[[" not in written


def test_it_takes_ten_minutes():
    words = sum(len(re.findall(r"\w+", line)) for line in lines("fr"))
    assert words / WORDS_A_MINUTE < MINUTES


def test_what_a_text_says_is_no_markup(monkeypatch):
    monkeypatch.setattr(texts, "LABEL", re.compile(r"\[\[(.+?)\]\]"))
    assert texts.guide_html("a <i> & [[<b>]]", "es") == "a &lt;i&gt; &amp; <b>&lt;b&gt;</b>"


@pytest.mark.parametrize("language", CODES)
def test_every_picture_is_there(language):
    for part in guide_in(language).parts:
        if part.picture:
            found = finders.find(part.picture)
            assert found, part.picture
            assert Path(found).stat().st_size > LIGHTEST


def test_pictures_are_light_and_none_is_left_over():
    named = {
        PICTURE.format(language=code, key=part["key"])
        for code in CODES
        for part in guide_source(code)["parts"]
        if "alt" in part
    }
    folder = settings.BASE_DIR / "static"
    kept = {path.relative_to(folder).as_posix(): path.stat().st_size for path in (folder / "guide").rglob("*.webp")}
    assert set(kept) == named
    assert sum(kept.values()) < ALL_PICTURES


@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_it_is_read_in_the_language_of_the_admin(language):
    user = User.objects.create_superuser("ana", "ana@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language=ADMIN_LANGUAGES.get(language, language))
    client = Client()
    client.force_login(user)
    page = client.get(reverse("editor_guide")).content.decode()
    assert guide_source(language)["title"] in page
    assert page.count('class="guide__part"') == len(guide_source("es")["parts"])


@pytest.mark.django_db
def test_nobody_without_an_account_reads_it():
    assert Client().get(reverse("editor_guide")).status_code == 302


#: an entry of an editor's menu → why the guide need not name it
BESIDE_THE_GUIDE = {
    "Inicio": "where she is",
    "Buscar": "says itself",
    "Páginas": "the tree; the guide leads through the lists",
    "Imágenes": "the part on pictures",
    "Documentos": "files, like pictures",
    "Eventos": "what is no session is written like one",
    "Inscripciones": "a list that nobody fills in",
    "Importar reuniones": "its screen explains itself",
    "Experiencias": "the part on pages, and the review",
    "Dosieres": "of the bank; its screen explains itself",
    "Contactos": "of the bank; its screen explains itself",
    "Guía": "itself",
    "Distritos": "the city opens them",
    "Lugares de reunión": "a list of places; its screen explains itself",
    "Áreas de gobierno": "as places",
    "Organizaciones": "as places",
    "Feriados locales": "one date each; its screen explains itself",
    "Quién la recibe": "of the weekly agenda; its screen explains itself",
    "Medios usados para invitar": "the kit of a session counts by itself",
    "Registro de cambios": "is read only",
}


def inside(items, request):
    """Return the entries of the menu (list), those of its groups too, without the groups."""
    found = []
    for item in items:
        group = getattr(item, "menu", None)
        found += inside(group.menu_items_for_request(request), request) if group else [item]
    return found


@pytest.mark.django_db
def test_what_stands_in_an_editors_menu_is_in_the_guide(rf, teams):
    request = rf.get("/admin/")
    request.user = teams.people["west_editor"]
    with override("es"):
        entries = {str(item.label) for item in inside(admin_menu.menu_items_for_request(request), request)}
        named = {capfirst(gettext(label)) for line in lines("es") for label in labels_in(line)}
    assert {"Consejos", "Sesiones"} <= entries
    assert entries - named - set(BESIDE_THE_GUIDE) == set()


@pytest.mark.parametrize("word", ["sesión", "consejo", "agenda semanal", "cancelar", "firmar"])
def test_what_an_editor_does_each_week_is_in_the_guide(word):
    parts = [f"{part['title']} {part.get('text')} {part.get('steps')}".lower() for part in guide_source("es")["parts"]]
    assert any(word in part for part in parts)
