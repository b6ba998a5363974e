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
