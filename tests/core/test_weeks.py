"""Weeks as ISO 8601 counts them."""

from datetime import UTC, date

import pytest
from django.utils import timezone, translation

from portal.core.weeks import Week


@pytest.mark.parametrize(
    ("code", "monday"),
    [
        ("2026-W47", date(2026, 11, 16)),
        ("2026-W53", date(2026, 12, 28)),
        ("2020-W53", date(2020, 12, 28)),
        ("2025-W01", date(2024, 12, 30)),
        ("2021-W01", date(2021, 1, 4)),
    ],
)
def test_a_week_begins_on_its_monday(code, monday):
    assert Week.of(code).monday == monday
    assert all(Week.holding(day).code == code for day in Week.of(code).days)


@pytest.mark.parametrize("code", ["2025-W53", "2026-W54", "2026-W00", "2026-W4", "2026-47", "1899-W10", "9999-W10", ""])
def test_what_is_no_week_is_refused(code):
    with pytest.raises(ValueError, match=r"week|year"):
        Week.of(code)


def test_weeks_follow_each_other_across_years():
    assert Week.of("2026-W52").plus(1).code == "2026-W53"
    assert Week.of("2026-W53").plus(1).code == "2027-W01"
    assert Week.of("2027-W01").plus(-1).code == "2026-W53"


def test_a_week_begins_and_ends_at_midnight_in_the_city(settings):
    settings.TIME_ZONE = "America/Santiago"  # changes its clocks on 6 September 2026
    timezone.get_default_timezone.cache_clear()
    week = Week.of("2026-W36")
    assert (week.end.astimezone(UTC) - week.begin.astimezone(UTC)).total_seconds() == (7 * 24 - 1) * 3600
    timezone.get_default_timezone.cache_clear()


@pytest.mark.parametrize(
    ("language", "code", "words"),
    [
        ("es", "2026-W47", "Del 16 al 22 de noviembre de 2026"),
        ("es", "2026-W49", "Del 30 de noviembre al 6 de diciembre de 2026"),
        ("es", "2026-W53", "Del 28 de diciembre de 2026 al 3 de enero de 2027"),
        ("en", "2026-W47", "From 16 to 22 November 2026"),
        ("fr", "2023-W22", "Du 29 mai au 4 juin 2023"),
        ("fr", "2026-W05", "Du 26 janvier au 1er février 2026"),
        ("pt", "2026-W53", "De 28 de dezembro de 2026 a 3 de janeiro de 2027"),
    ],
)
def test_a_week_is_said_in_words(language, code, words):
    with translation.override(language):
        assert Week.of(code).words == words
