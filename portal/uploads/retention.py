"""What goes by itself: files of bundles that nobody claims, and files on the disk that no row knows."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from .intake import delete_bundle
from .models import ReceivedFile
from .storage import ReceivedStorage

STRAY = timedelta(days=1)  # how long a file may lie without a row: it is written before it

_claims: dict[str, Callable[[], Iterable[UUID]]] = {}


def register_claims(claims: Callable[[], Iterable[UUID]]) -> Callable[[], Iterable[UUID]]:
    """Have `claims()` say which bundles are in use (UUIDs, a set or a queryset of values); for upper rooms."""
    _claims[f"{claims.__module__}.{claims.__qualname__}"] = claims
    return claims


def purge_received_files(now: datetime) -> None:
    """Delete bundles in which nothing came in for 30 days and that nobody claims, then stray files. Run daily.

    A claim that fails stops it: what is in use is then not known.
    """
    limit = now - timedelta(days=ReceivedFile.personal_data.days)
    latest = ReceivedFile.objects.order_by().values("bundle").annotate(latest=Max("received_at"))
    idle = set(latest.filter(latest__lt=limit).values_list("bundle", flat=True))
    if idle:
        for claims in _claims.values():
            idle -= set(claims())
    for bundle in idle:
        delete_bundle(bundle)
    delete_stray_files(now)


def delete_stray_files(now: datetime) -> None:
    """Delete files older than a day that no row knows: what a crash or a transaction taken back left behind."""
    folder = ReceivedStorage().base_location
    if not folder.exists():
        return
    old = {path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < (now - STRAY).timestamp()}
    known = {name for names in ReceivedFile.objects.values_list("file", "small") for name in names}
    for path in old:
        if path.name not in known:
            path.unlink(missing_ok=True)
