"""House rules as Django checks, for what would otherwise be forgotten."""

from django.apps import apps
from django.core.checks import Error, register
from django.db import models
from wagtail.models import TranslatableMixin


def declared_names(model):
    """Return the names of the fields that a translatable model declares as facts or texts."""
    return {field.field_name for field in getattr(model, "override_translatable_fields", [])}


@register()
def every_text_is_declared(app_configs, **kwargs):
    """A CharField that nobody declared would be translated by wagtail-localize by accident: codes, references, keys."""
    faults = []
    for model in apps.get_models():
        if not issubclass(model, TranslatableMixin) or not model.__module__.startswith("portal."):
            continue
        own = [f for f in model._meta.local_fields if isinstance(f, models.CharField | models.TextField) and f.editable]
        faults += [
            Error(
                f"{model.__name__}.{field.name} is neither a fact nor a text.",
                hint="Name it in `facts` (same in all languages) or in `texts` (translated).",
                obj=model,
                id="portal.E001",
            )
            for field in own
            if field.name not in declared_names(model)
        ]
    return faults
