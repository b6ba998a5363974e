"""Every date and time field reads what people here type, the day first in every language, or refuses it."""

from datetime import date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from portal.core.language import CODES

MEANT = datetime(2026, 12, 4, 20, 0)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    "typed",
    [
        "04/12/2026 20:00", "4/12/2026 20:00", "04-12-2026 20.00", "04.12.2026 20 h", "04/12/2026 20h", "4/12/26 20:00",
        "04/12/2026 20 hs", "04/12/2026 20h00", "04/12/2026, 20:00", "2026-12-04 20:00", "2026-12-04T20:00",
        " 04/12/2026  20:00 ",
    ],
)  # fmt: skip
def test_a_moment_is_read_as_it_is_typed(language, typed):
    with override(language):
        assert timezone.make_naive(forms.DateTimeField().clean(typed)) == MEANT


@pytest.mark.parametrize(
    "typed", ["04/12/2026", "12/31/2026 20:00", "31/02/2026 20:00", "mañana a las 8", "04/12/2026 25:00"]
)
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(ValidationError):
        forms.DateTimeField().clean(typed)


@pytest.mark.parametrize("language", CODES)
def test_days_and_hours_alone_too(language):
    with override(language):
        for typed in ("04/12/2026", "4-12-2026", "2026-12-04", "04.12.2026"):
            assert forms.DateField().clean(typed) == date(2026, 12, 4)
        for typed in ("20:30", "20.30", "20h30", "20:30 h", "20 h 30"):
            assert forms.TimeField().clean(typed) == time(20, 30)
        assert forms.TimeField().clean("20 h") == time(20)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-04", "20261204", "2026-W49-5", "4.12.26", "4 dic 20h", "04/13/2026 20:00", "4/12/2026 24:00", "20:00"],
)
def test_a_moment_without_its_hour_or_its_day_is_refused_and_says_how_it_is_written(typed):
    with pytest.raises(ValidationError) as refused:
        forms.DateTimeField().clean(typed)
    assert "31/12/2026 20:00" in refused.value.messages[0]


@pytest.mark.parametrize("typed", ["04/12/0026", "0004-12-26", "04/12/2999"])
def test_no_field_takes_a_year_that_nobody_means(typed):
    for field, value in ((forms.DateField(), typed), (forms.DateTimeField(), f"{typed} 20:00")):
        with pytest.raises(ValidationError, match="Revisa el año"):
            field.clean(value)


def test_two_digits_of_a_year_are_read_with_points_too():
    assert forms.DateField().clean("4.12.26") == date(2026, 12, 4)
    assert timezone.make_naive(forms.DateTimeField().clean("4.12.26 20:00")) == MEANT


@pytest.mark.parametrize(("field", "typed"), [(forms.DateField(), "31/02/2026"), (forms.TimeField(), "24:00")])
def test_a_day_or_an_hour_that_does_not_exist_is_refused_with_an_example(field, typed):
    with pytest.raises(ValidationError, match="así: "):
        field.clean(typed)
