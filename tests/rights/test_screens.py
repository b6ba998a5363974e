"""The table "view name → rule": it knows every screen of pages, and closes what Wagtail and wagtail-localize leave open."""

import json

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, TaskState
from wagtail_localize.models import Translation

from portal.access.page_screens import rules
from portal.access.page_screens.hooks import PAGE_ACTIONS
from portal.home.models import ContentPage
from portal.practices.models import PracticePage

from .requests import taken_back
from .test_records import every_view

pytestmark = pytest.mark.django_db


def pages_of(city, **wanted):
    """Return the things that are pages with these values."""
    return [page for page in city.pages() if all(getattr(page, name) == value for name, value in wanted.items())]


def test_every_screen_of_pages_has_a_rule(city):
    guarded = {name for name, _view in every_view() if rules.is_page_screen(name)}
    assert guarded - set(rules.RULES) == set(), "say in portal/access/page_screens/rules.py who may go there"


def test_every_rule_has_a_screen(city):
    known = {name for name, _view in every_view()}
    assert set(rules.RULES) - known == set()


def test_wagtails_public_apis_are_not_mounted(city):
    spaces = {name.partition(":")[0] for name, _view in every_view()}
    assert not {space for space in spaces if space.startswith("wagtailapi")}


def test_a_screen_that_the_table_does_not_know_is_the_citys_only(city):
    for name, allowed in (("curator", True), ("editor", False)):
        request = RequestFactory().get("/admin/pages/7/publish-everything/")
        request.user = city.users[name]
        assert rules.allows(request, "wagtailadmin_pages:publish_everything", {}) is allowed


def test_only_our_bulk_actions_of_pages_count(city):
    assert set(bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")) == set(PAGE_ACTIONS)


def test_a_refusal_is_a_403_in_words_or_in_json(city):
    url = reverse("wagtailadmin_reports:page_types_usage")
    page = city.browsers["editor"].get(url)
    assert page.status_code == 403
    assert "Sin permiso" in page.content.decode()
    by_script = city.browsers["editor"].get(url, headers={"x-requested-with": "XMLHttpRequest"})
    assert by_script.status_code == 403
    assert json.loads(by_script.content)["detail"]


def test_a_menu_shows_no_report_that_is_refused(city):
    for name, shown in (("curator", True), ("editor", False)):
        home = city.browsers[name].get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse("wagtailadmin_reports:page_types_usage") in home) is shown
        assert (reverse("wagtail_localize:translations_report") in home) is shown


def test_the_chooser_names_no_folder_and_no_choice_that_is_not_hers(city):
    draft = pages_of(city, place="other", live=False)[0]
    for url, data in (
        (reverse("wagtailadmin_choose_page_child", args=[draft.pk]), {}),
        (reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": [draft.pk]}),
    ):
        assert city.browsers["editor"].get(url, data).status_code == 403
        assert draft.title in city.browsers["curator"].get(url, data).content.decode()


def test_moving_shows_no_page_that_may_not_be_moved_there(city):
    draft = pages_of(city, place="other", model=PracticePage, live=False)[0]
    url = reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, city.folders["own"].pk])
    assert city.browsers["editor"].get(url).status_code == 403
    assert city.browsers["curator"].get(url).status_code == 200


@pytest.mark.parametrize("name", ["copy", "choose_parent"])
@pytest.mark.parametrize("parent", ["draft", "x", "999999999999999999999"])
def test_a_form_names_no_parent_that_is_not_hers(city, name, parent):
    own = pages_of(city, place="own", model=ContentPage, language="es", live=True)[0]
    draft = pages_of(city, place="other", live=False)[0]
    args = [own.pk] if name == "copy" else ["home", "contentpage"]
    key = str(draft.pk) if parent == "draft" else parent
    data = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": key, "parent_page": key}
    answer = city.browsers["editor"].post(reverse(f"wagtailadmin_pages:{name}", args=args), data)
    assert answer.status_code in (403, 404)


def test_an_alias_is_the_curators_only(city):
    page = pages_of(city, place="own", model=ContentPage, language="es", live=True)[0]
    data = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": page.folder, "alias": "on"}
    for name, aliases in (("editor", 0), ("curator", 1)):
        with taken_back():
            city.browsers[name].post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
            assert Page.objects.filter(alias_of=page.pk).count() == aliases
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "create_alias"])
    answer = city.browsers["editor"].post(url, {"update_slug": "alias"}, content_type="application/json")
    assert answer.status_code == 403


def test_a_copy_of_a_practice_is_not_published_with_it(city):
    page = pages_of(city, place="own", model=PracticePage, language="es", neighbourhood="hers", live=True)[0]
    data = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": page.folder, "publish_copies": "on"}
    for name in ("editor", "reviewer", "official"):
        with taken_back():
            city.browsers[name].post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
            copied = PracticePage.objects.get(slug="copia")
            assert not copied.live


