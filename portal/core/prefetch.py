"""Child rows and terms of a page that were read for many pages at once, so that each page asks no database for them."""

from collections.abc import Iterable, Mapping

from modelcluster.models import ClusterableModel


def set_relations(page: ClusterableModel, relations: Mapping[str, Iterable]) -> None:
    """Give a page its rows by relation name, in order: `page.annexes.all()` then reads them without a query.

    The page is for reading only: saved, it would write these rows. modelcluster's own setters read the stored rows
    first, so this is the one place of the portal that writes what modelcluster holds for a page under edit.
    """
    page._cluster_related_objects = {name: list(rows) for name, rows in relations.items()}
