"""The rights of pages: what one account may do is the same asked page by page and as a list; forms refuse what leaves it."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import querydict_from_html

from portal.access.page_policy import EXPLORED_BY, ScopedPagePolicy
from portal.core.models import Role, User
from portal.districts.models import DistrictPage
from portal.districts.opening.closing import close_district, reopen_district
from portal.districts.roles import ensure_district_team, ensure_review_workflow
from portal.home.models import ContentPage
from portal.practices.models import PracticePage
from portal.territory.models import Neighbourhood
from tests.districts.teams import account, browser
from tests.districts.teams import form as practice_form
from tests.factories import content, district_page, locale, practice, translate
from tests.sharing import made_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("rights as one question: subqueries over the tree"),
]

ACTIONS = [{action} for action in sorted(EXPLORED_BY)] + [EXPLORED_BY]


class Two:
    """Two districts, each with two neighbourhoods, pages of all kinds, and accounts."""

    def __init__(self):
        ensure_review_workflow()
        self.west, self.south = district_page(), district_page("Sur", "sur")
        self.hers, self.other = (self._neighbourhood(self.west, name) for name in ("hers", "other"))
        self.away = self._neighbourhood(self.south, "away")
        french = translate(self.west, "fr")
        self.page = content(parent=self.west)
        self.practice = practice(parent=self.west, neighbourhood=self.hers)
        self.not_hers = practice(parent=self.west, neighbourhood=self.other)
        self.translation = translate(self.practice, "fr")
        self.french = content(parent=french)
        self.elsewhere = practice(parent=self.south, neighbourhood=self.away)
        groups = ensure_district_team(self.west.record)
        self.people = {role: account(role.value, groups.get(role)) for role in Role if role in groups}
        self.people[Role.TRANSLATOR].languages.add(locale("fr"))
        self.official = account("official", groups[Role.EDITOR])
        self.official.neighbourhoods.add(self.hers)
        self.both = account("both", groups[Role.AUTHOR])
        self.both.groups.add(ensure_district_team(self.south.record)[Role.REVIEWER])
        self.everybody = [*self.people.values(), self.official, self.both]

    @staticmethod
    def _neighbourhood(page, name):
        return Neighbourhood.objects.create(district=page.record, code=name, name=name)

    def fresh(self, user):
        """Return an account without what it remembers of an earlier request."""
        return User.objects.get(pk=user.pk)


@made_once
def two():
    return Two()


def test_one_policy_for_all_pages():
    for model in (Page, ContentPage, PracticePage, DistrictPage):
        assert isinstance(policy_registry.get_by_type(model), ScopedPagePolicy)


def test_asked_page_by_page_and_as_a_list_the_answer_is_the_same(two):
    policy, pages = policy_registry.get_by_type(Page), list(Page.objects.all())
    for owner in (two.official, two.people[Role.AUTHOR], two.people[Role.TRANSLATOR]):
        draft = ContentPage(title=owner.username, slug=owner.username, live=False, owner=owner, locale=two.west.locale)
        pages.append(two.west.add_child(instance=draft).page_ptr)
    for user in two.everybody:
        for actions in ACTIONS:
            listed = set(policy.instances_user_has_any_permission_for(user, actions).values_list("pk", flat=True))
            asked = {page.pk for page in pages if policy.user_has_any_permission_for_instance(user, actions, page)}
            assert listed == asked, (user.username, actions)


def test_a_list_asks_one_query_however_many_scopes(two, django_assert_num_queries):
    policy = policy_registry.get_by_type(Page)
    for user in (two.official, two.both, two.people[Role.TRANSLATOR]):
        user = two.fresh(user)
        list(policy.explorable_instances(user))  # what is remembered for the request
        with django_assert_num_queries(1):
            list(policy.explorable_instances(user))


def test_who_may_do_something_with_a_page_is_found_from_the_page(two):
    policy = policy_registry.get_by_type(Page)

    def able(action, page):
        return set(policy.users_with_permission_for_instance(action, page).values_list("username", flat=True))

    assert able("change", two.practice) == {"editor", "reviewer", "official"}
    assert able("change", two.not_hers) == {"editor", "reviewer"}
    assert able("change", two.translation) == {"editor", "reviewer", "official", "translator"}
    assert able("publish", two.practice) == set()
    assert able("publish", two.page) == {"editor", "reviewer"}


def test_a_translator_changes_translations_and_no_first_version(two):
    user = two.people[Role.TRANSLATOR]
    assert two.translation.permissions_for_user(user).can_edit()
    for page in (two.practice, two.french, two.page):
        assert not page.permissions_for_user(two.fresh(user)).can_edit()
    assert not two.translation.permissions_for_user(user).can_delete()
    assert not two.translation.permissions_for_user(user).can_publish()


def test_a_district_page_is_edited_by_its_team_and_neither_moved_nor_hidden(two):
    for role in (Role.EDITOR, Role.REVIEWER):
        rights = two.west.permissions_for_user(two.people[role])
        assert rights.can_edit()
        assert rights.can_publish()
        for refused in ("can_delete", "can_move", "can_unpublish", "can_copy", "can_set_view_restrictions"):
            assert not getattr(rights, refused)(), refused


def test_a_closed_district_gives_no_rights_until_it_opens_again(two):
    close_district(two.west.record)
    for user in map(two.fresh, two.everybody):
        assert not two.page.permissions_for_user(user).can_edit()
        assert not policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=two.page.pk).exists()
    assert policy_registry.get_by_type(Page).explorable_instances(two.both).filter(pk=two.elsewhere.pk).exists()
    reopen_district(two.west.record)
    assert two.page.permissions_for_user(two.fresh(two.people[Role.EDITOR])).can_edit()


def test_an_account_that_was_closed_may_do_nothing(two):
    user = two.people[Role.REVIEWER]
    user.is_active = False
    user.save()
    rights = two.page.permissions_for_user(two.fresh(user))
    assert not rights.can_edit()
    assert not rights.can_add_subpage()
    assert not rights.can_publish_subpage()


# Forms ---------------------------------------------------------------------------------------------------------------


def add(user, parent, **fields):
    """Have somebody make a practice; return (response, PracticePage or None)."""
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", parent.pk])
    response = browser(user).post(url, practice_form(**{"title": "La mesa de los perros", **fields}))
    return response, PracticePage.objects.filter(title="La mesa de los perros").first()


def offered(response):
    """Return the names of the neighbourhoods that a form offers."""
    return sorted(row.name for row in response.context["form"].fields["neighbourhood"].queryset)


def test_an_official_makes_pages_of_her_neighbourhoods_only(two):
    for wrong in ("", two.other.pk, two.away.pk):
        response, page = add(two.official, two.west, neighbourhood=wrong)
        assert page is None
        assert response.context["form"].errors["neighbourhood"] == [
            "Elige uno de tus barrios: las páginas de los demás no son tuyas."
        ]
    response, page = add(two.official, two.west, neighbourhood=two.hers.pk)
    assert response.status_code == 302
    assert page.neighbourhood == two.hers


def test_a_folder_of_a_district_offers_its_neighbourhoods_and_officials_only_theirs(two):
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", two.west.pk])
    assert offered(browser(two.people[Role.EDITOR]).get(url)) == ["hers", "other"]
    assert offered(browser(two.official).get(url)) == ["hers"]


def test_what_is_stored_stays_in_the_form_of_whoever_has_no_limit(two):
    two.practice.neighbourhood = two.away
    two.practice.save()
    url = reverse("wagtailadmin_pages:edit", args=[two.practice.pk])
    assert offered(browser(two.people[Role.EDITOR]).get(url)) == ["away", "hers", "other"]


def test_a_draft_does_not_carry_a_page_out_of_her_neighbourhoods(two):
    url = reverse("wagtailadmin_pages:edit", args=[two.practice.pk])
    client = browser(two.official)
    data = practice_form(title=two.practice.title, slug=two.practice.slug, neighbourhood=two.other.pk)
    response = client.post(url, data)
    assert "neighbourhood" in response.context["form"].errors
    draft = two.practice.get_latest_revision_as_object()
    assert draft.neighbourhood == two.hers


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_a_new_practice_is_not_published_past_its_review(two, role):
    response, page = add(two.people[role], two.west, **{"action-publish": "1"})
    assert page is None
    assert response.status_code == 200
    assert "envíala a revisión" in response.content.decode()


def new_content(user, parent):
    """Have somebody make and publish a content page; return it or None."""
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk])
    form = querydict_from_html(browser(user).get(url).content.decode(), form_id="page-edit-form")
    form.update({"title": "Horarios", "slug": "horarios", "body-count": "0", "action-publish": "1"})
    browser(user).post(url, form)
    return ContentPage.objects.filter(title="Horarios").first()


def test_an_editor_publishes_a_new_page_and_an_official_none_that_is_the_whole_districts(two):
    assert new_content(two.official, two.west) is None
    assert new_content(two.people[Role.EDITOR], two.west).live


def test_a_team_does_not_give_its_folder_to_another_district(two):
    two.south.delete()
    client = browser(two.people[Role.EDITOR])
    url = reverse("wagtailadmin_pages:edit", args=[two.west.pk])
    response = client.get(url)
    assert response.context["form"].fields["record"].disabled
    form = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    form.update({"record": str(two.away.district_id), "action-publish": "1"})
    client.post(url, form)
    stored = DistrictPage.objects.get(pk=two.west.pk)
    assert stored.record == two.west.record
    assert stored.get_latest_revision_as_object().record == two.west.record
