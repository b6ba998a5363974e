"""Every encrypted value is written anew with the newest secret, so that former ones can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast

from .encryption import EncryptedField, fernet, fernet_of

BATCH = 500


@dataclass
class RotationReport:
    """What came of one column: values written anew, those that were new already, and those that no secret opens."""

    column: str
    written: int = 0
    current: int = 0
    unreadable: int = 0


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Yield (model, name of a field) of every encrypted column of the installed models."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_fields:
                if isinstance(field, EncryptedField):
                    yield model, field.name


def stored_tokens(model: type[models.Model], name: str) -> models.QuerySet:
    """Return the rows with `token`, a column as the database holds it, under a lookup that the field itself refuses."""
    return model._base_manager.annotate(token=Cast(name, models.TextField()))


def has_newest_key(token: str) -> bool:
    """Tell whether a token is encrypted with the newest secret."""
    try:
        fernet_of((settings.SECRET_KEY,)).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def rotate_column(model: type[models.Model], name: str, batch: int = BATCH) -> RotationReport:
    """Write one column anew, `batch` rows in a transaction; what is new already is passed over, so it can be repeated.

    A row that somebody changes meanwhile keeps that change: it is written only where the token is still the one read.
    """
    report = RotationReport(f"{model._meta.label}.{name}")
    last = None
    while True:
        rows = stored_tokens(model, name).exclude(token=None).exclude(token="").order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        tokens = list(rows.values_list("pk", "token")[:batch])
        if not tokens:
            return report
        with transaction.atomic():
            for pk, token in tokens:
                rotate_value(model, name, pk, token, report)
        last = tokens[-1][0]


def rotate_value(model: type[models.Model], name: str, pk: object, token: str, report: RotationReport) -> None:
    """Write one value anew, and count it in `report`. What no secret opens stays as it is: the secret may be found."""
    if has_newest_key(token):
        report.current += 1
        return
    try:
        fresh = fernet().rotate(token.encode()).decode()
    except InvalidToken:
        report.unreadable += 1
        return
    unchanged = stored_tokens(model, name).filter(pk=pk, token=token)
    report.written += unchanged.update(**{name: models.Value(fresh, output_field=models.TextField())})
