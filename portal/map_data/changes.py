"""What changes a table: an import, emptying it, and taking either of them back. Each keeps what stood there before."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from portal.core.models import User

from .models import MapDataImport, MapTable
from .tables import TABLES, TableData, TableKind, kept_rows, rows_of_kept

MOST_FAULTS = 500  # lines that a report keeps: with more of them the file is another one


def replace_rows(run: MapDataImport, kind: TableKind, rows: list[models.Model], faults: list) -> None:
    """Put rows in the place of a table's, keep what was there with the run, and write its report."""
    former = kept_rows(kind)
    before = kind.store(kind.holder(rows))
    if before:
        run.former.save("former", ContentFile(former), save=False)
    run.faults = [list(fault) for fault in faults[:MOST_FAULTS]]
    run.counts = {"stored": len(rows), "former": before, "faults": len(faults)}
    run.save()


def carry_map_data(run: MapDataImport, data: TableData) -> bool:
    """Import what was read from the file of a run, once. Returns whether it was done: whoever comes second finds it done."""
    kind = TABLES[run.table]
    with transaction.atomic():
        now = timezone.now()
        if not MapDataImport.objects.filter(pk=run.pk, imported=None).update(imported=now):
            return False
        run.imported = now
        replace_rows(run, kind, data.rows, data.faults)
        transaction.on_commit(lambda: run.file.delete(save=True))
    return True


def empty_table(table: MapTable, user: User) -> MapDataImport:
    """Delete all rows of a table, kept so that they can be taken back; return the run that says so."""
    with transaction.atomic():
        run = MapDataImport.objects.create(user=user, table=table, imported=timezone.now())
        replace_rows(run, TABLES[table], [], [])
    return run


def undo_map_data(run: MapDataImport) -> bool:
    """Put back what stood there before a run. Returns whether it was done: only of the latest of its table, once."""
    if not run.can_be_taken_back():
        return False
    kind = TABLES[run.table]
    with transaction.atomic():
        if not MapDataImport.objects.filter(pk=run.pk, taken_back=None).update(taken_back=timezone.now()):
            return False
        with run.former.open("rb") as stream:
            rows = rows_of_kept(kind, stream.read())
        kind.store(kind.holder(rows))
        transaction.on_commit(run.forget_files)
    return True
