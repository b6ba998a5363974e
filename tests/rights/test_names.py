"""What lists, choosers and filters of the admin name: no draft's title, no word, no account of others."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Task

from portal.access.roles import Subject
from portal.core.models import User
from portal.home.models import ContentPage
from portal.practices.models import PracticePage

from . import oracle
from .oracle import ACTORS
from .requests import opens, read, taken_back
from .test_records import thumbnails

pytestmark = pytest.mark.django_db
LIMITED = [actor for actor in ACTORS if actor.role and actor.name != "curator"]
NEW_TITLE = "Titulo que nadie publica todavia"


@pytest.mark.parametrize("actor", [*LIMITED, *ACTORS[:1], *ACTORS[-2:]], ids=lambda actor: actor.name)
def test_the_explorer_opens_what_it_lists(city, matrix, actor):
    for page in city.pages():
        if page.language != "es" and not page.is_folder:
            continue
        for name in ("wagtailadmin_explore", "wagtailadmin_explore_results")[: 1 + page.is_folder]:
            got = opens(city.browsers[actor.name], reverse(name, args=[page.pk]))
            matrix.cell(actor, page.key, name, oracle.explores(actor, page), got)
    matrix.check()


def public_of_others(city):
    """Return a public page of another district (Thing) with a new title in its draft."""
    page = next(
        thing for thing in city.of(ContentPage) if (thing.place, thing.language, thing.live) == ("other", "es", True)
    )
    row = ContentPage.objects.get(pk=page.pk)
    row.title = NEW_TITLE
    row.save_revision()
    assert Page.objects.get(pk=page.pk).draft_title == NEW_TITLE
    return page


@pytest.mark.parametrize("actor", LIMITED, ids=lambda actor: actor.name)
def test_no_chooser_tells_the_title_that_a_public_page_will_have(city, actor):
    client = city.browsers[actor.name]
    with taken_back():
        page = public_of_others(city)
        shown = [
            read(client, reverse("wagtailadmin_choose_page_child", args=[page.folder])),
            read(client, reverse("wagtailadmin_choose_page_child", args=[page.pk])),
            read(client, reverse("wagtailadmin_choose_page_search"), {"q": page.title}),
            read(client, reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": [page.pk]}),
        ]
        assert any(page.title in text for text in shown)
        assert [text for text in shown if NEW_TITLE in text] == []
        curators = read(city.browsers["curator"], reverse("wagtailadmin_choose_page_child", args=[page.folder]))
        assert NEW_TITLE in curators


@pytest.mark.parametrize("actor", LIMITED, ids=lambda actor: actor.name)
def test_the_preview_of_a_review_names_no_page_of_others(city, actor):
    draft = next(thing for thing in city.of(PracticePage) if thing.place == "other" and not thing.live)
    url = reverse("wagtailadmin_pages:workflow_preview", args=[draft.pk, Task.objects.first().pk])
    assert city.browsers[actor.name].get(url).status_code == 403
    assert draft.title not in read(city.browsers[actor.name], reverse("wagtailadmin_home"))


@thumbnails
@pytest.mark.parametrize("actor", LIMITED, ids=lambda actor: actor.name)
def test_tags_are_told_of_files_that_she_may_use(city, actor):
    client = city.browsers[actor.name]
    with taken_back():
        hidden = set()
        for model in (get_image_model(), get_document_model()):
            for thing in city.of(model):
                word = f"palabra{thing.pk}{model._meta.model_name}"
                model.objects.get(pk=thing.pk).tags.add(word)
                if not any(oracle.may(actor, action, thing) for action in ("add", "change", "delete", "choose")):
                    hidden.add(word)
        texts = [
            read(client, reverse("wagtailadmin_tag_autocomplete"), {"term": "palabra"}),
            read(client, "/admin/tag-autocomplete/taggit/tag/", {"term": "palabra"}),
            *(read(client, reverse(name)) for name in ("wagtailimages:index", "wagtaildocs:index")),
            *(read(client, reverse(name)) for name in ("wagtailimages_chooser:choose", "wagtaildocs_chooser:choose")),
        ]
        assert {word for word in hidden if any(f"{word}<" in text or f'{word}"' in text for text in texts)} == set()
        if oracle.RIGHTS[actor.role][Subject.FILE]:
            assert "palabra" in texts[0]


@pytest.mark.parametrize("actor", LIMITED, ids=lambda actor: actor.name)
def test_filters_name_colleagues_only(city, actor):
    with taken_back():
        stranger = User.objects.create(username="desconocida-del-sur", first_name="Desconocida", last_name="Sureña")
        page = ContentPage.objects.get(pk=public_of_others(city).pk)
        page.owner = page.locked_by = stranger
        page.locked = True
        page.save()
        page.save_revision(user=stranger, log_action=True).publish(user=stranger, skip_permission_checks=True)
        theirs = next(thing for thing in city.of(PracticePage) if thing.place == "other" and not thing.live)
        draft = PracticePage.objects.get(pk=theirs.pk)
        draft.get_workflow().start(draft, stranger)
        names = [
            "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks",
            "wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages",
            "district_pages:index", "practices:index",
        ]  # fmt: skip
        urls = [reverse(name) for name in names] + [reverse("wagtailadmin_explore", args=[city.folders["own"].pk])]
        for url in urls:
            text = read(city.browsers[actor.name], url)
            assert "desconocida-del-sur" not in text, url
            assert "Sureña" not in text, url
            assert theirs.title not in text, url
