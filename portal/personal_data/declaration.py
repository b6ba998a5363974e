"""What a model says of the personal data that it keeps, and the register of all that is said.

A model of the portal has a class attribute `personal_data = PersonalData(...)` (or a tuple of them, where fields have
different ends). What only looks personal is named in `not_personal = {"field": reason}`. For a model of a package, the room
that uses it calls `declare_for_package`. portal/personal_data/checks.py refuses what nobody declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst

#: a text, translated when it is shown
Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """Some fields of one model: what for, how long, who reads them, what stays. Texts are lazy translations.

    Either they go `days` after `since` ("el día del encuentro"), or they stay `until` ("hasta que la cuenta se cierra").
    """

    fields: tuple[str, ...]
    purpose: Words
    days: int | None = None
    since: Words = ""
    until: Words = ""
    #: what stays when the fields are gone; empty: nothing
    afterwards: Words = ""
    #: who may read the fields
    readers: Words = ""
    #: why the city may keep them: consent, a duty …
    ground: Words = ""
    #: whether people outside the office gave them, so that the public page tells of them
    from_public: bool = False
    #: what the rows are, where the model's own name is not fit for people
    title: Words = ""
    #: {field: label} where the model's own is not fit for people
    labels: Mapping[str, Words] = field(default_factory=dict)


class Declaration(NamedTuple):
    """One model with one of its PersonalData."""

    model: type[Model]
    data: PersonalData

    @property
    def title(self) -> str:
        """Return what the rows are, as a heading."""
        return capfirst(str(self.data.title or self.model._meta.verbose_name_plural))

    @property
    def labels(self) -> list[str]:
        """Return the words of the declared fields, in the language of the moment."""
        return [self.label_of(name) for name in self.data.fields]

    def label_of(self, name: str) -> str:
        """Return the word of one declared field."""
        return str(self.data.labels.get(name) or self.model._meta.get_field(name).verbose_name)


_of_packages: dict[str, tuple[PersonalData, ...]] = {}
_harmless_of_packages: dict[str, Mapping[str, Words]] = {}


def declare_for_package(label: str, *data: PersonalData, not_personal: Mapping[str, Words] | None = None) -> None:
    """Declare what a package's model ("axes.AccessAttempt") keeps, and {field: why it is harmless}; the latest counts."""
    _of_packages[label] = data
    _harmless_of_packages[label] = not_personal or {}


def declared_labels() -> list[str]:
    """Return the labels of the packages' models for which something is declared, installed or not."""
    return list(_of_packages)


def personal_data_of(model: type[Model]) -> tuple[PersonalData, ...]:
    """Return what a model declares itself, by an abstract base, or by the room that uses its package."""
    for base in model.__mro__:
        if "personal_data" in base.__dict__ and (base is model or is_abstract(base)):
            said = base.__dict__["personal_data"]
            return said if isinstance(said, tuple) else (said,)
    return _of_packages.get(model._meta.label, ())


def is_abstract(base: type) -> bool:
    """Tell whether a base of a model has no table of its own, so that its fields are the model's."""
    return not hasattr(base, "_meta") or base._meta.abstract


def not_personal_of(model: type[Model]) -> dict[str, Words]:
    """Return {field: why it is no personal data although it looks so} of a model and its abstract bases."""
    reasons: dict[str, Words] = dict(_harmless_of_packages.get(model._meta.label, {}))
    for base in reversed(model.__mro__):
        if base is model or is_abstract(base):
            reasons |= base.__dict__.get("not_personal", {})
    return reasons


def declarations() -> list[Declaration]:
    """Return all that installed models declare, in the order of their labels."""
    models = sorted(apps.get_models(), key=lambda model: model._meta.label)
    return [Declaration(model, data) for model in models for data in personal_data_of(model)]
