"""The full list of one sort of thing that waits and is no page: pictures, neighbourhoods, and what other rooms register."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Page

from portal.core.registry import todo_lists

from .panel import has_a_day, list_url


class WaitingListView(BaseListingView):
    """All rows of one TodoList, with the way to where each is done."""

    paginate_by = 50
    header_icon = "tasks"
    is_searchable = False
    columns = [
        TitleColumn("title", label=_("Qué"), accessor=lambda line: line.title, get_url=lambda line: line.url),
        Column("detail", label=_("Por qué"), accessor=lambda line: line.detail),
    ]

    def dispatch(self, request, *args, **kwargs):
        """Refuse accounts without a role; pages have a list of their own."""
        if not has_a_day(request.user):
            raise PermissionDenied
        if self.known is None:
            raise Http404
        rows = self.known.rows(request.user)
        if issubclass(rows.model, Page):
            return redirect(list_url(self.known, rows))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def known(self):
        """Return the TodoList of the address, or None."""
        return next((known for known in todo_lists() if known.name == self.kwargs["name"]), None)

    def get_page_title(self):
        """Return what the list is called."""
        return self.known.label

    def get_page_subtitle(self):
        """Return what to do with it."""
        return self.known.hint

    def get_queryset(self):
        """Return the rows that wait for the account."""
        return self.known.rows(self.request.user)

    def get_table(self, object_list):
        """Return the table of the Lines of the rows."""
        return super().get_table([self.known.line(row) for row in object_list])
