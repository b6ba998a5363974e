"""The weekly agenda in the admin: who sees, changes and signs it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.agendas.models import Recipient, WeeklyIssue
from portal.agendas.weekly.publication import PUBLISHED
from portal.agendas.weekly.waiting import issue_line, to_sign
from portal.core.models import Role, User
from portal.districts.roles import ensure_district_team, ensure_review_workflow
from tests.councils.city import moment, session
from tests.districts.teams import account, browser
from tests.sharing import made_once

CITY, WEST = "city", "west"
#: who: (what she sees, what she changes and signs)
RIGHTS = {
    "author": ({WEST}, set()),
    "translator": (set(), set()),
    "editor": ({WEST}, {WEST}),
    "reviewer": ({WEST}, {WEST}),
    "south": (set(), set()),
    "curator": ({WEST, CITY}, {WEST, CITY}),
}


@made_once
def people(city):
    """A browser for each role of the west, an editor of the south, a curator."""
    ensure_review_workflow()
    west, south = ensure_district_team(city.west.record), ensure_district_team(city.south.record)
    groups = {role: west[Role(role)] for role in ("author", "translator", "editor", "reviewer")}
    groups |= {"south": south[Role.EDITOR], "curator": Group.objects.get(team__role=Role.CURATOR)}
    return {name: browser(account(name, group)) for name, group in groups.items()}


@made_once
def issues(city):
    """A draft for the west and one for the city."""
    place = {WEST: city.west.record, CITY: None}
    return {name: WeeklyIssue.objects.create(week="2026-W47", district=where) for name, where in place.items()}


def screen(name, issue, *more):
    """Return the address of a screen of an issue."""
    return reverse(f"weekly_issues:{name}", args=[issue.pk, *more])


def form(issue, **changed):
    """Return the form of a draft as it is sent."""
    introductions = {f"introduction_{code}": "" for code in ("es", "en", "fr", "pt")}
    return {**introductions, **changed}


@pytest.mark.parametrize("who", RIGHTS)
def test_who_sees_changes_and_signs(people, issues, who):
    seen, changed = RIGHTS[who]
    client, wrong = people[who], []
    for place, issue in issues.items():
        expected = {
            (screen("edit", issue), "get"): 200 if place in changed else 403,
            (screen("edition", issue, "public", "es"), "get"): 200 if place in seen else 403,
            (screen("edition", issue, "internal", "fr"), "get"): 200 if place in seen else 403,
            (screen("sign", issue), "get"): 200 if place in changed else 403,
            (screen("send", issue), "post"): 302 if place in changed else 403,
            (screen("sign", issue), "post"): 302 if place in changed else 403,
        }
        wrong += [
            (address, method, status)
            for (address, method), wanted in expected.items()
            if (status := getattr(client, method)(address).status_code) != wanted
        ]
        issue.refresh_from_db()
        if issue.is_published is not (place in changed):
            wrong.append((place, "signed"))
    assert wrong == []


def test_a_visitor_is_asked_to_log_in(client, issues):
    for name, more in (("edit", ()), ("edition", ("internal", "es")), ("sign", ())):
        response = client.get(screen(name, issues[WEST], *more))
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_the_internal_edition_is_kept_by_nobody(people, issues):
    response = people["editor"].get(screen("edition", issues[WEST], "internal", "es"))
    assert "no-store" in response["Cache-Control"]
    assert "SECRET policía" in response.content.decode()
    assert "SECRET" not in people["editor"].get(screen("edition", issues[WEST], "public", "es")).content.decode()


def test_to_sign_is_a_button_of_the_same_form_and_loses_nothing(people, issues):
    issue, west = issues[WEST], people["editor"]
    shown = west.get(screen("edit", issue)).content.decode()
    inside = shown.split('id="w-editor-form"')[1].split("</form>")[0]
    assert screen("sign", issue) not in shown
    assert 'name="sign"' in inside
    assert inside.index('name="introduction_es"') < inside.index('name="sign"')
    response = west.post(screen("edit", issue), form(issue, introduction_es="Se habla de la plaza.", sign="1"))
    assert response.url == screen("sign", issue)
    issue.refresh_from_db()
    assert issue.introductions == {"es": "Se habla de la plaza."}
    assert not issue.is_published
    assert west.post(screen("edit", issue), form(issue)).url == screen("edit", issue)


def test_an_editor_orders_introduces_and_signs(client, city, people, issues):
    issue, west = issues[WEST], people["editor"]
    first, second = str(city.arroyo.translation_key), str(city.plaza.translation_key)
    sent = form(issue, introduction_es="Vengan todos.", **{f"place_{first}": "1", f"place_{second}": "2"})
    assert west.post(screen("edit", issue), sent).status_code == 302
    issue.refresh_from_db()
    assert (issue.order, issue.introductions) == ([first, second], {"es": "Vengan todos."})
    assert west.post(screen("sign", issue)).status_code == 302
    page = client.get("/es/agenda/2026-W47/oeste/").content.decode()
    assert "Vengan todos." in page
    top = page.partition('id="first"')[2].partition("</section>")[0]
    assert top.index("19 de noviembre") < top.index("17 de noviembre")
    entry = ModelLogEntry.objects.get(action=PUBLISHED)
    assert (entry.user.username, entry.data["district"]) == ("editor", city.west.record.pk)


def test_a_published_issue_takes_no_form(people, issues, city):
    issue = issues[WEST]
    people["editor"].post(screen("sign", issue))
    people["editor"].post(screen("edit", issue), form(issue, introduction_es="Otra cosa"))
    people["editor"].post(screen("sign", issue))
    issue.refresh_from_db()
    assert issue.introductions == {}
    assert issue.editions.count() == 8
    page = people["editor"].get(screen("edit", issue)).content.decode()
    assert issue.editions.first().sha256 in page
    people["reviewer"].post(reverse("weekly_issues:delete", args=[issue.pk]))
    assert WeeklyIssue.objects.filter(pk=issue.pk).exists()


def test_the_draft_says_what_to_look_at(people, issues, city):
    session(city.council, "2026-11-20 19:00", "Sin publicar", live=False)
    city.arroyo.venue_name = ""
    city.arroyo.save_revision().publish()
    page = people["editor"].get(screen("edit", issues[WEST])).content.decode()
    for words in (
        "1 encuentro sin lugar",
        "1 sesión sin orden del día",
        "1 encuentro todavía es un borrador",
        "2 encuentros sin traducir al francés",
    ):
        assert words in page


def test_a_draft_is_prepared_on_demand(people, city):
    add = reverse("weekly_issues:add")
    west = {"week": "2026-W50", "district": city.west.record.pk}
    assert people["editor"].post(add, west).status_code == 302
    assert people["editor"].post(add, west).status_code == 200
    for wrong in ({"week": "2025-W53"}, {"district": city.south.record.pk}, {"district": ""}, {"week": "mañana"}):
        assert people["editor"].post(add, {**west, "week": "2026-W51", **wrong}).status_code == 200
    assert people["curator"].post(add, {"week": "2026-W50", "district": ""}).status_code == 302
    assert people["curator"].post(add, {"week": "2026-W50", "district": ""}).status_code == 200
    assert set(WeeklyIssue.objects.values_list("week", "district__code")) == {("2026-W50", "oeste"), ("2026-W50", None)}


def test_offices_are_kept_by_the_district_and_the_list_says_so(people, city):
    sent = {"name": "Parques", "email": "parques@city.example", "district": city.west.record.pk, "language": "es"}
    assert people["editor"].post(reverse("recipients:add"), {**sent, "active": "on"}).status_code == 302
    assert people["editor"].post(reverse("recipients:add"), {**sent, "district": ""}).status_code == 200
    office = Recipient.objects.get()
    assert "Parques" in people["editor"].get(reverse("recipients:index")).content.decode()
    assert "Parques" not in people["curator"].get(reverse("recipients:index"), {"active": "false"}).content.decode()
    assert people["south"].get(reverse("recipients:edit", args=[office.pk])).status_code == 403


def test_the_list_says_which_weeks_are_signed(people, issues):
    people["curator"].post(screen("sign", issues[CITY]))
    page = people["curator"].get(reverse("weekly_issues:index")).content.decode()
    assert "Del 16 al 22 de noviembre de 2026" in page
    assert "Publicada" in page
    assert (
        "Toda la ciudad"
        not in people["editor"].get(reverse("weekly_issues:index")).content.decode().partition("<main")[2]
    )


def test_what_nobody_signed_waits_for_whom_may_sign_it(city, people, issues):
    editor, curator = User.objects.get(username="editor"), User.objects.get(username="curator")
    wednesday, tuesday = moment("2026-11-11 10:00"), moment("2026-11-10 10:00")
    assert list(to_sign(editor, wednesday)) == [issues[WEST]]
    assert set(to_sign(curator, wednesday)) == set(issues.values())
    assert not to_sign(editor, tuesday).exists()
    people["editor"].post(screen("sign", issues[WEST]))
    assert not to_sign(editor, wednesday).exists()
    assert issue_line(issues[CITY]).detail == "Del 16 al 22 de noviembre de 2026"
