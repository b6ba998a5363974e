"""The matrix of pages: who sees, opens and does what, in every place and language."""

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from portal.home.models import ContentPage
from portal.practices.models import PracticePage

from . import oracle
from .city import WORD, page_types
from .oracle import ACTORS, CLOSED
from .requests import STATUS_ONLY, opened, opens, read, taken_back

#: {view of one page: the oracle's rule}
VIEWS = {
    "edit": oracle.edits,
    "history": oracle.edits,
    "usage": oracle.edits,
    "view_draft": oracle.edits,
    "workflow_history": oracle.edits,
    "copy": oracle.copies,
    "move": oracle.moves,
    "delete": oracle.deletes,
    "unpublish": oracle.unpublishes,
    "set_privacy": oracle.hides,
}
pytestmark = pytest.mark.django_db

FEW = ("edit", "delete")  # for those who may everything, or nothing at all
MANY = {"curator", "author", "editor", "reviewer", "translator", "official"}
BULK = ("publish", "unpublish", "move", "delete")


def url(name, *args):
    """Return the address of a screen of pages."""
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def test_every_type_of_page_is_in_the_city(city):
    assert {thing.model for thing in city.pages()} == page_types()


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_screens_of_one_page(city, matrix, actor):
    for page in city.pages():
        for view, rule in VIEWS.items():
            if view in FEW or (actor.name in MANY and page.place != oracle.CITY and page.language == "es"):
                got = opens(city.browsers[actor.name], url(view, page.pk))
                matrix.cell(actor, page.key, f"page {view}", rule(actor, page), got)
    matrix.check()


def lists_of_pages(client, city):
    """Yield (action, text of the list, pages that it could show, the oracle's rule)."""
    pages = city.pages()
    explored = {page.folder: "" for page in pages}
    browsed = dict(explored)
    for folder in explored:
        explored[folder] = read(client, reverse("wagtailadmin_explore", args=[folder]))
        browsed[folder] = read(client, reverse("wagtailadmin_choose_page_child", args=[folder]), {"multiple": "1"})
    for folder in explored:
        below = [page for page in pages if page.folder == folder]
        yield "page list", explored[folder], below, oracle.is_listed
        yield "page chooser", browsed[folder], below, oracle.names
    found = [read(client, url("search"), {"q": WORD, "p": p}) for p in range(1, 6)]
    yield "page search", "".join(found), pages, oracle.explores
    search = [read(client, reverse("wagtailadmin_choose_page_search"), {"q": WORD, "p": p}) for p in range(1, 8)]
    yield "page chooser search", "".join(search), pages, oracle.names
    for model in page_types():
        of_type = [page for page in pages if page.model is model]
        found = read(client, url("type_use", *model._meta.label_lower.split(".")))
        yield "page type_use", found, of_type, oracle.explores
    api = [read(client, reverse("wagtailadmin_api:pages:listing"), {"limit": 20, "offset": 20 * n}) for n in range(6)]
    yield "page api", "".join(api), pages, oracle.explores
    practices = [page for page in pages if page.model is PracticePage]
    yield "practices list", read(client, reverse("practices:index")), practices, oracle.explores
    ids = [page.pk for page in pages]
    for action in BULK:
        bulk = read(client, reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]), {"id": ids})
        yield f"page bulk {action}", bulk, pages, oracle.explores


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_lists_of_pages(city, matrix, actor):
    for action, text, pages, rule in lists_of_pages(city.browsers[actor.name], city):
        for page in pages:
            matrix.cell(actor, page.key, action, rule(actor, page), page.title in text)
    matrix.check()


# Writing -------------------------------------------------------------------------------------------------------------


def some_pages(city, actor):
    """Return the pages that an account writes to: of each place and kind one, and those that are somebody's.

    Who may everything tries those where nobody else may anything.
    """
    places = {ContentPage: ("own", "other", CLOSED, "city"), PracticePage: ("own", "other")}
    chosen = {}
    for page in city.pages():
        own_folder = page.is_folder and page.place == "own" and page.language == "es"
        is_kind = page.place in places.get(page.model, ()) and (page.place == "own" or page.language == "es")
        if (own_folder or is_kind) and (not actor.is_superuser or page.place != "own"):
            chosen[page.key] = page
    return list(chosen.values())


