"""The search of the admin's lists: by the database, which filters and orders by whatever a list has.

Wagtail's search refuses a field that its index does not know, because other engines could not filter by it: a search in a
list with filters of ours would be a 500.
"""

from typing import Any

from wagtail.search.backends import database
from wagtail.search.backends.base import BaseSearchBackend, BaseSearchQueryCompiler


class AnyColumn(BaseSearchQueryCompiler):
    """The conditions and the order of a list stay in its own query; a quotation mark is no syntax."""

    def __init__(self, queryset, query, *args, **kwargs):
        # SQLite's full text takes a single one for part of a word, and Wagtail does not escape the double ones
        super().__init__(queryset, query.replace('"', "'") if isinstance(query, str) else query, *args, **kwargs)

    def _get_filters_from_queryset(self, check_only=False):
        return None

    def _get_order_by(self):
        return ()


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """Return the search of the database that the portal has; `params` are those of WAGTAILSEARCH_BACKENDS."""
    backend = database.SearchBackend(params)
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        stock = getattr(backend, name)
        setattr(backend, name, type(stock.__name__, (AnyColumn, stock), {}))
    return backend
