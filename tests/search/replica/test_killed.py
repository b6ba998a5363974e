"""Whatever is done in whatever order, and wherever a process is killed: at rest both engines hold what is public."""

import os
from io import StringIO
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.search.replica.killing import Portal

pytestmark = pytest.mark.elasticsearch
deaths = st.one_of(st.just(0), st.integers(1, 30))


def pages():
    """Return the practices by pk."""
    from portal.practices.models import PracticePage

    return list(PracticePage.objects.order_by("pk"))


def chosen(number):
    """Return one of the practices, or None."""
    found = pages()
    return found[number % len(found)] if found else None


def bank():
    """Return the bank, which is not the closed page that `move` makes."""
    from portal.practices.models import PracticeIndexPage

    return PracticeIndexPage.objects.exclude(slug="cerrado").get(locale__language_code="es")


def create(number):
    from portal.practices.models import PracticePage
    from tests import factories

    page = PracticePage(title=f"Plaza número {number}", slug=f"plaza-{uuid4()}", locale=bank().locale)
    factories.publish(bank().add_child(instance=page))


def publish(number):
    page = chosen(number)
    if page:
        page.title = f"{page.title} otra vez"
        page.save_revision().publish()


def unpublish(number):
    page = chosen(number)
    if page:
        page.unpublish()


def delete(number):
    page = chosen(number)
    if page:
        page.delete()


def translate(number):
    from tests import factories

    page = chosen(number)
    if page and page.locale.language_code == "es" and not page.get_translations().exists():
        factories.translate(page, "fr", title="Une place")


def restrict(number):
    from wagtail.models import PageViewRestriction

    page = chosen(number)
    if page:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def free(number):
    from wagtail.models import PageViewRestriction

    restriction = PageViewRestriction.objects.first()
    if restriction:
        restriction.delete()


def move(number):
    """Below a page that only staff may see, or back to the bank."""
    from wagtail.models import PageViewRestriction

    from tests import factories

    page = chosen(number)
    if page is None or page.locale.language_code != "es":
        return
    home = factories.home()
    index = type(bank())
    parent = index.objects.filter(slug="cerrado").first()
    if parent is None:
        parent = index(title="Cerrado", slug="cerrado", locale=home.locale)
        home.add_child(instance=parent)
        PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    target = bank() if page.get_parent().pk == parent.pk else parent
    page.move(target, pos="last-child")


def sync(number):
    from search.replica.following import step

    step()


def rebuild_replica(number):
    from search.replica.building import rebuild_replica_index

    rebuild_replica_index()


def rebuild_table(number):
    from django.core.management import call_command

    call_command("search", "rebuild", stdout=StringIO())


CHANGES = [
    create,
    create,
    publish,
    unpublish,
    delete,
    translate,
    restrict,
    free,
    move,
    sync,
    rebuild_replica,
    rebuild_table,
]


def rest():
    """Let the replica catch up; return (what is public, what the table holds, what the cluster holds) by key."""
    from wagtail.models import PageViewRestriction

    from search.models import SearchDocument
    from search.replica.comparing import compare_replica
    from search.replica.connection import client
    from search.replica.following import step
    from search.replica.mapping import alias

    step()
    assert not compare_replica()
    closed = [restriction.page.path for restriction in PageViewRestriction.objects.select_related("page")]
    public = {page for page in pages() if page.live and not any(page.path.startswith(path) for path in closed)}
    client(patient=True).indices.refresh(index=alias())
    hits = client(patient=True).search(
        index=alias(), size=500, query={"term": {"marks": "_kind:practice"}}, source=False
    )["hits"]["hits"]
    return (
        {str(page.pk) for page in public},
        set(SearchDocument.objects.filter(kind="practice").values_list("key", flat=True)),
        {str(page.translation_key) for page in public},
        {hit["_id"] for hit in hits},
    )


@pytest.fixture(scope="module")
def portal(tmp_path_factory, django_db_blocker):
    """An empty portal in a file of its own."""
    if "TEST_ELASTICSEARCH_URL" not in os.environ:
        pytest.fail("TEST_ELASTICSEARCH_URL names no cluster; see CONTRIBUTING.md")
    hosts = os.environ["TEST_ELASTICSEARCH_URL"].split(",")
    made = Portal(tmp_path_factory.mktemp("killed"), hosts, django_db_blocker)
    yield made
    made.wipe()


def look(portal):
    public, table, groups, cluster = portal.run(rest)
    assert table == public
    assert cluster == groups


@pytest.mark.parametrize("change", [publish, unpublish, delete, translate, restrict, move], ids=lambda c: c.__name__)
def test_killed_at_each_of_its_first_moments_a_change_leaves_both_as_one(portal, change):
    portal.wipe()
    portal.run(sync, 0)
    for die_at in range(1, 9):
        portal.run(create, die_at)
        portal.run(change, -1, die_at=die_at)
        look(portal)


def test_at_rest_both_engines_hold_what_is_public(portal):
    class Changes(RuleBasedStateMachine):
        """Any change in any order, each perhaps killed in the middle."""

        def __init__(self):
            super().__init__()
            portal.wipe()
            portal.run(sync, 0)

        @rule(change=st.sampled_from(CHANGES), number=st.integers(0, 5), die_at=deaths)
        def act(self, change, number, die_at):
            portal.run(change, number, die_at=die_at)

        @rule()
        def look(self):
            look(portal)

        def teardown(self):
            look(portal)

    Changes.TestCase.settings = settings(
        max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    Changes.TestCase("runTest").runTest()
