"""Countries: ISO 3166-1 alpha-2 codes and their names from CLDR (Babel), in the languages of the portal."""

from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from search.analysis import primary
from search.folding import fold

from .matching import fold_wording

# CLDR also names regions that ISO 3166-1 does not list: islands, unions, tests, user-assigned codes (Kosovo's XK).
_NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
# Regional forms of the four languages name some countries differently (Polónia, Polônia; Vietname, Vietnã).
_NAME_LOCALES = ("es", "en", "fr", "pt", "es_MX", "es_AR", "en_GB", "fr_CA", "pt_PT")
# What forms and people write beside CLDR's names.
_ALTERNATES = {
    "AE": ["Emiratos Árabes", "UAE", "EAU", "Emirates"],
    "BO": [
        "Estado Plurinacional de Bolivia",
        "Bolivia (Estado Plurinacional de)",
        "Plurinational State of Bolivia",
        "Bolivia, Plurinational State of",
        "État plurinational de Bolivie",
    ],
    "BR": ["República Federativa do Brasil"],
    "CD": [
        "RDC",
        "DRC",
        "RD Congo",
        "DR Congo",
        "Democratic Republic of the Congo",
        "République démocratique du Congo",
    ],
    "CG": ["República del Congo", "Republic of the Congo", "République du Congo", "República do Congo"],
    "CI": ["Costa de Marfil", "Ivory Coast", "Costa do Marfim"],
    "CN": ["República Popular China", "People's Republic of China", "RP China"],
    "CV": ["Cape Verde", "Cabo Verde", "Cap-Vert"],
    "CZ": ["República Checa", "Czech Republic", "République tchèque", "República Tcheca"],
    "DE": ["República Federal de Alemania", "RFA"],
    "DO": ["Dominican Republic", "Rep. Dominicana"],
    "ES": ["Espanya", "Reino de España", "Estado español"],
    "FK": ["Falkland Islands", "Falklands", "Malvinas"],
    "GB": [
        *["Gran Bretaña", "Great Britain", "Grande-Bretagne", "Grã-Bretanha", "UK", "U.K.", "Inglaterra", "England"],
        *["Angleterre", "Escocia", "Scotland", "Écosse", "Escócia", "Gales", "Wales", "Northern Ireland"],
    ],
    "HK": ["Hong Kong"],
    "IR": ["República Islámica de Irán", "Islamic Republic of Iran", "Iran, Islamic Republic of"],
    "KP": ["RPDC", "DPRK"],
    "KR": ["Corea", "Korea", "Corée", "Coreia", "República de Corea", "Republic of Korea", "République de Corée"],
    "LA": ["Lao PDR", "República Democrática Popular Lao"],
    "MD": ["República de Moldavia", "Republic of Moldova"],
    "MK": ["Macedonia", "Macédoine", "Macedônia", "FYROM"],
    "MM": ["Birmania", "Burma", "Birmanie", "Birmânia"],
    "MO": ["Macao", "Macau"],
    "MX": ["Méjico", "Estados Unidos Mexicanos"],
    "NL": ["Holanda", "Holland", "Hollande", "The Netherlands"],
    "PS": ["Palestina", "Palestine", "Estado de Palestina", "State of Palestine", "État de Palestine"],
    "RU": ["Federación Rusa", "Federación de Rusia", "Russian Federation", "Fédération de Russie", "Federação Russa"],
    "SY": ["República Árabe Siria", "Syrian Arab Republic"],
    "SZ": ["Swazilandia", "Swaziland", "Suazilandia"],
    "TL": ["Timor Oriental", "East Timor", "Timor Leste"],
    "TR": ["Turquía", "Turkey", "Türkiye", "Turquie", "Turquia"],
    "TW": ["Taiwán", "Chinese Taipei", "Taiwan (R.O.C.)"],
    "TZ": ["República Unida de Tanzania", "United Republic of Tanzania", "Tanzanie"],
    "US": [
        *[
            "Estados Unidos de América",
            "United States of America",
            "États-Unis d'Amérique",
            "Estados Unidos da América",
        ],
        *["USA", "U.S.A.", "U.S.", "EEUU", "EE. UU.", "EE.UU.", "EUA"],
    ],
    "UY": ["República Oriental del Uruguay"],
    "VA": ["Vaticano", "Vatican", "Santa Sede", "Holy See"],
    "VE": [
        "República Bolivariana de Venezuela",
        "Venezuela (República Bolivariana de)",
        "Bolivarian Republic of Venezuela",
        "Venezuela, Bolivarian Republic of",
    ],
    "VN": ["Viet Nam"],
}


@lru_cache(maxsize=16)
def _names(locale):
    """Return {code: name} of a CLDR locale ("pt_PT")."""
    territories = Locale.parse(locale).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code not in _NOT_ISO}


@lru_cache(maxsize=8)
def _choices(language):
    return sorted(_names(language).items(), key=lambda choice: fold(choice[1]))


def country_name_choices(language: str | None = None) -> list[tuple[str, str]]:
    """Return [(ISO 3166-1 alpha-2 code, name)] sorted by name in `language`, the active one by default."""
    return list(_choices(_content_language(language)))


def country_name(code: str, language: str | None = None) -> str:
    """Return the name of a country (alpha-2 code) in `language`, the active one by default; an unknown code as is."""
    return _names(_content_language(language)).get(code, code)


def find_country(name: str) -> str | None:
    """Return the alpha-2 code of a country named in any of the portal's languages, or as its code; None if unknown."""
    if name.strip() in _names(settings.LANGUAGE_CODE):
        return name.strip()
    return _codes_by_name().get(fold_wording(name))


@lru_cache(maxsize=1)
def _codes_by_name():
    """Return {folded name: code}; where a name could mean two countries, CLDR's own wins over the alternates."""
    codes = {}
    for locale in dict.fromkeys([*_NAME_LOCALES, *dict(settings.LANGUAGES)]):
        for code, name in _names(locale).items():
            codes.setdefault(fold_wording(name), code)
    for code, names in _ALTERNATES.items():
        for name in names:
            codes.setdefault(fold_wording(name), code)
    return codes


def _content_language(language):
    """Return the portal's language for a language tag ("pt-br" is "pt"), its first language if it is none of them."""
    code = primary(language or get_language() or settings.LANGUAGE_CODE)
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
