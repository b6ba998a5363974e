"""Every field that leads to a person is declared, truly, and what is declared to go does go."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.utils import timezone

from portal.core import clock
from portal.personal_data import checks
from portal.personal_data.declaration import PersonalData, declarations, declare_for_package, personal_data_of
from portal.personal_data.encryption import EncryptedField, EncryptedJSONField, EncryptedTextField
from portal.personal_data.person import DataSubject

from .old_rows import OLD_ROWS

WITH_DAYS = {
    (declaration.model._meta.label, declaration.data.fields[0]): declaration
    for declaration in declarations()
    if declaration.data.days is not None
}


@pytest.fixture(autouse=True)
def throw_away():
    """Models made in a test are known to nobody afterwards."""
    with isolate_apps("portal.core"):
        yield


def model(name="Visitor", *bases, abstract=False, **attributes):
    """Return a model of the portal that lasts as long as the test."""
    meta = type("Meta", (), {"app_label": "core", "abstract": abstract})
    return type(name, bases or (models.Model,), {"__module__": "portal.core.models", "Meta": meta, **attributes})


def said(*fields, **more):
    """Return a declaration of some fields."""
    return PersonalData(fields=fields, **{"purpose": "To write back.", "days": 9, "since": "today", **more})


def ids(faults):
    """Return the ids of faults, and see that each says what to do."""
    assert all(fault.hint for fault in faults)
    return [fault.id for fault in faults]


def test_the_portal_declares_all():
    assert checks.personal_data_is_declared(None) == []


def test_the_check_is_registered():
    from django.core.checks.registry import registry

    assert checks.personal_data_is_declared in registry.get_checks()


@pytest.mark.parametrize(
    "field",
    [
        {"reply_to": models.EmailField()},
        {"phone": models.CharField(max_length=9)},
        {"home_phone": models.CharField(max_length=9)},
        {"last_name": models.CharField(max_length=9)},
        {"address": models.CharField(max_length=9)},
        {"contact": models.TextField()},
        {"ip": models.CharField(max_length=9)},
        {"seen_from": models.GenericIPAddressField()},
        {"secret": EncryptedTextField()},
        {"answers": EncryptedJSONField()},
    ],
    ids=lambda field: next(iter(field)),
)
def test_personal_data_for_nothing_and_for_ever(field):
    assert ids(checks.personal_data_without_declaration([model(**field)])) == ["portal.E005"]


@pytest.mark.parametrize(
    "field",
    [{"title": models.CharField(max_length=9)}, {"has_phone": models.BooleanField()}, {"zip": models.TextField()}],
    ids=lambda field: next(iter(field)),
)
def test_what_leads_to_nobody_needs_no_declaration(field):
    assert checks.personal_data_without_declaration([model(**field)]) == []


def test_declared_or_said_to_be_harmless_is_enough():
    declared = model(email=models.EmailField(), personal_data=said("email"))
    harmless = model("Office", email=models.EmailField(), not_personal={"email": "an office"})
    assert checks.personal_data_without_declaration([declared, harmless]) == []
    assert checks.faulty_declarations([declared, harmless]) == []


def test_an_abstract_model_declares_for_its_heirs():
    base = model("Base", abstract=True, email=models.EmailField(), personal_data=said("email"))
    assert checks.personal_data_without_declaration([model("Heir", base)]) == []


def test_a_parent_with_a_table_declares_for_itself_alone():
    parent = model("Parent", email=models.EmailField(), personal_data=said("email"))
    assert personal_data_of(model("Child", parent)) == ()


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"personal_data": said("email", "gone")}, "has no field gone"),
        ({"personal_data": (said("email"), said("email"))}, "declared twice"),
        ({"personal_data": said("email", purpose="")}, "does not say what for"),
        ({"personal_data": said("email", since="")}, "until when"),
        ({"personal_data": said("email", days=None)}, "until when"),
        ({"personal_data": said("email", until="always")}, "until when"),
        ({"personal_data": said("email"), "not_personal": {"email": "an office"}}, "needs no reason"),
        ({"personal_data": said("email"), "not_personal": {"title": "a title"}}, "needs no reason"),
    ],
)
def test_a_declaration_that_is_not_true(attributes, words):
    faults = checks.faulty_declarations(
        [model(email=models.EmailField(), title=models.CharField(max_length=9), **attributes)]
    )
    assert ids(faults) == ["portal.E007"]
    assert words in faults[0].msg


def test_a_declaration_for_a_package_that_is_not_there():
    assert ids(checks.declarations_of_nothing(["nowhere.Nothing", "core.User"])) == ["portal.E008"]


def test_a_package_is_declared_by_who_uses_it():
    visitor = model(email=models.EmailField())
    declare_for_package("core.Visitor", said("email"))
    try:
        assert checks.personal_data_without_declaration([visitor]) == []
    finally:
        from portal.personal_data import declaration

        del declaration._of_packages["core.Visitor"], declaration._harmless_of_packages["core.Visitor"]


def test_every_encrypted_column_is_declared():
    declared = {(model, name) for model, data in declarations() for name in data.fields}
    encrypted = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedField)
    }
    assert encrypted <= declared


def test_each_declaration_says_who_reads_and_why_it_may_be_kept():
    silent = [
        declaration.model._meta.label
        for declaration in declarations()
        if not (declaration.data.readers and declaration.data.ground)
    ]
    assert silent == []


def test_each_declaration_with_days_has_its_old_row():
    assert set(OLD_ROWS) == set(WITH_DAYS)


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(WITH_DAYS), ids=lambda key: ".".join(key))
def test_what_is_declared_to_go_goes_by_a_daily_job(key):
    declaration = WITH_DAYS[key]
    row = OLD_ROWS[key](declaration.data.days)
    for job in clock._daily.values():
        job(timezone.now())
    left = declaration.model._base_manager.filter(pk=row.pk).first()
    assert left is None or not any(getattr(left, name) for name in declaration.data.fields)


@pytest.mark.parametrize(
    ("typed", "stored", "is_hers"),
    [
        ("Ana@Example.org ", "ana@example.org", True),
        ("ana@example.org", "susana@example.org", False),
        ("+54 341 555-0148", "0341 5550148", True),
        ("5550148", "0341 5550148", False),
        ("341 555 0148", "341 555 0149", False),
        ("ana@example.org", "341 555 0148", False),
        ("341 555 0148", "", False),
    ],
)
def test_a_person_is_known_by_address_or_telephone(typed, stored, is_hers):
    assert DataSubject(typed).is_in(stored, None) is is_hers
