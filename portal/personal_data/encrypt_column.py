"""For migrations: columns that were clear become encrypted, and back."""

from collections.abc import Callable, Sequence

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .encryption import UNREADABLE
from .rotation import BATCH, stored_tokens

Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def encrypt_columns(app: str, model: str, fields: Sequence[str]) -> Step:
    """Return the forward step: what stands clear in columns that are now of an EncryptedField is encrypted."""

    def encrypt_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        known = apps.get_model(app, model)
        for name in fields:
            rows = stored_tokens(known, name).exclude(token=None).exclude(token="")
            for pk, clear in list(rows.values_list("pk", "token")):
                known._base_manager.filter(pk=pk).update(**{name: clear})

    return encrypt_all


def decrypt_columns(app: str, model: str, fields: Sequence[str]) -> Step:
    """Return the backward step. It raises ValueError when a value cannot be opened: it would be lost."""

    def decrypt_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        known = apps.get_model(app, model)
        for name in fields:
            for pk, text in list(known._base_manager.values_list("pk", name).iterator(BATCH)):
                if text == UNREADABLE:
                    raise ValueError(f"{app}.{model} {pk}: {name} was encrypted with a secret that is not known here.")
                if text:
                    clear = models.Value(text, output_field=models.TextField())
                    known._base_manager.filter(pk=pk).update(**{name: clear})

    return decrypt_all
