"""Accounts of a small city's teams, each with a browser of its own, and what they do in the admin."""

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.core.models import Role, User
from portal.districts.roles import ensure_district_team, ensure_review_workflow
from portal.practices.models import PracticePage
from portal.practices.questions import QUESTIONS
from tests.factories import district_page


def account(name, group=None):
    """Return a new active account, a member of `group` (Group)."""
    user = User.objects.create_user(name, f"{name}@example.org", "secret")
    if group:
        user.groups.add(group)
    return user


def browser(user):
    """Return a Client in which `user` is logged in."""
    client = Client()
    client.force_login(user)
    return client


class Teams:
    """Two districts with an editor and a reviewer each, and a curator; a browser for each account."""

    def __init__(self):
        ensure_review_workflow()
        self.pages = {"west": district_page(), "south": district_page("Sur", "sur")}
        self.people = {"curator": account("curator", Group.objects.get(team__role=Role.CURATOR))}
        for name, page in self.pages.items():
            groups = ensure_district_team(page.record)
            self.people[f"{name}_editor"] = account(f"{name}_editor", groups[Role.EDITOR])
            self.people[f"{name}_reviewer"] = account(f"{name}_reviewer", groups[Role.REVIEWER])
        self.browsers = {name: browser(user) for name, user in self.people.items()}

    def write(self, name, parent, action="action-submit", title="Canteros con padrinos"):
        """Have somebody write a practice below `parent` and press a button; return (response, PracticePage or None)."""
        url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", parent.pk])
        response = self.browsers[name].post(url, form(title=title, **{action: "1"}))
        return response, PracticePage.objects.filter(title=title).first()

    def act(self, name, page, action="approve", task_state=None):
        """Have somebody act on the step at which a page stands; return the response."""
        state = task_state or page.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
        return self.browsers[name].post(url, {"comment": ""})

    def rewrite(self, name, page, title, **buttons):
        """Have somebody change a page's title in its form and press a button; return the response."""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return self.browsers[name].post(url, form(title=title, slug=page.slug, **buttons))


def form(title, slug="canteros-con-padrinos", **fields):
    """Return the form of a practice as the editor sends it, with a title and nothing else."""
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    parts = ("annexes", "pictures", "figures", "contributions", "organisation_links", "comments")
    rows = {f"{part}-{name}": value for part in parts for name, value in empty.items()}
    answers = dict.fromkeys(QUESTIONS, "null")  # empty, as the rich text editor sends it
    return {**rows, **answers, "title": title, "slug": slug, **fields}


def stored(page):
    """Return a page as it stands in the database."""
    return PracticePage.objects.get(pk=page.pk)


def to(message):
    """Return the addresses of a mail."""
    return sorted(message.to)
