"""The log of changes: what is written, who sees it, how long it stays."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import LogContext, log
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry, PageLogEntry

from portal.access.audit import actions
from portal.access.audit.rules import purge_log_entries
from portal.core import clock
from portal.core.models import PortalImage, Role, User
from portal.districts.roles import ensure_curators, ensure_district_team
from portal.practices.models import PracticeContact, PracticePage
from portal.territory.models import Neighbourhood, Venue
from tests.factories import district_page, practice
from tests.sharing import made_once

from .accounts import account, enrolled, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("entries hold JSON, and are filtered by it and by day")]
REPORTS = ("/admin/reports/changes/", "/admin/reports/site-history/")


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Log:
    """Two districts, each with a marked page, record, neighbourhood, picture and contact in the log."""

    def __init__(self):
        self.author = account("escritora")
        self.districts = {}
        for name, code in (("Oeste", "oeste"), ("Sur", "sur")):
            folder = district_page(name, code)
            groups = ensure_district_team(folder.record)
            self.districts[code] = (folder.record, groups)
            with LogContext(user=self.author):
                self.fill(folder, code)

    def fill(self, folder, code):
        """Log something of each kind in a district."""
        barrio = Neighbourhood.objects.create(district=folder.record, name=f"barrio-{code}", code=f"b-{code}")
        other = Neighbourhood.objects.create(district=folder.record, name=f"otro-{code}", code=f"o-{code}")
        page = practice(f"pagina-{code}", folder)
        mine = practice(f"suya-{code}", folder, neighbourhood=barrio)
        venue = Venue.objects.create(district=folder.record, neighbourhood=barrio, name=f"sede-{code}")
        contact = PracticeContact.objects.create(practice=page, name=f"persona-{code}", role="x", email="a@example.org")
        collection = Collection.objects.get(
            pk=GroupCollectionPermission.objects.filter(group__team__district=folder.record).first().collection_id
        )
        picture = PortalImage(title=f"foto-{code}", collection=collection, width=1, height=1, file="x.png")
        PortalImage.objects.bulk_create([picture])
        picture = PortalImage.objects.get(title=f"foto-{code}")
        for item in (page, mine, barrio, other, venue, contact, picture):
            log(item, "wagtail.edit")

    def sees(self, who, path, **query):
        """Return the marks (set of labels) that an account sees in a report and in its export alike."""
        client = Client()
        client.force_login(who)
        shown = client.get(path, query).content.decode()
        assert shown.count("<tr>") > 0 or "w-text" in shown
        exported = client.get(path, {**query, "export": "csv"}).getvalue().decode()
        results = client.get(f"{path}results/", query).content.decode()
        kinds = ("pagina", "suya", "barrio", "otro", "sede", "foto")
        marks = {f"{kind}-{code}" for kind in kinds for code in ("oeste", "sur")}
        found = {mark for mark in marks if mark in exported}
        listed = shown.partition("<table")[2]
        assert {mark for mark in marks if mark in listed} == {mark for mark in marks if mark in results} == found
        assert "persona-" not in shown + exported + results
        return found


@made_once
def entries(db):
    return Log()


def everything(code):
    """Return the marks of a district."""
    return {f"{kind}-{code}" for kind in ("pagina", "suya", "barrio", "otro", "sede", "foto")}


@pytest.mark.parametrize("path", REPORTS)
@pytest.mark.parametrize("role", list(Role))
def test_who_answers_for_a_district_sees_its_entries_and_no_others(entries, role, path):
    _, groups = entries.districts["oeste"]
    user = account()
    user.groups.add(ensure_curators() if role == Role.CURATOR else groups[role])
    wanted = {
        Role.CURATOR: everything("oeste") | everything("sur"),
        Role.EDITOR: everything("oeste"),
        Role.REVIEWER: everything("oeste"),
    }
    assert entries.sees(user, path) == wanted.get(role, set())


@pytest.mark.parametrize("path", REPORTS)
def test_an_official_of_a_neighbourhood_sees_only_its_entries(entries, path):
    _, groups = entries.districts["oeste"]
    user = account()
    user.groups.add(groups[Role.EDITOR])
    user.neighbourhoods.add(Neighbourhood.objects.get(name="barrio-oeste"))
    assert entries.sees(user, path) == {"suya-oeste", "barrio-oeste", "sede-oeste"}


def test_everybody_sees_her_own_actions(entries):
    entries.author.groups.add(entries.districts["oeste"][1][Role.AUTHOR])
    assert entries.sees(entries.author, REPORTS[0]) == everything("oeste") | everything("sur")


def test_a_team_of_a_closed_district_sees_it_no_more_and_curators_do(entries):
    record, groups = entries.districts["oeste"]
    editor, curator = account(), account("curadora")
    editor.groups.add(groups[Role.EDITOR], entries.districts["sur"][1][Role.EDITOR])
    curator.groups.add(ensure_curators())
    record.active = False
    record.save()
    assert entries.sees(editor, REPORTS[0]) == everything("sur")
    assert entries.sees(curator, REPORTS[0]) == everything("oeste") | everything("sur")


def test_an_entry_stays_in_its_district_when_the_page_goes(entries):
    _, groups = entries.districts["oeste"]
    editor = account()
    editor.groups.add(groups[Role.EDITOR])
    PracticePage.objects.get(title="suya-oeste").delete()
    Venue.objects.get(name="sede-oeste").delete()
    assert {"suya-oeste", "sede-oeste"} <= entries.sees(editor, REPORTS[0])


def test_the_report_is_filtered_by_district(entries):
    curator = account()
    curator.groups.add(ensure_curators())
    west = entries.districts["oeste"][0].pk
    assert entries.sees(curator, REPORTS[0], district=west) == everything("oeste")
    assert entries.sees(curator, REPORTS[0], district="city") == set()
    assert entries.sees(curator, REPORTS[0], action="wagtail.publish") == {
        f"{kind}-{code}" for kind in ("pagina", "suya") for code in ("oeste", "sur")
    }
    assert entries.sees(curator, REPORTS[0], user=curator.pk) == set()
    assert entries.sees(curator, REPORTS[0], timestamp_to="2001-01-01") == set()


def test_an_editor_cannot_filter_her_way_into_another_district(entries):
    editor = account()
    editor.groups.add(entries.districts["oeste"][1][Role.EDITOR])
    south = entries.districts["sur"][0].pk
    assert "sur" not in str(entries.sees(editor, REPORTS[0], district=south))


@pytest.mark.parametrize(
    "query", [{"district": "x"}, {"district": "0' --"}, {"timestamp_from": "x"}, {"user": "ñ"}, {"p": "-1"}]
)
def test_hostile_filters_break_nothing(query):
    client = Client()
    client.force_login(account(is_superuser=True))
    assert client.get(REPORTS[0], query).status_code in (200, 404)


def test_filters_offer_only_accounts_and_actions_that_one_sees(entries):
    client, editor = Client(), account()
    editor.groups.add(entries.districts["oeste"][1][Role.TRANSLATOR])
    client.force_login(editor)
    page = client.get(REPORTS[1]).content.decode()
    assert "escritora" not in page


def test_the_report_needs_as_many_queries_for_many_entries(entries, django_assert_max_num_queries):
    curator, client, counts = account(), Client(), []
    curator.groups.add(ensure_curators())
    client.force_login(curator)
    venue = Venue.objects.first()
    for extra in (0, 30):
        for _ in range(extra):
            log(venue, "wagtail.edit", user=entries.author)
        client.get(REPORTS[0])
        with django_assert_max_num_queries(80) as queries:
            client.get(REPORTS[0])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def said(user):
    """Return [(action, who did it, names)] of what the log says of an account, the oldest first."""
    rows = ModelLogEntry.objects.for_instance(user).order_by("pk")
    return [(row.action, row.user and row.user.username, row.data.get("names")) for row in rows]


def test_logins_and_failures_are_logged_with_the_address_and_without_what_was_typed():
    ana = account(role=Role.AUTHOR)
    ModelLogEntry.objects.all().delete()
    for _ in range(6):
        log_in(Client(), password="mi-clave-secreta")
    log_in(Client(), "mi-clave-en-mal-lugar")
    log_in(Client(), REMOTE_ADDR="10.0.0.9")
    assert [row[:2] for row in said(ana)] == [
        *[(actions.FAILED, None)] * 4,
        (actions.LOCKED, None),
        (actions.IN, "ana"),
    ]
    rows = str(list(ModelLogEntry.objects.values()))
    assert "10.0.0.9" in rows
    assert "mi-clave" not in rows


def test_a_wrong_code_is_logged():
    ana = account(role=Role.AUTHOR)
    enrolled(ana)
    client = Client()
    log_in(client)
    client.post("/admin/second-factor/code/", {"code": "000000"})
    assert (actions.FAILED, None, None) in said(ana)


def test_who_gave_whom_which_role_is_logged():
    admin, ana, client = account("jefa", is_superuser=True), account(), Client()
    group = ensure_curators()
    client.force_login(admin)
    form = {"username": "ana", "email": "ana@example.org", "first_name": "A", "last_name": "B", "is_active": "on"}
    client.post(f"/admin/users/edit/{ana.pk}/", {**form, "groups": [group.pk], "is_superuser": "on"})
    client.post(f"/admin/users/edit/{ana.pk}/", form)
    changes = [row for row in said(ana) if row[0].startswith("portal.account")]
    assert changes == [
        (actions.RIGHTS, "jefa", ["administra el portal"]),
        (actions.GROUPS_GIVEN, "jefa", [group.name]),
        (actions.RIGHTS, "jefa", ["ya no administra el portal"]),
        (actions.GROUPS_TAKEN, "jefa", [group.name]),
    ]
    page = client.get(REPORTS[0]).content.decode()
    assert "Dio un rol a la cuenta" in page
    assert group.name in page


def test_roles_given_from_the_groups_side_are_logged_too():
    ana, group = account(), ensure_curators()
    group.user_set.add(ana)
    group.user_set.clear()
    assert said(ana)[-2:] == [(actions.GROUPS_GIVEN, None, [group.name]), (actions.GROUPS_TAKEN, None, [group.name])]


def test_accounts_closed_in_bulk_are_logged():
    admin, ana, client = account("jefa", is_superuser=True), account(), Client()
    client.force_login(admin)
    client.post(f"/admin/bulk/core/user/set_active_state/?id={ana.pk}", {"mark_as_active": "False"})
    assert not User.objects.get(pk=ana.pk).is_active
    assert (actions.RIGHTS, "jefa", ["cerrada"]) in said(ana)


def test_entries_go_when_their_time_is_over():
    ana, now = account(), timezone.now()
    log(ana, actions.IN, timestamp=now - timedelta(days=settings.LOG_LOGINS_DAYS + 1))
    log(ana, actions.IN, timestamp=now - timedelta(days=settings.LOG_LOGINS_DAYS - 1))
    log(ana, "wagtail.edit", timestamp=now - timedelta(days=settings.LOG_DAYS - 1))
    log(practice(), "wagtail.edit", timestamp=now - timedelta(days=settings.LOG_DAYS + 1))
    before = ModelLogEntry.objects.count(), PageLogEntry.objects.count()
    purge_log_entries(now)
    assert (ModelLogEntry.objects.count(), PageLogEntry.objects.count()) == (before[0] - 1, before[1] - 1)


def test_the_purges_are_in_the_clock():
    assert {"portal.access.audit.rules.purge_log_entries", "portal.access.accounts.throttles.purge_attempts"} <= set(
        clock._daily
    )
