"""What the packages do not say in our languages: what is found, what is kept, and that nothing is missing."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.core.management import call_command
from django.utils import translation

from portal.core import locales
from portal.operations import messages, package_messages

ROOT = Path(__file__).resolve().parents[2]
SPANISH = locales.language_row("es")


def write(path, language, *texts):
    """Write a .po and a .mo file with (message id, translation, context) each."""
    catalogue = Catalog(locale=language, fuzzy=False)
    for text, string, context in texts:
        catalogue.add(text, string, context=context)
    messages.write_catalogue(path, catalogue, locales.language_row(language).plural_rule)
    messages.compile_file(path, [path.with_suffix(".mo")], language)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return the folder of the only package, which has five English messages and two of them in Spanish."""
    folder = tmp_path / "package" / "locale"
    english = [
        ("Search", "", None),
        ("Locked by %(user)s", "", None),
        ("May", "", "month"),
        ("May", "", "right"),
        (("%(n)s page <b>more</b>", "%(n)s pages <b>more</b>"), ("", ""), None),
    ]
    write(folder / "en" / "LC_MESSAGES" / "django.po", "en", *english)
    spanish = [("Search", "Buscar", None), ("May", "mayo", "month"), ("Locked by %(user)s", "", None)]
    write(folder / "es" / "LC_MESSAGES" / "django.po", "es", *spanish)
    monkeypatch.setattr(package_messages, "package_folders", lambda: [folder])
    return folder


def fill(root, string, comments=(), text="Locked by %(user)s", **more):
    """Translate one message of our Spanish catalogue, or add it."""
    path = package_messages.package_catalogue_path(root, SPANISH, "django")
    catalogue = messages.read_file(path, "es")
    catalogue.delete(text if isinstance(text, str) else text[0], **more)
    catalogue.add(text, string, user_comments=comments, **more)
    messages.write_catalogue(path, catalogue, SPANISH.plural_rule)


def spanish_faults(root):
    """Return the faults of our Spanish catalogue for texts of Python and templates."""
    return [line for line in package_messages.package_faults(root) if line.startswith("locale/packages/es/django: ")]


def test_what_a_package_has_in_english_only_is_lacking(package):
    found = {(message.context, message.id) for message in package_messages.lacking(SPANISH, "django") if message.id}
    assert found == {
        (None, "Locked by %(user)s"),
        ("right", "May"),
        (None, ("%(n)s page <b>more</b>", "%(n)s pages <b>more</b>")),
    }


def test_an_extraction_keeps_translations_and_what_is_ours(package, tmp_path):
    assert (
        package_messages.extract_packages(tmp_path)[
            package_messages.package_catalogue_path(tmp_path, SPANISH, "django")
        ]
        == 3
    )
    fill(tmp_path, "Bloqueado por %(user)s")
    fill(tmp_path, "Encontrar", text="Search")
    fill(tmp_path, "Hallar", ["ours: «Buscar» is something else here"], text="Find")
    assert any("the packages have it: 'Search'" in line for line in spanish_faults(tmp_path))
    package_messages.extract_packages(tmp_path)
    stored = messages.read_file(package_messages.package_catalogue_path(tmp_path, SPANISH, "django"), "es")
    assert stored.get("Locked by %(user)s").string == "Bloqueado por %(user)s"
    assert stored.get("Find").string == "Hallar"
    assert "Search" not in stored


@pytest.mark.parametrize(
    ("text", "string", "fault"),
    [
        ("Locked by %(user)s", "Bloqueado por %(user)s", None),
        ("Locked by %(user)s", "", "not translated"),
        ("Locked by %(user)s", "Bloqueado por %(name)s", "wrong placeholders"),
        (("%(n)s page <b>more</b>", "%(n)s pages <b>more</b>"), ("una página", "%(n)s páginas <b>más</b>"), None),
        (("%(n)s page <b>more</b>", "%(n)s pages <b>more</b>"), ("una página", "%(n)s páginas más"), "wrong tags"),
    ],
)
def test_faults_of_a_packages_translation_are_named(package, tmp_path, text, string, fault):
    package_messages.extract_packages(tmp_path)
    fill(tmp_path, "puede", text="May", context="right")
    fill(tmp_path, "Bloqueado por %(user)s")
    fill(
        tmp_path,
        ("%(n)s página <b>más</b>", "%(n)s páginas <b>más</b>"),
        text=("%(n)s page <b>more</b>", "%(n)s pages <b>more</b>"),
    )
    fill(tmp_path, string, text=text)
    found = spanish_faults(tmp_path)
    assert len(found) == (1 if fault else 0), found
    assert not fault or fault in found[0]


def test_a_new_message_of_a_package_is_not_extracted_yet(package, tmp_path):
    package_messages.extract_packages(tmp_path)
    write(package / "en" / "LC_MESSAGES" / "djangojs.po", "en", ("Autosave", "", None))
    assert any("not extracted yet: 'Autosave'" in line for line in package_messages.package_faults(tmp_path))


def test_the_catalogues_are_compiled_where_django_reads_them(package, tmp_path, settings):
    package_messages.extract_packages(tmp_path)
    fill(tmp_path, "Bloqueado por %(user)s")
    written = package_messages.compile_package_catalogues(tmp_path)
    assert {tmp_path / f"locale/packages/{code}/LC_MESSAGES/django.mo" for code in ("es", "pt_BR", "pt")} <= set(
        written
    )
    assert package_messages.compile_package_catalogues(tmp_path) == []
    assert {Path(path) for path in settings.LOCALE_PATHS} == {ROOT / "locale", ROOT / package_messages.FOLDER}


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("es", "Search the whole site", "Buscar en todo el sitio"),
        ("es", "Live", "Publicada"),
        ("pt-br", "Generate URL", "Gerar URL"),
        ("fr", "Move", "Déplacer vers une autre section"),
        ("pt", "Move", "Mover para outra seção"),
        ("pt", "Search the whole site", "Pesquise em todo o site"),
        ("en", "Move", "Move"),
    ],
)
def test_the_admin_reads_our_catalogue_before_the_packages(code, text, shown):
    with translation.override(code):
        assert translation.gettext(text) == shown


def test_what_is_joined_for_the_site_keeps_contexts_and_plural_forms(package, tmp_path):
    path = package / "es" / "LC_MESSAGES" / "django.mo"
    more = tmp_path / "more.po"
    write(
        more, "es", ("Search", "Hallar", None), (("%(n)s page", "%(n)s pages"), ("una página", "%(n)s páginas"), None)
    )
    joined = package_messages.joined_catalogue(SPANISH, [path, more.with_suffix(".mo")])
    assert joined.get("May", "month").string == "mayo"
    assert joined.get("Search").string == "Hallar"
    assert joined.get("%(n)s page").string == ("una página", "%(n)s páginas")


def test_no_text_of_ours_is_a_text_of_a_package():
    ours = {package_messages.key_of(message) for message in messages.read_catalogue(ROOT, "fr") if message.id}
    for _row, _domain, path in package_messages.package_catalogues(ROOT):
        stored = messages.read_file(path, "es")
        assert ours & {package_messages.key_of(message) for message in stored if message.id} == set()


def test_everything_the_packages_say_is_translated():
    assert package_messages.package_faults(ROOT) == []


def test_the_commands_know_these_catalogues():
    call_command("messages", "compile")
    assert (ROOT / package_messages.FOLDER / "es" / "LC_MESSAGES" / "djangojs.mo").exists()