def test_a_step_of_a_review_belongs_to_the_page_of_the_address(city):
    ours, theirs = (pages_of(city, place=place, model=PracticePage, live=False)[0] for place in ("own", "other"))
    with taken_back():
        for page in (ours, theirs):
            row = PracticePage.objects.get(pk=page.pk)
            row.get_workflow().start(row, None)
        state = PracticePage.objects.get(pk=theirs.pk).current_workflow_task_state
        for name in ("workflow_action", "collect_workflow_action_data"):
            url = reverse(f"wagtailadmin_pages:{name}", args=[ours.pk, "approve", state.pk])
            assert city.browsers["reviewer"].post(url, {"comment": ""}).status_code == 403
        assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS
        confirm = reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[theirs.pk])
        assert city.browsers["editor"].get(confirm).status_code == 403


# wagtail-localize ----------------------------------------------------------------------------------------------------


@pytest.fixture
def translation(city):
    """A French translation of a practice of her neighbourhood, begun by the translator; taken back in the end."""
    page = pages_of(city, place="own", model=PracticePage, language="es", neighbourhood="hers", live=False)[0]
    with taken_back():
        url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        city.browsers["translator"].post(url, {"locales": [city.locales["fr"]]})
        yield Translation.objects.get(source__object_id=PracticePage.objects.get(pk=page.pk).translation_key)


def of_translation(translation):
    """Return [(name of a screen of wagtail-localize, arguments, method)] of one translation."""
    string = translation.source.stringsegment_set.first()
    one = [translation.pk]
    return [
        ("edit_string_translation", [*one, string.pk], "put"),
        ("download_pofile", one, "get"),
        ("preview_translation", one, "get"),
        ("stop_translation", one, "post"),
    ]


def test_a_translation_begins_as_a_draft(translation):
    assert not translation.get_target_instance().live


@pytest.mark.parametrize("name", ["author", "statistics", "nobody", "visitor"])
def test_nobody_else_opens_the_screens_of_a_translation(city, translation, name):
    for screen, args, method in of_translation(translation):
        answer = getattr(city.browsers[name], method)(reverse(f"wagtail_localize:{screen}", args=args))
        assert answer.status_code in (302, 403), screen
    translation.refresh_from_db()
    assert translation.enabled


def test_a_translator_writes_in_her_languages_only(city, translation):
    string = translation.source.stringsegment_set.get(context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, string.pk])
    put = {"data": "value=Des+bacs", "content_type": "application/x-www-form-urlencoded"}
    assert city.browsers["translator"].put(url, **put).status_code in (200, 201)
    city.users["translator"].languages.set([city.locales["pt"]])
    assert city.browsers["translator"].put(url, **put).status_code in (302, 403)
    city.users["translator"].languages.set([city.locales["fr"]])


def test_a_translator_does_not_publish_and_sends_to_review(city, translation):
    page, client = translation.get_target_instance(), city.browsers["translator"]
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(editor, {"action": "publish"})
    page.refresh_from_db()
    assert not page.live
    send = reverse("translation_to_review", args=[translation.pk])
    assert send in client.get(editor).content.decode()
    assert client.post(send).status_code == 302
    page = PracticePage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert page.get_latest_revision().user == city.users["translator"]
    assert city.browsers["curator"].post(editor, {"action": "publish"}).status_code == 403  # it is being reviewed
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    assert approve in city.browsers["reviewer"].get(editor).content.decode()


def test_whoever_may_not_edit_sends_nothing_to_review(city, translation):
    for name in ("author", "statistics"):
        assert city.browsers[name].post(reverse("translation_to_review", args=[translation.pk])).status_code == 403


def test_reading_new_words_in_asks_for_the_page_and_publishing_for_each_translation(city, translation):
    url = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    assert city.browsers["author"].get(url).status_code == 403
    assert city.browsers["translator"].get(url).status_code == 200
    assert city.browsers["translator"].post(url, {"publish_translations": "on"}).status_code == 403
    assert city.browsers["translator"].post(url, {}).status_code == 302
    assert not translation.get_target_instance().live


def test_a_translation_takes_no_pages_below_along(city):
    page = pages_of(city, place="own", model=ContentPage, language="es", owner="author")[0]
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    data = {"locales": [city.locales["fr"]], "include_subtree": "on"}
    assert city.browsers["editor"].post(url, data).status_code == 403
    offered = city.browsers["translator"].get(url).context["form"].fields["locales"].queryset
    assert [row.language_code for row in offered] == ["fr"]


def test_nothing_becomes_an_alias_but_by_the_city(city, translation):
    url = reverse("wagtail_localize:convert_to_alias", args=[translation.get_target_instance().pk])
    assert city.browsers["translator"].post(url).status_code == 403
    assert city.browsers["editor"].post(url).status_code == 403
