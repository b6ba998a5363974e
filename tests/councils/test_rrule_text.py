"""Rules as people say them, in four languages."""

from datetime import date, time

import pytest
from django.utils import translation

from portal.councils.rrule import Rule
from portal.councils.rrule_text import rule_words
from tests.councils.city import council
from tests.factories import district_page
from tests.series.rules_made import series

SAID = {
    "FREQ=WEEKLY;BYDAY=TU": {
        "es": "todos los martes a las 19:00",
        "en": "every Tuesday at 19:00",
        "fr": "tous les mardis à 19\u00a0h",
        "pt": "todas as terças-feiras às 19:00",
    },
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU": {
        "es": "cada dos martes a las 19:00",
        "en": "every other Tuesday at 19:00",
        "fr": "un mardi sur deux à 19\u00a0h",
        "pt": "a cada duas terças-feiras às 19:00",
    },
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,SA": {
        "es": "cada 3 semanas, los martes y los sábados a las 19:00",
        "en": "every 3 weeks, on Tuesdays and on Saturdays at 19:00",
        "fr": "toutes les 3 semaines, le mardi et le samedi à 19\u00a0h",
        "pt": "a cada 3 semanas, às terças-feiras e aos sábados às 19:00",
    },
    "FREQ=MONTHLY;BYDAY=-1TH": {
        "es": "el último jueves de cada mes a las 19:00",
        "en": "on the last Thursday of each month at 19:00",
        "fr": "le dernier jeudi de chaque mois à 19\u00a0h",
        "pt": "na última quinta-feira de cada mês às 19:00",
    },
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SA,3SA": {
        "es": "cada 2 meses, el primer sábado y el tercer sábado a las 19:00",
        "en": "every 2 months, on the first Saturday and on the third Saturday at 19:00",
        "fr": "tous les 2 mois, le premier samedi et le troisième samedi à 19\u00a0h",
        "pt": "a cada 2 meses, no primeiro sábado e no terceiro sábado às 19:00",
    },
    "FREQ=MONTHLY;BYMONTHDAY=31": {
        "es": "el día 31 de cada mes (cuando el mes lo tiene) a las 19:00",
        "en": "on day 31 of each month (in months that have one) at 19:00",
        "fr": "le 31 de chaque mois (quand il existe) à 19\u00a0h",
        "pt": "no dia 31 de cada mês (quando houver) às 19:00",
    },
    "FREQ=MONTHLY;BYMONTHDAY=-1": {
        "es": "el último día de cada mes a las 19:00",
        "en": "on the last day of each month at 19:00",
        "fr": "le dernier jour de chaque mois à 19\u00a0h",
        "pt": "no último dia de cada mês às 19:00",
    },
    "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24": {
        "es": "cada año, el 24 de marzo a las 19:00",
        "en": "every year, on 24 March at 19:00",
        "fr": "chaque année, le 24 mars à 19\u00a0h",
        "pt": "todo ano, em 24 de março às 19:00",
    },
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": {
        "es": "los años bisiestos, el 29 de febrero a las 19:00",
        "en": "in leap years, on 29 February at 19:00",
        "fr": "les années bissextiles, le 29 février à 19\u00a0h",
        "pt": "nos anos bissextos, em 29 de fevereiro às 19:00",
    },
}


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
@pytest.mark.parametrize("rule", SAID)
def test_a_rule_in_words(rule, language):
    with translation.override(language):
        assert rule_words(Rule.parse(rule), time(19)) == SAID[rule][language]


def test_the_first_is_said_as_the_french_do():
    with translation.override("fr"):
        assert (
            rule_words(Rule.parse("FREQ=MONTHLY;BYMONTHDAY=1"), time(19, 30))
            == "le 1er de chaque mois à 19\u00a0h\u00a030"
        )
        assert rule_words(Rule.parse("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"), time(19)).startswith(
            "chaque année, le 1er mai"
        )


def test_one_o_clock_is_singular_in_spanish():
    assert rule_words(Rule.parse("FREQ=WEEKLY;BYDAY=SU"), time(1, 30)) == "todos los domingos a la 1:30"


@pytest.mark.django_db
def test_a_councils_page_says_its_rules_of_today(client):
    of = council(district_page())
    series(of, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    series(of, "FREQ=MONTHLY;BYDAY=-1TH")
    series(of, "FREQ=WEEKLY;BYDAY=SU", active=False)
    series(of, "FREQ=WEEKLY;BYDAY=SA", first_day=date(2020, 1, 1), last_day=date(2020, 12, 31))
    page = client.get(of.url).content.decode()
    assert "Cada dos martes a las 19:00; el último jueves de cada mes a las 19:00" in page
    assert "domingos" not in page
    assert "sábados" not in page
