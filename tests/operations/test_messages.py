"""The interface in four languages: what is extracted, how it is checked, and that nothing is missing."""

import gettext
from pathlib import Path

import pytest
from django.utils import translation

from portal.core import locales
from portal.operations import messages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path):
    """Return a small project with texts in Python and in a template."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "portal" / "views.py").write_text(
        "from django.utils.translation import gettext as translate, ngettext, pgettext\n"
        "translate('Buscar')\n"
        "ngettext('Una práctica', '%(count)s prácticas', 2)\n"
        "pgettext('mes', 'may')\n"
        "translate('Pasa el %(worst).1f %% de las veces')\n"
        "other('Nada')\n"
    )
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n    <p>{% translate "Hola, (vecina)" %}</p>\n  <a title="{{ name|default:_(\'Sin nombre\') }}">\n'
        "{% blocktranslate count n=n trimmed %}\n  Un barrio\n{% plural %}\n  {{ n }} barrios\n{% endblocktranslate %}\n"
        '{% translate "may" context "mes" %}</a>\n'
    )
    return tmp_path


def translate(project, language, **texts):
    """Fill in the translations of a language's catalogue by their msgid."""
    catalogue = messages.read_catalogue(project, language)
    for message in catalogue:
        if message.id:
            message.string = message.id
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key in texts:
            message.string = texts[key]
    messages.write_catalogue(
        messages.catalogue_path(project, language), catalogue, locales.language_row(language).plural_rule
    )


def of_language(found, language):
    """Return the faults of one language."""
    return [fault for fault in found if fault.startswith(f"{language}: ")]


def test_texts_are_found_in_python_and_templates(project):
    found = {(message.context, message.id) for message in messages.source_catalogue(project) if message.id}
    assert found == {
        (None, "Buscar"),
        (None, ("Una práctica", "%(count)s prácticas")),
        ("mes", "may"),
        (None, "Pasa el %(worst).1f %% de las veces"),
        (None, "Hola, (vecina)"),
        (None, "Sin nombre"),
        (None, ("Un barrio", "%(n)s barrios")),
    }


def test_extracting_again_changes_nothing_and_keeps_translations(project):
    assert messages.extract(project) == {"en": 7, "fr": 7, "pt": 7}
    translate(project, "fr", Buscar="Chercher")
    path = messages.catalogue_path(project, "fr")
    assert messages.extract(project)["fr"] == 0
    first = path.read_bytes()
    messages.extract(project)
    assert path.read_bytes() == first
    text = first.decode()
    assert 'msgid "Buscar"\nmsgstr "Chercher"' in text
    assert "#: portal/views.py\n" in text
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in text
    assert "Date" not in text


def test_a_text_that_changed_is_to_be_translated_anew(project):
    messages.extract(project)
    translate(project, "fr", Buscar="Chercher")
    views = project / "portal" / "views.py"
    views.write_text(views.read_text().replace("'Buscar'", "'Busca'"))
    assert any("not extracted yet: 'Busca'" in fault for fault in messages.faults(project))
    assert any("no longer in the source: 'Buscar'" in fault for fault in messages.faults(project))
    assert messages.extract(project)["fr"] == 1
    assert "fuzzy" not in messages.catalogue_path(project, "fr").read_text()


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"Buscar": "Chercher"}, None),
        ({"Una práctica": ("Une pratique", "%(count)s pratiques")}, None),
        ({"Buscar": ""}, "not translated"),
        ({"Una práctica": ("Une pratique", "")}, "not translated"),
        ({"Una práctica": ("Une pratique", "%(number)s pratiques")}, "wrong placeholders"),
        ({"Una práctica": ("Une pratique", "Des pratiques")}, "wrong placeholders"),
        ({"Pasa el %(worst).1f %% de las veces": "%(worst).1f % du temps"}, "wrong placeholders"),
        ({"Pasa el %(worst).1f %% de las veces": "%% %(worst).1f du temps"}, None),
    ],
)
def test_faults_of_a_translation_are_named(project, texts, fault):
    messages.extract(project)
    translate(project, "fr", **texts)
    found = of_language(messages.faults(project), "fr")
    assert len(found) == (1 if fault else 0)
    assert not fault or fault in found[0]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("plural=(n > 1)", "plural=(n != 1)", "plural rule"),
        ('msgid "Buscar"', '#, fuzzy\nmsgid "Buscar"', "fuzzy"),
        ('msgid "Buscar"', '#~ msgid "Viejo"\n#~ msgstr "Vieux"\n\nmsgid "Buscar"', "no longer in the source"),
        ('msgstr[1] "%(n)s barrios"', 'msgstr[1] "%(n)s barrios"\nmsgstr[2] "%(n)s"', "more translations than"),
    ],
)
def test_faults_of_a_file_are_named(project, before, after, fault):
    messages.extract(project)
    translate(project, "fr")
    path = messages.catalogue_path(project, "fr")
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))
    assert any(fault in line for line in of_language(messages.faults(project), "fr"))


def test_catalogues_are_compiled_when_newer_and_for_wagtails_portuguese(project):
    messages.extract(project)
    translate(project, "pt", Buscar="Procurar")
    assert len(messages.compile_catalogues(project)) == 4
    assert messages.compile_catalogues(project) == []
    for folder in ("pt", "pt_BR"):
        with messages.catalogue_path(project, folder).with_suffix(".mo").open("rb") as stream:
            assert gettext.GNUTranslations(stream).gettext("Buscar") == "Procurar"


def test_no_spanish_text_is_somebody_elses_english_one():
    """Django and Wagtail translate their own message ids into Spanish; a text of ours that is one of them would change."""
    changed = []
    with translation.override("es"):
        for message in messages.source_catalogue(ROOT):
            if isinstance(message.id, tuple):
                shown = tuple(translation.ngettext(*message.id, number) for number in (1, 2))
            elif message.context:
                shown = translation.pgettext(message.context, message.id)
            else:
                shown = translation.gettext(message.id)
            if message.id and shown != message.id:
                changed.append((message.id, shown))
    assert changed == []


def test_the_interface_is_complete_in_every_language():
    assert messages.faults(ROOT) == []
