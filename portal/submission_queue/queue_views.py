"""The queue as a list: tabs, filters, rows, and the same as a table to take away."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from .export import csv_response
from .queue_form import QueueForm
from .rights import matters_of
from .screens import QueueScreen
from .selectors import WAYS, QueueTab, queue_keys, rows_with_keys, tab_counts

PER_PAGE = 20


class QueueListView(QueueScreen):
    """«Lo que llegó»."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one tab of it, or send it as a table."""
        asked_tab = request.GET.get("tab", "")
        tab = QueueTab(asked_tab) if asked_tab in QueueTab.values else QueueTab.DECIDE
        form = QueueForm(request.GET, rows=matters_of(request.user), user=request.user)
        asked = form.asked()
        keys = queue_keys(request.user, tab, asked)
        if request.GET.get("export") == "csv":
            return csv_response(keys)
        page = Paginator(keys, PER_PAGE).get_page(request.GET.get("p"))
        page.object_list = rows_with_keys(list(page.object_list))
        context = {
            "tab": tab,
            "tabs": tab_links(request, tab),
            "form": form,
            "is_narrowed": bool(asked),
            "rows": page,
            "gives": tab in WAYS,
            "export_query": query_with(request.GET, export="csv"),
        }
        return self.page("queue.html", _("Lo que llegó"), context)


def tab_links(request: HttpRequest, current: QueueTab) -> list[dict]:
    """Return the tabs: {label, count or None, query, is_current}."""
    counts = tab_counts(request.user)
    return [
        {
            "label": tab.label,
            "count": counts.get(tab),
            "query": query_with(request.GET, tab=tab.value),
            "is_current": tab == current,
        }
        for tab in QueueTab
    ]


def query_with(query: QueryDict, **values: str) -> str:
    """Return the query of an address with other values; it begins on the first page again."""
    changed = query.copy()
    for name in ("p", "export"):
        changed.pop(name, None)
    for name, value in values.items():
        changed[name] = value
    return f"?{changed.urlencode()}"
