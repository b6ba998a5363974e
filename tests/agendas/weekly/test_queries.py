"""What a weekly agenda costs does not depend on how much there is in it."""

from functools import partial

from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.agendas.models import WeeklyIssue
from portal.agendas.weekly.publication import publish_weekly_issue
from portal.core.models import Role
from portal.districts.roles import ensure_review_workflow
from tests.councils.city import council, item, session
from tests.districts.teams import account, browser
from tests.factories import district_page
from tests.sharing import made_once

MORE = 10
FORMS = ("", "text/", "print/")


@made_once
def two_weeks(city):
    """Week 47 with three sessions, week 48 with so many in as many districts, as the curator sees them."""
    ensure_review_workflow()
    for number in range(MORE):
        body = council(district_page(f"Distrito {number}", f"d{number}"), f"Consejo {number}")
        points = [item("La plaza"), item("Interno", internal=True)]
        session(body, f"2026-11-{23 + number % 7} 19:00", f"Tema {number}", items=points, venue_name="Club")
    return browser(account("curator", Group.objects.get(team__role=Role.CURATOR)))


def counted(action):
    """Return how many questions an action asks the database."""
    action()  # what is kept in memory is warm
    with CaptureQueriesContext(
        connection,
    ) as queries:
        action()
    return len(queries)


def costs_of(code, client, curator):
    """Return {what: how many questions} of everything that is done with the issue of a week."""
    issue = WeeklyIssue.objects.create(week=code)
    draft = reverse("weekly_issues:edit", args=[issue.pk])
    internal = reverse("weekly_issues:edition", args=[issue.pk, "internal", "fr"])
    costs = {"draft": counted(lambda: curator.get(draft)), "preview": counted(lambda: curator.get(internal))}
    with CaptureQueriesContext(connection) as queries:
        publish_weekly_issue(issue, send=False)
    costs["sign"] = len(queries)
    for form in FORMS:
        address = f"/es/agenda/{code}/{form}"
        assert client.get(address).status_code == 200
        costs[form] = counted(partial(client.get, address))
    return costs


def test_reading_printing_and_preparing_ask_as_much_for_many_as_for_few(client, two_weeks):
    few, many = (costs_of(code, client, two_weeks) for code in ("2026-W47", "2026-W48"))
    assert many == few
    assert max(few[form] for form in FORMS) <= 20
