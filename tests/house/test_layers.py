"""Arrows point down: imports, relations and page types (design, section 4). The order stands in .importlinter."""

import configparser
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from wagtail.models import Page

ROOT = Path(__file__).resolve().parents[2]


def layers():
    """Return {room: its place}, 0 at the top."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    return {room: place for place, room in enumerate(config["importlinter:contract:layers"]["layers"].split())}


def place_of(model):
    """Return a model's layer, or None when it is none of ours."""
    name = apps.get_app_config(model._meta.app_label).name
    return layers().get(name)


def our_models():
    """Return every model of the portal and of search, join tables included."""
    return [model for model in apps.get_models(include_auto_created=True) if place_of(model) is not None]


def relations_upwards(models, place=place_of):
    """Return "A.field → B" for each relation from a lower layer to a higher one."""
    found = []
    for model in models:
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and field.concrete else None
            if target is None or place(target) is None:
                continue
            if place(target) < place(model):
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def page_types_upwards(models, place=place_of):
    """Return "A names B" for each page type that a lower layer names as its parent or child."""
    found = []
    for model in models:
        rules = (getattr(model, "parent_page_types", None), getattr(model, "subpage_types", None))
        named = [name for rule in rules for name in rule or []]
        for target in (apps.get_model(name) if isinstance(name, str) else name for name in named):
            if place(target) is not None and place(target) < place(model):
                found.append(f"{model._meta.label} names {target._meta.label}")
    return found


def our_pages():
    """Return the page types of the portal."""
    return [model for model in our_models() if issubclass(model, Page)]


def test_imports_point_down():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_of_ours_has_its_layer():
    ours = [config.name for config in apps.get_app_configs() if config.name.split(".")[0] in ("portal", "search")]
    assert sorted(ours) == sorted(layers())


def test_relations_point_down():
    models = our_models()
    assert len(models) > 10
    assert relations_upwards(models) == []


def test_page_types_point_down():
    pages = our_pages()
    assert len(pages) >= 5
    assert page_types_upwards(pages) == []


def test_an_arrow_upwards_would_be_seen():
    """The tests above are no use if they cannot fail: turned upside down, nearly every arrow points up."""
    upside_down = {room: -place for room, place in layers().items()}

    def place(model):
        return upside_down.get(apps.get_app_config(model._meta.app_label).name)

    assert "core.CitySettings.logo → core.PortalImage" not in relations_upwards(our_models(), place)
    assert any("territory.District" in arrow for arrow in relations_upwards(our_models(), place))
    assert "home.HomePage names practices.PracticeIndexPage" in page_types_upwards(our_pages(), place)
