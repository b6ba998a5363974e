"""The page on which several matters get one answer or one colleague."""

from __future__ import annotations

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from portal.access.page_screens.rules import is_key
from portal.submissions.models import HistoryEntry, Submission

from .bulk import MOST_AT_ONCE, BulkForm, do_all
from .matter_views import seen_of
from .rights import CHANGE, matters_of
from .screens import RELATED, QueueScreen


class BulkView(QueueScreen):
    """What is chosen, what to do with it, and what became of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        matters = self.chosen(request.GET)
        return self.ask(matters, BulkForm(matters=matters, user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it with each, and show what was not done and why."""
        matters = self.chosen(request.POST)
        form = BulkForm(request.POST, matters=matters, user=request.user)
        if not matters or not form.is_valid():
            return self.ask(matters, form, 422)
        outcomes = do_all(matters, request.user, form.cleaned_data, seen_of(request.POST))
        context = {
            "done": [outcome for outcome in outcomes if not outcome.refusal],
            "refused": [outcome for outcome in outcomes if outcome.refusal],
        }
        return self.page("bulk_done.html", _("Qué se hizo"), context, (request.path, _("Varios a la vez")))

    def chosen(self, data: QueryDict) -> list[Submission]:
        """Return the matters that are ticked, of those that the account may change."""
        keys = [key for key in data.getlist("m")[:MOST_AT_ONCE] if is_key(key)]
        rows = matters_of(self.request.user, CHANGE).filter(pk__in=keys)
        return list(rows.select_related(*RELATED).order_by("received_at", "pk"))

    def ask(self, matters: list[Submission], form: BulkForm, status: int = 200) -> HttpResponse:
        """Return the page with the form."""
        seen = HistoryEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        context = {"matters": matters, "form": form, "seen": seen}
        items = (self.request.path, _("Varios a la vez"))
        return self.page("bulk.html", _("Varios a la vez"), context, items, status=status)
