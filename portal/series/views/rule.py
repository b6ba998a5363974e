"""Form 1: a new rule, and a changed one with what it would do to the sessions already made."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.councils.models import Series
from portal.councils.rrule import Rule
from portal.councils.rrule_text import rule_sentence
from portal.series.generate import prepare_series
from portal.series.rule_change import change_series, proposals
from portal.series.rule_change_form import ChangeForm
from portal.series.rule_form import SeriesForm, from_last_session

from .base import SeriesView, crumbs_of


class AddView(SeriesView):
    """A new series; its first sessions are prepared as drafts, and form 2 follows."""

    def get(self, request, page_id):
        """Ask for the rule; how they meet comes from the council's last session."""
        council = self.council(page_id, "add")
        form = SeriesForm(instance=Series(council=council), initial=from_last_session(council), for_user=request.user)
        return self.show(council, form)

    def post(self, request, page_id):
        """Keep it, or say what is wrong."""
        council = self.council(page_id, "add")
        form = SeriesForm(request.POST, instance=Series(council=council), for_user=request.user)
        if not form.is_valid():
            return self.show(council, form, status=422)
        series = form.save()
        prepare_series(series, timezone.now(), request.user)
        messages.success(
            request, _("Listo: %(rule)s. Marca ahora las que quieres publicar.") % {"rule": series_rule_words(series)}
        )
        return redirect("council_series", council.pk)

    def show(self, council, form, status=200):
        """Return the screen."""
        context = {"form": form, "council": council}
        return self.page("rule.html", _("Cuándo se reúnen"), context, crumbs_of(council), status)


class SeriesEditView(SeriesView):
    """A changed series: saved at once when nothing made is touched, otherwise after each session was decided on."""

    def series(self, pk):
        """Return the series. Raises Http404 and PermissionDenied."""
        series = get_object_or_404(Series, pk=pk)
        series.council = self.council(series.council_id, "change")
        return series

    def get(self, request, pk):
        """Show the rule as it is."""
        series = self.series(pk)
        return self.show(series, SeriesForm(instance=series, for_user=request.user))

    def post(self, request, pk):
        """Save, or ask what happens to the sessions made; a second form carries the first along."""
        series = self.series(pk)
        form = SeriesForm(request.POST, instance=series, for_user=request.user)
        if not form.is_valid():
            return self.show(series, form, status=422)
        form.save(commit=False)
        open_questions = proposals(series, timezone.now()) if form.touched else []
        decided = "version" in request.POST
        change = ChangeForm(open_questions, series.version, request.POST if decided else None)
        if open_questions and not change.is_valid():
            return self.ask(series, form, change, 422 if decided else 200)
        return self.keep(series, form, change, open_questions)

    def keep(self, series, form, change, open_questions):
        """Save what was decided. Raises PermissionDenied for what is not hers."""
        try:
            if form.touched:
                change_series(series, change.decisions() if open_questions else [], self.request.user)
            else:
                series.save()
        except ValidationError as error:
            change.add_error(None, error)
            return self.ask(series, form, change, 422)
        prepare_series(series, timezone.now(), self.request.user)
        messages.success(self.request, _("Guardado: %(rule)s.") % {"rule": series_rule_words(series)})
        return redirect("council_series", series.council_id)

    def ask(self, series, form, change, status):
        """Return the screen with what could happen to each session."""
        title = _("¿Qué pasa con las sesiones ya hechas?")
        answers = [
            (name, value) for name, values in self.request.POST.lists() for value in values if name in form.fields
        ]
        context = {"form": change, "series": series, "said": series_rule_words(series), "answers": answers}
        return self.page("change.html", title, context, crumbs_of(series.council), status)

    def show(self, series, form, status=200):
        """Return the screen of the rule."""
        context = {"form": form, "council": series.council, "series": series}
        return self.page("rule.html", _("Cuándo se reúnen"), context, crumbs_of(series.council), status)


def series_rule_words(series: Series) -> str:
    """Return the rule of a series in words."""
    return rule_sentence(Rule.parse(series.rule), series.at)
