"""Form 2 on its two screens: the next dates of one council, and next week of a whole district."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from portal.core.weeks import Week
from portal.councils.rrule import Rule
from portal.councils.rrule_text import rule_sentence
from portal.office.dashboard.scope import district_choices
from portal.series import rights
from portal.series.apply_occurrences import apply_occurrences_form
from portal.series.occurrence_form import Able, OccurrenceRow, OccurrencesForm
from portal.series.occurrences import horizon_of, series_occurrences, series_that_meet

from .base import SeriesView, crumbs_of

if TYPE_CHECKING:
    from portal.series.apply_occurrences import Done

MOST_ROWS = 200  # a form of more is nothing that somebody reads


class OccurrencesView(SeriesView):
    """What both screens do with form 2."""

    def rows(self, series, begin, end):
        """Return the Rows (list) of many Series for a time."""
        able = Able(self.request.user)
        return [OccurrenceRow.of(occurrence, able) for occurrence in series_occurrences(series, begin, end)[:MOST_ROWS]]

    def get(self, request, **kwargs):
        """Show the dates, those that are due soon checked."""
        return self.show(self.form())

    def post(self, request, **kwargs):
        """Do what was checked, or say what is wrong."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                done = apply_occurrences_form(form, request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                report_series_changes(request, done)
                return redirect(request.get_full_path())
        return self.show(form, status=422)


def report_series_changes(request: HttpRequest, done: Done) -> None:
    """Say in the admin what was Done."""
    said = [
        (done.published, ngettext("Se publicó %(n)s sesión.", "Se publicaron %(n)s sesiones.", done.published)),
        (done.scheduled, ngettext("%(n)s sesión se publica sola.", "%(n)s sesiones se publican solas.", done.scheduled)),
        (done.prepared, ngettext("%(n)s sesión quedó en borrador.", "%(n)s sesiones quedaron en borrador.", done.prepared)),
        (done.excepted, ngettext("Cambió %(n)s día sin sesión.", "Cambiaron %(n)s días sin sesión.", done.excepted)),
    ]  # fmt: skip
    lines = [text % {"n": count} for count, text in said if count]
    if lines:
        messages.success(request, " ".join(lines))
    else:
        messages.warning(request, _("No marcaste nada: no cambió nada."))


class CouncilView(OccurrencesView):
    """«Sesiones de este consejo»: its rules in words, and its next dates up to the horizon."""

    def dispatch(self, request, page_id):
        """Read the council and its series."""
        self.page_id = page_id
        return super().dispatch(request)

    def form(self, data=None):
        """Return form 2 of the council's series. Raises Http404 and PermissionDenied."""
        self.of = self.council(self.page_id)
        self.series = list(self.of.series.select_related("venue", "unit").order_by("pk"))
        for series in self.series:
            series.council = self.of
        now, going = timezone.now(), [series for series in self.series if series.active]
        end = max((horizon_of(series, now) for series in going), default=now)
        return OccurrencesForm(self.rows(going, now, end), Week.now(now).plus(1).end, data)

    def show(self, form, status=200):
        """Return the screen; where there is no series yet and she may make one, its form comes first."""
        may_add = rights.has_series_right(self.request.user, "add", self.of)
        if not self.series and may_add:
            return redirect("council_series_add", self.of.pk)
        may_change = rights.has_series_right(self.request.user, "change", self.of)
        rules = [(series, rule_sentence(Rule.parse(series.rule), series.at)) for series in self.series]
        context = {"form": form, "rules": rules, "may_add": may_add, "may_change": may_change, "council": self.of}
        title = _("Sesiones de este consejo")
        return self.page("council.html", title, context, crumbs_of(self.of)[:1], status)


class WeekView(OccurrencesView):
    """«La semana que viene»: everything due from all series of a district, as one form."""

    def form(self, data=None):
        """Return form 2 of the week and the district of the address. Raises PermissionDenied."""
        user = self.request.user
        if not rights.sees_series(user):
            raise PermissionDenied
        now = timezone.now()
        self.week = asked_week(self.request.GET.get("week", ""), now)
        self.districts = [(str(pk), name) for pk, name in district_choices(user)]
        keys = [key for key, _name in self.districts]
        asked = self.request.GET.get("district", "")
        self.district = asked if asked in keys else keys[0] if len(keys) == 1 else ""
        series = series_that_meet(rights.series_of(user))
        if self.district:
            series = series.filter(council__district=self.district)
        begin = max(self.week.begin, now)
        rows = self.rows(series.prefetch_related("services"), begin, self.week.end) if begin < self.week.end else []
        return OccurrencesForm(rows, self.week.end, data)

    def show(self, form, status=200):
        """Return the screen."""
        context = {
            "form": form,
            "week": self.week,
            "district": self.district,
            "districts": self.districts if len(self.districts) > 1 else [],
            "before": self.address(self.week.plus(-1)) if self.week > Week.now() else "",
            "after": self.address(self.week.plus(1)),
            "is_cut": len(form.source) == MOST_ROWS,
        }
        return self.page("week.html", _("Sesiones de la semana"), context, status=status)

    def address(self, week):
        """Return the address of another week of the same district."""
        asked = {"week": week.code, "district": self.district}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def asked_week(code: str, now: datetime) -> Week:
    """Return the Week of a code; the next one when it is none, or over."""
    try:
        week = Week.of(code)
    except ValueError:
        return Week.now(now).plus(1)
    return week if week >= Week.now(now) else Week.now(now).plus(1)
