"""The matrix of records, files and what is the whole city's: who sees, opens and does what, in every place."""

import pytest
from django.urls import get_resolver, reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.access.roles import RIGHTS, Subject
from portal.access.scoped import ScopedView
from portal.agendas.models import Recipient
from portal.councils.models import Series
from portal.districts.roles import CITY_RIGHTS
from portal.events.models import Registration
from portal.minutes.models import Minutes
from portal.participants.models import Participant
from portal.pictures.models import VenuePicture
from portal.submissions.models import Submission, SubmissionContent
from portal.territory.models import Organisation, Unit, Venue

from . import oracle
from .city import WORD, scoped_models
from .oracle import ACTORS
from .requests import STATUS_ONLY, opened, opens, read, taken_back

pytestmark = pytest.mark.django_db


def by(*actions):
    """Return the oracle's rule: one of these actions of the table."""
    return lambda actor, thing: any(oracle.may(actor, action, thing) for action in actions)


#: {screen of one row: the oracle's rule}
OF_A_ROW = {
    "edit": by("change"),
    "delete": by("delete"),
    "inspect": by("view"),
    "history": by("add", "change", "delete"),
    "usage": by("change"),
    "copy": by("add"),
}
#: what is taken home as a table beside records; who registered for an event is called by telephone from a list
TABLES = (Registration, Recipient)
#: screens of a list, read as a whole; the others are parts of them that a script loads
LISTS = ("index", "index_results")
PARTS = ("history_results",)
CHOOSER = ("choose", "choose_results", "chosen", "chosen_multiple", "create")


