"""A rule as people say it, in the language of whoever reads: "cada dos martes a las 19:00"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.core import locales
from portal.core.dates import format_day
from portal.core.language import reader_language
from portal.events.formatting import hour_words

from .rrule import LAST, Frequency, Rule

if TYPE_CHECKING:
    from portal.councils.models import CouncilPage

WEEKEND = 5  # Saturday; Portuguese says "a segunda-feira" and "o sábado"
LEAP_YEAR = 2000
RARE = 29  # from this day on, not every month has it

EVERY = [
    gettext_lazy("todos los lunes"),
    gettext_lazy("todos los martes"),
    gettext_lazy("todos los miércoles"),
    gettext_lazy("todos los jueves"),
    gettext_lazy("todos los viernes"),
    gettext_lazy("todos los sábados"),
    gettext_lazy("todos los domingos"),
]
EVERY_SECOND = [
    gettext_lazy("cada dos lunes"),
    gettext_lazy("cada dos martes"),
    gettext_lazy("cada dos miércoles"),
    gettext_lazy("cada dos jueves"),
    gettext_lazy("cada dos viernes"),
    gettext_lazy("cada dos sábados"),
    gettext_lazy("cada dos domingos"),
]
ON = [
    gettext_lazy("los lunes"),
    gettext_lazy("los martes"),
    gettext_lazy("los miércoles"),
    gettext_lazy("los jueves"),
    gettext_lazy("los viernes"),
    gettext_lazy("los sábados"),
    gettext_lazy("los domingos"),
]


def day_name(day: int) -> str:
    """Return the name of a weekday (0 is Monday) in the reader's language, as it stands within a sentence."""
    return locales.language_row(reader_language()).locale.days["format"]["wide"][day]


def nth_words(nth: int, day: int) -> str:
    """Return "el primer martes", "el último jueves": `nth` is 1 to 5, or -1; `day` a weekday (0 is Monday)."""
    names = {"day": day_name(day)}
    if day >= WEEKEND:
        words = {
            1: pgettext("sábado o domingo", "el primer %(day)s"),
            2: pgettext("sábado o domingo", "el segundo %(day)s"),
            3: pgettext("sábado o domingo", "el tercer %(day)s"),
            4: pgettext("sábado o domingo", "el cuarto %(day)s"),
            5: pgettext("sábado o domingo", "el quinto %(day)s"),
            LAST: pgettext("sábado o domingo", "el último %(day)s"),
        }
    else:
        words = {
            1: pgettext("de lunes a viernes", "el primer %(day)s"),
            2: pgettext("de lunes a viernes", "el segundo %(day)s"),
            3: pgettext("de lunes a viernes", "el tercer %(day)s"),
            4: pgettext("de lunes a viernes", "el cuarto %(day)s"),
            5: pgettext("de lunes a viernes", "el quinto %(day)s"),
            LAST: pgettext("de lunes a viernes", "el último %(day)s"),
        }
    return words[nth] % names


def join_with_and(parts: Iterator) -> str:
    """Return words joined as a list is said: "a, b y c"."""
    *others, last = [str(part) for part in parts]
    return _("%(first)s y %(last)s") % {"first": ", ".join(others), "last": last} if others else last


def weekly_words(rule: Rule) -> str:
    """Return "todos los martes", "cada dos martes", "cada 3 semanas, los martes y los jueves"."""
    if rule.interval == 1:
        return join_with_and(EVERY[day] for day in rule.weekdays)
    if rule.interval == 2 and len(rule.weekdays) == 1:
        return str(EVERY_SECOND[rule.weekdays[0]])
    return _("cada %(count)s semanas, %(days)s") % {
        "count": rule.interval,
        "days": join_with_and(ON[day] for day in rule.weekdays),
    }


def monthly_words(rule: Rule) -> str:
    """Return "el último jueves de cada mes", "el día 15 de cada mes", "cada 2 meses, el primer martes"."""
    if rule.nths:
        days = join_with_and(nth_words(nth, rule.weekdays[0]) for nth in rule.nths)
    elif rule.month_day == LAST:
        days = _("el último día")
    else:
        days = _("el día %(day)s") % {"day": locales.day_number(rule.month_day, reader_language())}
    words = _("%(days)s de cada mes") if rule.interval == 1 else _("cada %(count)s meses, %(days)s")
    line = words % {"days": days, "count": rule.interval}
    if rule.month_day >= RARE or 5 in rule.nths:
        return _("%(rule)s (cuando el mes lo tiene)") % {"rule": line}
    return line


def yearly_words(rule: Rule) -> str:
    """Return "cada año, el 24 de marzo"; 29 February says that it is rare."""
    words = format_day(date(LEAP_YEAR, rule.month, rule.month_day))
    if (rule.month, rule.month_day) == (2, 29):
        return _("los años bisiestos, el %(date)s") % {"date": words}
    if rule.interval == 1:
        return _("cada año, el %(date)s") % {"date": words}
    return _("cada %(count)s años, el %(date)s") % {"count": rule.interval, "date": words}


def day_rule_words(rule: Rule) -> str:
    """Return on which days a Rule falls, without an hour."""
    return {Frequency.WEEKLY: weekly_words, Frequency.MONTHLY: monthly_words, Frequency.YEARLY: yearly_words}[
        rule.frequency
    ](rule)


def rule_words(rule: Rule, at: time) -> str:
    """Return a Rule and its hour (time) as people say them: "el último jueves de cada mes a las 19:00"."""
    moment = datetime.combine(timezone.localdate(), at, tzinfo=timezone.get_default_timezone())
    words = _("%(rule)s a la %(hour)s") if at.hour == 1 else _("%(rule)s a las %(hour)s")
    return words % {"rule": day_rule_words(rule), "hour": hour_words(moment)}


def rule_sentence(rule: Rule, at: time) -> str:
    """Return the same as the beginning of a sentence."""
    return capfirst(rule_words(rule, at))


def council_rule_words(council: CouncilPage) -> str:
    """Return when a council (first version) meets by its rules of today, in words: "Cada dos martes a las 19:00"."""
    rules = council.series.filter(active=True).exclude(last_day__lt=timezone.localdate()).order_by("pk")
    return capfirst("; ".join(rule_words(Rule.parse(series.rule), series.at) for series in rules))
