"""Countries: ISO codes, names in four languages, found however they are written."""

import pytest
from django.utils import translation

from portal.vocabularies.countries import _NAME_LOCALES, _names, country_name, country_name_choices, find_country


def test_only_the_249_codes_of_iso_3166():
    codes = [code for code, _ in country_name_choices("es")]
    assert len(codes) == len(set(codes)) == 249
    assert not {"EU", "UN", "XK", "ZZ", "IC", "AC"} & set(codes)


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_choices_are_sorted_as_people_read_them(language):
    names = [name for _, name in country_name_choices(language)]
    assert names[0].startswith("Af")
    ethiopia, finland = (names.index(country_name(code, language)) for code in ("ET", "FI"))
    assert ethiopia < finland, "Éthiopie stands with E"


def test_names_follow_the_active_language():
    assert [country_name("BR", code) for code in ("es", "en", "fr", "pt")] == ["Brasil", "Brazil", "Brésil", "Brasil"]
    with translation.override("fr"):
        assert country_name("ES") == "Espagne"
        assert dict(country_name_choices())["DE"] == "Allemagne"
    assert country_name("ES", "pt-br") == "Espanha"
    assert country_name("ES", "ca") == "España"
    assert country_name("??", "es") == "??"


@pytest.mark.parametrize("locale", _NAME_LOCALES)
def test_every_name_is_found_again(locale):
    wrong = {name: find_country(name) for code, name in _names(locale).items() if find_country(name) != code}
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *[("México", "MX"), ("MEXICO", "MX"), ("Mexique", "MX"), ("Méjico", "MX"), ("Argentine", "AR")],
        *[("Espanya", "ES"), ("espagne", "ES"), ("Espanha", "ES"), ("Spain", "ES"), ("ES", "ES")],
        *[("USA", "US"), ("EE. UU.", "US"), ("EEUU", "US"), ("États-Unis d’Amérique", "US"), ("Estados Unidos", "US")],
        *[("Bolivia (Estado Plurinacional de)", "BO"), ("República Bolivariana de Venezuela", "VE")],
        *[("UK", "GB"), ("Reino Unido", "GB"), ("Grande Bretagne", "GB"), ("Inglaterra", "GB")],
        *[("Holanda", "NL"), ("Países Bajos", "NL"), ("Pays-Bas", "NL"), ("Turquía", "TR"), ("Turkey", "TR")],
        *[("Costa de Marfil", "CI"), ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("Cape Verde", "CV")],
        *[("Taiwán", "TW"), ("Corea", "KR"), ("Coreia do Sul", "KR"), ("República Checa", "CZ"), ("Polónia", "PL")],
        *[("Congo-Kinshasa", "CD"), ("RDC", "CD"), ("Vietname", "VN"), ("Viet Nam", "VN"), ("Rusia", "RU")],
        *[("Palestina", "PS"), ("Hong Kong", "HK"), ("Irlande", "IE"), ("Portugal", "PT"), ("  Colombia ", "CO")],
    ],
)
def test_a_country_is_found_however_it_is_written(name, code):
    assert find_country(name) == code


@pytest.mark.parametrize("name", ["", " ", "Atlantis", "Rosario", "Unión Europea", "XK", "es"])
def test_what_is_no_country_is_not_found(name):
    assert find_country(name) is None