def every_view(resolver=None, spaces=()):
    """Yield (name with its namespaces, view) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from every_view(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), pattern.callback


def screens():
    """Return {model: {name of a screen: its full name}} of the scoped screens."""
    found = {}
    for name, view in every_view():
        model = getattr(view, "view_initkwargs", {}).get("model")
        if model in scoped_models() and issubclass(view.view_class, ScopedView):
            found.setdefault(model, {})[name.rpartition(":")[2]] = name
    return found


def test_every_scoped_model_has_things_in_the_city_and_screens(city):
    # a venue's picture is made and changed on the form of its venue: tests/events/test_venue_picture.py
    # what people send is answered in the queue: tests/submission_queue/test_screens_rights.py
    sent = {model for model in scoped_models() if model is Submission or issubclass(model, SubmissionContent)}
    own = scoped_models() - {VenuePicture} - sent
    assert {thing.model for thing in city.things if thing.model in scoped_models()} == own
    # a series is made and changed on screens of its council: tests/series/test_screens_rights.py
    # participants and minutes on screens of their session: tests/participants/test_rights.py, tests/minutes_editor
    assert set(screens()) == own - {Series, Participant, Minutes}


def test_every_screen_of_a_scoped_model_has_a_rule():
    known = {*OF_A_ROW, *LISTS, *PARTS, "add"}
    for model, named in screens().items():
        assert set(named) <= known, (model, set(named) - known)


def test_a_screen_of_a_scoped_model_is_a_scoped_screen():
    """A generic view that somebody adds beside the viewset would ask about no row."""
    for name, view in every_view():
        model = getattr(view, "view_initkwargs", {}).get("model")
        if model in scoped_models() and name.startswith(tuple(f"{model._meta.model_name}s:" for model in screens())):
            assert issubclass(view.view_class, ScopedView), name


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_records(city, matrix, actor):
    client = city.browsers[actor.name]
    for model, named in screens().items():
        things, kind = city.of(model), model.__name__
        for name in LISTS:
            plain = read(client, reverse(named[name]))
            searched = read(client, reverse(named[name]), {"q": WORD})
            for thing in things:
                expected = oracle.may(actor, "view", thing)
                matrix.cell(actor, thing.key, f"{kind} list", expected, thing.title in plain)
                if WORD in thing.title:  # the weekly agenda of the whole city is called after no district
                    matrix.cell(actor, thing.key, f"{kind} search", expected, thing.title in searched)
        exported = client.get(reverse(named["index"]), {"export": "csv"})
        text = b"".join(exported).decode() if opened(exported) else ""
        for thing in things:
            expected = (thing.subject == Subject.RECORD or model in TABLES) and oracle.may(actor, "view", thing)
            matrix.cell(actor, thing.key, f"{kind} export", expected, exported_title(exported, thing, text))
        for name in set(OF_A_ROW) & set(named):
            for thing in things:
                got = opens(client, reverse(named[name], args=[thing.pk]))
                matrix.cell(actor, thing.key, f"{kind} {name}", OF_A_ROW[name](actor, thing), got)
    matrix.check()


def exported_title(response, thing, text):
    """Tell whether the title of a thing stands in a table that was sent."""
    return response.get("Content-Type", "").startswith("text/csv") and thing.title in text


def gone(client, thing, address):
    """Tell whether a row is gone after its deletion is confirmed; it is taken back."""
    with taken_back():
        client.post(address, **{STATUS_ONLY: "1"})
        return not thing.model.objects.filter(pk=thing.pk).exists()


def renamed(client, thing, address):
    """Tell whether a row has another name after its form is sent with one; it is taken back."""
    row = thing.model.objects.get(pk=thing.pk)
    form = {name: getattr(row, f"{name}_id", None) or "" for name in ("district", "neighbourhood")}
    more = {"code": getattr(row, "code", ""), "kind": getattr(row, "kind", ""), "address": "Calle 1", "active": "on"}
    with taken_back():
        client.post(address, {**form, **more, "name": "Otro nombre"})
        return thing.model.objects.filter(pk=thing.pk, name="Otro nombre").exists()


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_writing_records(city, matrix, actor):
    client, named = city.browsers[actor.name], screens()
    for thing in city.of(Venue, Unit, Organisation):
        kind, addresses = thing.model.__name__, named[thing.model]
        got = gone(client, thing, reverse(addresses["delete"], args=[thing.pk]))
        matrix.cell(actor, thing.key, f"{kind} delete POST", oracle.may(actor, "delete", thing), got)
        got = renamed(client, thing, reverse(addresses["edit"], args=[thing.pk]))
        matrix.cell(actor, thing.key, f"{kind} edit POST", oracle.may(actor, "change", thing), got)
    matrix.check()


# Files ---------------------------------------------------------------------------------------------------------------


def changes_a_file(actor, thing):
    """Tell whether an account changes a file: by the table, or because she brought it."""
    brought = thing.owner == actor.name and oracle.may(actor, "add", thing)
    return oracle.may(actor, "change", thing) or brought


def has_a_right_on_a_file(actor, thing):
    """Tell whether an account may do anything at all with a file."""
    return any(oracle.may(actor, action, thing) for action in RIGHTS.get(actor.role, {}).get(Subject.FILE, ("add",)))


# Wagtail leaves the temporary file of a new thumbnail to the garbage collector
thumbnails = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

FILES = {
    get_image_model: ("wagtailimages", "wagtailimages_chooser", "image_usage", "images"),
    get_document_model: ("wagtaildocs", "wagtaildocs_chooser", "document_usage", "documents"),
}


@thumbnails
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_files(city, matrix, actor):
    client = city.browsers[actor.name]
    for model, (space, chooser, usage, api) in FILES.items():
        things, kind = city.of(model()), model().__name__
        lists = {
            "list": (f"{space}:index", {}, changes_a_file),
            "search": (f"{space}:index_results", {"q": WORD}, changes_a_file),
            "chooser": (f"{chooser}:choose", {}, by("choose")),
            "chooser search": (f"{chooser}:choose_results", {"q": WORD}, by("choose")),
        }
        for action, (name, data, rule) in lists.items():
            text = read(client, reverse(name), data)
            for thing in things:
                matrix.cell(actor, thing.key, f"{kind} {action}", rule(actor, thing), thing.title in text)
        for thing in things:
            for action, name in (("edit", "edit"), ("delete", "delete"), ("usage", usage)):
                got = opens(client, reverse(f"{space}:{name}", args=[thing.pk]))
                matrix.cell(actor, thing.key, f"{kind} {action}", changes_a_file(actor, thing), got)
            got = opens(client, reverse(f"{chooser}:chosen", args=[thing.pk]))
            matrix.cell(actor, thing.key, f"{kind} chosen", by("choose")(actor, thing), got)
            got = opens(client, reverse(f"wagtailadmin_api:{api}:detail", args=[thing.pk]))
            matrix.cell(actor, thing.key, f"{kind} api", has_a_right_on_a_file(actor, thing), got)
            got = gone(client, thing, reverse(f"{space}:delete", args=[thing.pk]))
            matrix.cell(actor, thing.key, f"{kind} delete POST", changes_a_file(actor, thing), got)
        ids = [thing.pk for thing in things]
        for action in ("delete", "add_tags", "add_to_collection"):
            label = model()._meta.label_lower.split(".")
            text = read(client, reverse("wagtail_bulk_action", args=[*label, action]), {"id": ids})
            for thing in things:
                named = by("change", "choose")(actor, thing)  # what the chooser shows is no secret
                matrix.cell(actor, thing.key, f"{kind} bulk {action}", named, thing.title in text)
    matrix.check()


# What is the whole city's --------------------------------------------------------------------------------------------


@thumbnails
@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's report
def test_what_is_the_whole_citys(city, matrix):
    curators = {"term": "change_term" in CITY_RIGHTS, "import": "import_practices" in CITY_RIGHTS}
    screens_of = {
        "vocabularies:index": curators["term"],
        "vocabularies:add": curators["term"],
        "practice_imports:index": curators["import"],
        "practice_imports:files": curators["import"],
        "wagtailadmin_reports:page_types_usage": True,
        "wagtail_localize:translations_report": True,
        "wagtailadmin_api:images:listing": True,
        "wagtailadmin_api:documents:listing": True,
        "wagtailusers_users:index": False,
        "wagtailusers_users:add": False,
        "wagtailusers_groups:index": False,
        "wagtailusers_groups:add": False,
        "wagtailsites:index": False,
        "wagtaillocales:index": False,
        "wagtailadmin_workflows:index": False,
        "wagtailadmin_workflows:task_index": False,
    }
    for actor in ACTORS:
        for name, is_curators in screens_of.items():
            expected = actor.is_superuser or (is_curators and actor.name == "curator")
            matrix.cell(actor, name, "whole city", expected, opens(city.browsers[actor.name], reverse(name)))
        settings = reverse("wagtailsettings:edit", args=["core", "citysettings"])
        answer = city.browsers[actor.name].get(settings, follow=True)
        got = "wagtailsettings" in str(answer.resolver_match.app_names) and answer.status_code == 200
        matrix.cell(actor, "city settings", "whole city", actor.is_superuser, got)
    matrix.check()
