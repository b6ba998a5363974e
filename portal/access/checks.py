"""House rules as Django checks, for what would otherwise be forgotten.

Each rule is a function over models or views, so that its test can show it a model that breaks it. What is exempt stands in
portal/access/exemptions.py with its reason, and an exemption that nothing needs any more is a fault as well.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.apps import AppConfig, apps
from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import policy_registry
from wagtail_localize.fields import get_translatable_fields

from portal.core.models import BasePage
from portal.territory.models import District, Neighbourhood

from .exemptions import BELONGS_TO_NOBODY
from .policy import ScopedPolicy

OURS = "portal."
TEXTS = (models.CharField, models.TextField, StreamField)


def our_models() -> list[type[Model]]:
    """Return the concrete models (list) of the portal's own rooms."""
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def declared_names(model: type[Model]) -> set[str]:
    """Return the names of the fields that a translatable model declares as facts or texts."""
    return {field.field_name for field in getattr(model, "override_translatable_fields", [])}


def children_of(model: type[Model]) -> list:
    """Return the rows (relations) of a model that wagtail-localize follows: translatable, hung on by a ParentalKey."""
    return [
        relation
        for relation in model._meta.related_objects
        if isinstance(relation.field, ParentalKey)
        and issubclass(relation.related_model, TranslatableMixin)
        and relation.get_accessor_name()
    ]


def undeclared(model: type[Model]) -> list[str]:
    """Return the names (list) of what wagtail-localize would translate by its own guess, also where it was inherited."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, TEXTS) and field.editable]
    names = [field.name for field in fields if field.model.__module__.startswith(OURS)]
    names += [relation.get_accessor_name() for relation in children_of(model)]
    inherited = [
        field.field_name for field in get_translatable_fields(model) if is_text_of_page(model, field.field_name)
    ]
    return [name for name in dict.fromkeys([*names, *inherited]) if name not in declared_names(model)]


def is_text_of_page(model: type[Model], name: str) -> bool:
    """Tell whether a field is a text that Wagtail's own Page brings along."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return isinstance(field, TEXTS) and field.model is Page


def texts_without_declaration(found: Iterable[type[Model]]) -> list[Error]:
    """Return an Error for each text of the models in `found` that is neither a fact nor a text (portal.E001)."""
    return [
        Error(
            f"{model.__name__}.{name} is neither a fact nor a text.",
            hint="Name it in `facts` (same in all languages) or in `texts` (translated).",
            obj=model,
            id="portal.E001",
        )
        for model in found
        if issubclass(model, TranslatableMixin)
        for name in undeclared(model)
    ]


def belongs_to_a_district(model: type[Model], seen: tuple[type[Model], ...] = ()) -> bool:
    """Tell whether a row leads to a district: it is one, names one, or hangs on a row that does.

    Many-to-many counts for the model itself only: whatever an account made does not belong to the account's districts.
    """
    if model in (District, Neighbourhood):
        return True
    relations = [field for field in model._meta.get_fields() if field.is_relation and field.concrete]
    targets = {field.related_model for field in relations if not (field.many_to_many and seen)}
    if targets & {District, Neighbourhood}:
        return True
    onward = {field.related_model for field in relations if not field.many_to_many} - {None, model, *seen}
    ours = [target for target in onward if target.__module__.startswith(OURS)]
    return any(belongs_to_a_district(target, (*seen, model)) for target in ours)


def is_model_guarded(model: type[Model]) -> bool:
    """Tell whether somebody answers for the rights of a model: the tree, a policy of its own, or the row it is part of."""
    if issubclass(model, Page):
        return True
    if isinstance(policy_registry.get_by_type(model, fallback=False), ScopedPolicy):
        return True
    parents = [field.related_model for field in model._meta.concrete_fields if isinstance(field, ParentalKey)]
    return any(is_model_guarded(parent) for parent in parents)


def districts_without_policy(
    found: Iterable[type[Model]], exempt: Mapping[str, str] = BELONGS_TO_NOBODY
) -> list[Error]:
    """Return an Error for each model in `found` that leads to a district and has no policy (portal.E002)."""
    return [
        Error(
            f"{model.__name__} belongs to a district, and nobody says who may do what with it.",
            hint="Register a ScopedPolicy for it in the ready() of its app, or name it in portal/access/exemptions.py.",
            obj=model,
            id="portal.E002",
        )
        for model in found
        if model._meta.label not in exempt and belongs_to_a_district(model) and not is_model_guarded(model)
    ]


def needless_exemptions(found: Iterable[type[Model]], exempt: Mapping[str, str] = BELONGS_TO_NOBODY) -> list[Error]:
    """Return an Error for each exemption that names no model of `found`, or one that does not need it (portal.E003)."""
    by_label = {model._meta.label: model for model in found}
    needed = {name for name, model in by_label.items() if belongs_to_a_district(model) and not is_model_guarded(model)}
    return [
        Error(
            f"{name} needs no exemption.",
            hint="Take it out of portal/access/exemptions.py.",
            obj=name,
            id="portal.E003",
        )
        for name in exempt
        if name not in needed
    ]


def pages_without_kind(found: Iterable[type[Model]]) -> list[Error]:
    """Return an Error for each page type in `found` that shares the class of its <body> with another (portal.E004)."""
    types = [model for model in found if issubclass(model, BasePage)]
    taken = [model.body_class for model in types]
    return [
        Error(
            f"{model.__name__} has no `body_class` of its own.",
            hint='Give it one, such as body_class = "council": audits and browser tests tell kinds of pages apart by it.',
            obj=model,
            id="portal.E004",
        )
        for model in types
        if model.body_class == BasePage.body_class or taken.count(model.body_class) > 1
    ]


RULES = (
    texts_without_declaration,
    districts_without_policy,
    needless_exemptions,
    pages_without_kind,
)


@register()
def models_keep_the_rules(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[Error]:
    """Return the faults of all models of the portal, by every rule of this module."""
    found = our_models()
    return [fault for rule in RULES for fault in rule(found)]
