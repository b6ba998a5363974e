"""Each house rule fails where a model breaks it, and holds for the portal."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.views.generic import IndexView
from wagtail.models import TranslatableMixin
from wagtail.permissions import policy_registry, register_permission_policy

from portal.access import checks
from portal.access.policy import ScopedPolicy
from portal.access.scoped import ScopedIndexView
from portal.core.models import PortalImage, User
from portal.districts.roles import ensure_roles
from portal.home.models import ContentPage
from portal.office import checks as district_checks
from portal.practices.models import PracticeContact, PracticePage
from portal.territory.models import District, Neighbourhood, PostalCode


@pytest.fixture(autouse=True)
def throw_away():
    """Models made in a test are known to nobody afterwards."""
    with isolate_apps("portal.core"):
        yield


@pytest.fixture
def registered():
    """Policies that a test registers are forgotten."""
    before = dict(policy_registry.values_by_class), dict(policy_registry.values_by_exact_class)
    yield register_permission_policy
    for kept, now in zip(before, (policy_registry.values_by_class, policy_registry.values_by_exact_class), strict=True):
        now.clear()
        now.update(kept)


def model(name, *bases, module="portal.core.models", **attributes):
    """Return a model of the portal that lasts as long as the test."""
    meta = type("Meta", (), {"app_label": "core", "abstract": attributes.pop("abstract", False)})
    bases = bases or (models.Model,)
    if TranslatableMixin in bases:
        meta.unique_together = [("translation_key", "locale")]
    return type(name, bases, {"__module__": module, "Meta": meta, **attributes})


def ids(faults):
    """Return the ids of faults, and see that each says what to do."""
    assert all(fault.hint for fault in faults)
    return [fault.id for fault in faults]


def test_the_portal_keeps_its_rules():
    assert checks.models_keep_the_rules(None) == []


def test_a_text_that_nobody_declared():
    told = model("Told", TranslatableMixin, models.Model, code=models.CharField(max_length=9))
    assert ids(checks.texts_without_declaration([told])) == ["portal.E001"]


def test_a_text_that_came_by_inheritance():
    base = model("Base", abstract=True, note=models.TextField())
    heir = model("Heir", TranslatableMixin, base, override_translatable_fields=[])
    faults = checks.texts_without_declaration([heir])
    assert [fault.msg for fault in faults] == ["Heir.note is neither a fact nor a text."]


def test_a_stream_of_blocks_is_a_text(monkeypatch):
    kept = [field for field in ContentPage.override_translatable_fields if field.field_name != "body"]
    monkeypatch.setattr(ContentPage, "override_translatable_fields", kept)
    assert "ContentPage.body" in checks.texts_without_declaration([ContentPage])[0].msg


def test_rows_of_a_page_that_nobody_declared(monkeypatch):
    kept = [field for field in PracticePage.override_translatable_fields if field.field_name != "figures"]
    monkeypatch.setattr(PracticePage, "override_translatable_fields", kept)
    assert [fault.msg.split()[0] for fault in checks.texts_without_declaration([PracticePage])] == [
        "PracticePage.figures"
    ]


def test_a_text_of_wagtails_page_that_nobody_declared(monkeypatch):
    kept = [field for field in ContentPage.override_translatable_fields if field.field_name != "seo_title"]
    monkeypatch.setattr(ContentPage, "override_translatable_fields", kept)
    assert "ContentPage.seo_title" in checks.texts_without_declaration([ContentPage])[0].msg


@pytest.mark.parametrize("target", [District, Neighbourhood, PracticeContact])
def test_a_record_of_a_district_without_a_policy(target):
    record = model("Complaint", about=models.ForeignKey(target, on_delete=models.CASCADE, related_name="+"))
    assert ids(checks.districts_without_policy([record])) == ["portal.E002"]


def test_many_districts_without_a_policy():
    record = model("Alliance", districts=models.ManyToManyField(District, related_name="+"))
    assert ids(checks.districts_without_policy([record])) == ["portal.E002"]


def test_a_policy_is_enough(registered):
    record = model("Complaint", about=models.ForeignKey(District, on_delete=models.CASCADE, related_name="+"))
    registered(record, ScopedPolicy(record, district="about"))
    assert checks.districts_without_policy([record]) == []


def test_a_part_has_the_policy_of_its_whole():
    folder = model(
        "Folder", ClusterableModel, of=models.ForeignKey(District, on_delete=models.CASCADE, related_name="+")
    )
    leaf = model("Leaf", folder=ParentalKey(folder, on_delete=models.CASCADE, related_name="leaves"))
    assert ids(checks.districts_without_policy([folder, leaf])) == ["portal.E002", "portal.E002"]
    assert checks.districts_without_policy([PostalCode]) == []


def test_what_has_no_district_needs_no_policy():
    record = model("Colour", picture=models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="+"))
    assert checks.districts_without_policy([record]) == []


def test_an_exemption_that_nothing_needs():
    needless = checks.needless_exemptions(checks.our_models(), {"core.ClockRun": "it has none", "core.Gone": "gone"})
    assert ids(needless) == ["portal.E003", "portal.E003"]


def test_a_page_type_without_a_class_of_its_own(monkeypatch):
    monkeypatch.setattr(ContentPage, "body_class", "page")
    assert ids(checks.pages_without_kind([ContentPage, PracticePage])) == ["portal.E004"]
    monkeypatch.setattr(ContentPage, "body_class", PracticePage.body_class)
    assert ids(checks.pages_without_kind([ContentPage, PracticePage])) == ["portal.E004", "portal.E004"]


def test_a_screen_of_a_record_that_asks_nobody():
    bare = [("facts/", IndexView, Neighbourhood), ("pictures/", IndexView, PortalImage)]
    assert ids(district_checks.unbound_views(bare, {Neighbourhood})) == ["portal.E006"]
    bound = [("facts/", ScopedIndexView, Neighbourhood)]
    assert district_checks.unbound_views(bound, {Neighbourhood}) == []


def test_every_screen_of_a_record_asks_its_policy():
    from wagtail.admin.urls import urlpatterns

    scoped = district_checks.scoped_models()
    models_shown = {shown for _address, _view, shown in district_checks.views_of(urlpatterns) if shown in scoped}
    assert models_shown >= {District, Neighbourhood, PracticeContact}
    assert district_checks.screens_ask_the_policy(None) == []


@pytest.mark.django_db
def test_a_permission_beside_the_table():
    assert district_checks.no_permission_beside_the_table(None, ["default"]) == []
    permission = Permission.objects.get(codename="change_neighbourhood")
    group = Group.objects.create(name="Norte")
    group.permissions.add(permission)
    User.objects.create(username="ana").user_permissions.add(permission)
    faults = district_checks.no_permission_beside_the_table(None, ["default"])
    assert ids(faults) == ["portal.W001", "portal.W001"]
    assert "group Norte" in faults[0].msg
    assert "account ana" in faults[1].msg


@pytest.mark.django_db
def test_the_rights_that_the_portal_gives_are_those_of_the_table():
    ensure_roles()
    assert district_checks.surplus_permissions() == []
