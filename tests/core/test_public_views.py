"""Contexts, routes and overrides that rooms register for page models."""

import pytest
from django.apps import apps
from django.test import RequestFactory

from portal.core import public_views
from portal.core.models import BasePage
from portal.councils.models import SessionPage
from portal.events.models import EventPage
from portal.home.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db  # a page that is made asks for its content type

PRESENTATION = ("get_context", "get_template", "serve", "route", "serve_preview")


@pytest.fixture
def contexts(monkeypatch):
    """Return what is registered, empty for the time of a test."""
    registered = public_views.defaultdict(list)
    monkeypatch.setattr(public_views, "_contexts", registered)
    return registered


def test_a_more_special_type_writes_over_a_more_general_one(contexts):
    public_views.context(SessionPage)(lambda page, request: {"kind": "session"})
    public_views.context(EventPage)(lambda page, request: {"kind": "event", "place": "square"})
    request = RequestFactory().get("/")
    assert public_views.public_page_context(SessionPage(), request) == {"kind": "session", "place": "square"}


def test_a_context_is_not_given_to_other_types(contexts):
    public_views.context(EventPage)(lambda page, request: {"kind": "event"})
    assert public_views.public_page_context(ContentPage(), RequestFactory().get("/")) == {}


def test_a_route_of_a_special_type_comes_before_the_inherited_one():
    match = SessionPage().resolve_subpage("/calendar.ics/")
    assert match.url_name == "calendar"
    assert match.func.__func__.__wrapped__.__module__ == "portal.agendas.public_views"


def test_one_view_answers_several_addresses():
    paths = ("/invitation/", "/invitation/poster/", "/invitation/poster/pdf/")
    assert {SessionPage().resolve_subpage(path).url_name for path in paths} == {"invitation"}


def test_a_route_of_a_page_without_routes_is_refused():
    with pytest.raises(TypeError, match="ContentPage"):
        public_views.route(ContentPage, "feed.atom/")


def test_a_second_override_of_one_method_is_refused():
    with pytest.raises(ValueError, match="serve"):
        public_views.override(HomePage, "serve")


def test_page_models_leave_presentation_to_public_views():
    pages = [model for model in apps.get_models() if issubclass(model, BasePage)]
    assert len(pages) > 5
    own = [
        f"{model.__name__}.{name}"
        for model in pages
        for name, value in vars(model).items()
        if name in PRESENTATION or hasattr(value, "_routablepage_routes")
        if not value.__module__.endswith(".public_views")
    ]
    assert own == []
