"""House rules about personal data as Django checks: nothing that leads to a person is kept without a declaration."""

import re
from collections.abc import Iterable, Sequence

from django.apps import AppConfig, apps
from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Field, Model

from .declaration import PersonalData, declared_labels, not_personal_of, personal_data_of
from .encryption import EncryptedField

PERSONAL_NAMES = re.compile(
    r"(^|_)(e?mail|phone|mobile|whatsapp|telegram|birth\w*|address|contact|ip|person|sender|user_agent|username)$"
    r"|^(first|last|full|responsible|contact|person|sender|author|applicant)_name$|^(email|ip)_address$"
)
PERSONAL_TYPES = (models.EmailField, models.GenericIPAddressField, EncryptedField)


def looks_personal(field: Field) -> bool:
    """Tell whether a field seems to hold what leads to a person: by its type or its name. A relation does not."""
    if field.is_relation or isinstance(field, models.BooleanField | models.DateField):
        return False
    return isinstance(field, PERSONAL_TYPES) or bool(PERSONAL_NAMES.search(field.name))


def undeclared_fields(model: type[Model]) -> list[str]:
    """Return the names of the fields that look personal, and of which the model says nothing."""
    said = {name for data in personal_data_of(model) for name in data.fields} | set(not_personal_of(model))
    return [field.name for field in model._meta.local_fields if looks_personal(field) and field.name not in said]


def personal_data_without_declaration(found: Iterable[type[Model]]) -> list[Error]:
    """Return an Error for each model in `found` that keeps personal data and says not why or how long (portal.E005)."""
    return [
        Error(
            f"{model.__name__} keeps {', '.join(undeclared_fields(model))}, and does not say what for and how long.",
            hint="Give the model `personal_data = PersonalData(...)` (portal/personal_data/declaration.py) and its room a "
            'purge job (portal/core/clock.py); what is not personal stands in `not_personal = {"field": reason}`.',
            obj=model,
            id="portal.E005",
        )
        for model in found
        if undeclared_fields(model)
    ]


def is_field_of(model: type[Model], name: str) -> bool:
    """Tell whether a model has a field of this name in its own table or by relation."""
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def says_whole(data: PersonalData) -> bool:
    """Tell whether a declaration says fields, purpose and end: `days` with `since`, or else `until`."""
    end = data.days and data.since and not data.until if data.days is not None else data.until and not data.since
    return bool(data.fields and data.purpose and end)


def declaration_faults(model: type[Model]) -> list[str]:
    """Return what is wrong with the declarations of a model, as sentences."""
    said = [(name, data) for data in personal_data_of(model) for name in data.fields]
    names = [name for name, _ in said]
    return [
        *(
            f"{model.__name__} has no field {name}, which it declares."
            for name in names
            if not is_field_of(model, name)
        ),
        *(f"{model.__name__}.{name} is declared twice." for name in dict.fromkeys(names) if names.count(name) > 1),
        *(
            f"{model.__name__}.{name} needs no reason in `not_personal`."
            for name in not_personal_of(model)
            if name in names or not is_field_of(model, name) or not looks_personal(model._meta.get_field(name))
        ),
        *(
            f"{model.__name__} does not say what for, or until when."
            for data in personal_data_of(model)
            if not says_whole(data)
        ),
    ]


def faulty_declarations(found: Iterable[type[Model]]) -> list[Error]:
    """Return an Error for each declaration that is not true of its model, or not whole (portal.E007)."""
    return [
        Error(
            sentence,
            hint="A declaration names fields of its model, each once, a purpose, and `days` with `since`, or `until`.",
            obj=model,
            id="portal.E007",
        )
        for model in found
        for sentence in declaration_faults(model)
    ]


def declarations_of_nothing(labels: Iterable[str]) -> list[Error]:
    """Return an Error for each label of a package's model that is not there (portal.E008)."""
    there = {model._meta.label for model in apps.get_models()}
    return [
        Error(f"There is no model {label}.", hint="Correct or take out its declare_for_package.", id="portal.E008")
        for label in labels
        if label not in there
    ]


@register()
def personal_data_is_declared(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[Error]:
    """Return the faults of all installed models, those of packages too."""
    found = apps.get_models()
    return [
        *personal_data_without_declaration(found),
        *faulty_declarations(found),
        *declarations_of_nothing(declared_labels()),
    ]