def a_form(city, page):
    """Return the form of a page (QueryDict) as an administrator gets it, with another title."""
    if page.pk not in city.__dict__.setdefault("forms", {}):
        html = city.browsers["admin"].get(url("edit", page.pk)).content.decode()
        city.forms[page.pk] = querydict_from_html(html, form_id="page-edit-form")
    form = city.forms[page.pk].copy()
    form["title"] = f"{page.title} cambiada"
    streams = [field.name for field in page.model._meta.get_fields() if isinstance(field, StreamField)]
    form.update({f"{name}-count": "0" for name in streams})  # a script counts the blocks
    return form


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_writing_a_page(city, matrix, actor):
    client = city.browsers[actor.name]
    for page in some_pages(city, actor):
        form = a_form(city, page)
        with taken_back():
            client.post(url("edit", page.pk), form)
            revision = Page.objects.get(pk=page.pk).get_latest_revision()
            saved = revision is not None and revision.content["title"] == form["title"]
        matrix.cell(actor, page.key, "page save", oracle.edits(actor, page), saved)
        with taken_back():
            client.post(url("edit", page.pk), {**form.dict(), "action-publish": "1"})
            published = Page.objects.filter(pk=page.pk, live=True, title=form["title"]).exists()
        expected = oracle.publishes(actor, page) and oracle.edits(actor, page)
        matrix.cell(actor, page.key, "page publish", expected, published)
    matrix.check()


def after(client, address, data, question, *of):
    """Return what `question` (a function) says of something after a POST that is taken back."""
    with taken_back():
        opened(client.post(address, data, **{STATUS_ONLY: "1"}))
        return question(*of)


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_acting_on_a_page(city, matrix, actor):
    client, folder = city.browsers[actor.name], city.folders["own"].pk
    for page in some_pages(city, actor):
        row = Page.objects.filter(pk=page.pk)
        if not page.has_children:
            gone = after(client, url("delete", page.pk), {}, lambda row: not row.exists(), row)
            matrix.cell(actor, page.key, "page delete POST", oracle.deletes(actor, page), gone)
        if page.live:
            hidden = after(client, url("unpublish", page.pk), {}, lambda row: not row.get().live, row)
            matrix.cell(actor, page.key, "page unpublish POST", oracle.unpublishes(actor, page), hidden)
        locked = after(client, url("lock", page.pk), {}, lambda row: row.get().locked, row)
        matrix.cell(actor, page.key, "page lock POST", oracle.locks(actor, page), locked)
        if page.place != "own" and page.model is ContentPage:
            there = after(
                client, url("move_confirm", page.pk, folder), {}, lambda row: row.get().get_parent().pk == folder, row
            )
            matrix.cell(actor, page.key, "page move into own", oracle.moves(actor, page), there)
    matrix.check()


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_making_pages(city, matrix, actor):
    client = city.browsers[actor.name]
    for folder in (page for page in city.pages() if page.is_folder):
        for model in (ContentPage, PracticePage):
            address = url("add", *model._meta.label_lower.split("."), folder.pk)
            expected = oracle.adds_below(actor, folder)
            matrix.cell(actor, folder.key, f"{model.__name__} create", expected, opens(client, address))
    drafts = [page for page in city.pages() if not page.live]
    for page in drafts:
        for code in ("fr", "pt"):
            key = city.locales[code]
            begun = Page.objects.filter(translation_key=Page.objects.get(pk=page.pk).translation_key, locale=key)
            address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
            got = after(client, address, {"locales": [key]}, begun.exists)
            matrix.cell(actor, page.key, f"page translate {code}", oracle.translates(actor, page, code), got)
    ids = "&".join(f"id={page.pk}" for page in drafts)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?{ids}"
    live = after(client, address, {}, lambda: set(Page.objects.filter(live=True).values_list("pk", flat=True)))
    for page in drafts:
        matrix.cell(actor, page.key, "page bulk publish POST", oracle.publishes(actor, page), page.pk in live)
    matrix.check()
