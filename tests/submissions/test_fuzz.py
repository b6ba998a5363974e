"""Whatever is sent to the forms of people and of the office: no failure, nothing half stored, nothing said unescaped.

A share runs each time; FUZZ=10000 sends so many posts to the public addresses, and a quarter of it to the office's.
"""

import os
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.core.models import Role
from portal.submission_queue.actions import ACTIONS
from portal.submissions.choices import HistoryAction
from portal.submissions.codes import secret_of
from portal.submissions.drafts import steps_of
from portal.submissions.kinds import submission_kind, submission_kinds
from portal.submissions.models import Draft, Submission
from tests.districts.teams import browser
from tests.office.dashboard.office import member
from tests.rights.requests import taken_back

from .everything import build_everything
from .posts import RAW, posts, target_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning"),  # a long text in what failed
]
POSTS = int(os.environ.get("FUZZ", "120"))


def so_many(count):
    """Return the settings for so many examples; a failure is shown as small as it can be only where many are tried."""
    phases = (Phase.explicit, Phase.generate, *([Phase.shrink] if POSTS > 1000 else []))
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=count, deadline=None, suppress_health_check=checks, phases=phases, derandomize=POSTS < 1000,
        database=None,
    )  # fmt: skip


@pytest.fixture
def everything(db, settings, tmp_path):
    """One matter and one draft of each kind; received files in a folder of the test."""
    settings.VAR_DIR = tmp_path
    return build_everything()


def public_addresses(everything):
    """Yield (address, names of fields that its form may take) of everything that anybody may send to."""
    for kind in submission_kinds():
        yield begin_of(everything, kind), list(kind.steps[0].base_fields)
        if kind.is_listed:
            yield reverse("submission_paper", args=[kind.name]), []
    for matter in everything.sent.values():
        drafts = [everything.drafts[matter.kind], matter.drafts.get()]
        for draft in drafts:
            for step in steps_of(submission_kind(matter.kind), draft):
                yield reverse("submission_step", args=[draft.pk, step.slug]), list(step.base_fields)
            for name in ("check", "later", "sent", "resume"):
                yield reverse(f"submission_{name}", args=[draft.pk]), []
            yield reverse("submission_file", args=[draft.pk, uuid4()]), []
        for name in ("status", "join"):
            yield reverse(f"submission_{name}", args=[matter.code]), []
        yield reverse("submission_own", args=[matter.code, secret_of(matter.code)]), []
        yield reverse("submission_own", args=[matter.code, "x"]), []
        yield reverse("submission_join_confirm", args=[matter.code, "1-abc"]), []
        yield reverse("proposal_page", args=[matter.code]), []
    yield reverse("proposal_picture", args=[everything.sent["proposal"].code, uuid4(), "small"]), []
    yield reverse("proposal_list"), ["theme", "district", "neighbourhood", "kind", "state"]
    for name in ("submission_kinds", "submission_mine", "submission_status_form", "proposal_feed"):
        yield reverse(name), ["code", "email"]


def begin_of(everything, kind):
    """Return the address at which a form begins; a report names its page."""
    query = f"?page={everything.page.url}" if kind.name == "correction" else ""
    return reverse("submission_begin", args=[kind.name]) + query


def office_addresses(everything):
    """Yield (address, names of fields) of the forms of the queue and of what is typed in from paper."""
    yield reverse("submission_queue:index"), ["tab", "q", "p", "kind", "state", "export", "ordering"]
    keys = "&".join(f"m={matter.pk}" for matter in everything.sent.values())
    yield reverse("submission_queue:bulk") + f"?{keys}", ["m", "what", "text"]
    for tab in ("call", "print", "decide"):
        yield reverse("submission_queue:giving", args=[tab]), ["p"]
    for matter in everything.sent.values():
        yield reverse("submission_queue:matter", args=[matter.pk]), ["merge"]
        yield reverse("submission_queue:contact", args=[matter.pk]), []
        yield reverse("submission_queue:give", args=[matter.messages.first().pk]), ["tab"]
        for name in ACTIONS:
            yield (
                reverse("submission_queue:action", args=[matter.pk, name]),
                ["seen", "text", "made-unit", "made-session"],
            )
    for kind in submission_kinds():
        yield reverse("submission_entry_form", args=[kind.name]), ["draft", "entry-channel", "entry-received_on"]
    yield reverse("submission_entry"), []


def wrong_after(answer, codes):
    """Return what is wrong after an answer, "" where nothing is; `codes` are of the matters that were there before."""
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if not answer.streaming and "html" in answer.get("Content-Type", "") and RAW.search(answer.content.decode()):
        return f"says it raw: {RAW.search(answer.content.decode())}"
    for matter in Submission.objects.all():
        kind = submission_kind(matter.kind)
        if not kind.model.objects.filter(submission=matter).exists():
            return f"{matter.kind} without what it says"
        if matter.history.filter(action=HistoryAction.RECEIVED).count() != 1:
            return f"{matter.kind} without its first line"
        if matter.code not in codes and matter.drafts.count() > 1:
            return "two drafts became one matter"
    for draft in Draft.objects.exclude(submission=None).select_related("submission"):
        if (draft.kind, draft.pk) != (draft.submission.kind, draft.submission.bundle):
            return "a draft with a foreign matter"
    return ""


def try_posts(client, targets, data):
    """Send one drawn post, look, and take it back."""
    codes = set(Submission.objects.values_list("code", flat=True))
    post = data.draw(posts(targets))
    with taken_back():
        wrong = wrong_after(post.send(client), codes)
    assert not wrong, (wrong, post.method, post.address, post.kind, post.data)


def test_whatever_anybody_sends_is_answered_whole_or_not_at_all(everything):
    client = Client()
    targets = [target_of(client, address, names) for address, names in public_addresses(everything)]

    @so_many(POSTS)
    @given(data=st.data())
    def send(data):
        try_posts(client, targets, data)

    send()


def test_a_reviewer_opens_what_has_something_alike(everything):
    proposal = everything.sent["proposal"]
    client = browser(member(Role.REVIEWER, everything.page.get_parent().specific))
    address = reverse("submission_queue:matter", args=[proposal.pk])
    assert client.get(address).context["similar"] == []
    twin = everything.send(submission_kind("proposal"), mail="otra@example.org")
    Submission.objects.filter(pk=twin.pk).update(published_at=timezone.now())
    assert [one.join_code for one in client.get(address).context["similar"]] == [twin.code]


def test_whatever_a_reviewer_sends_is_answered_whole_or_not_at_all(everything):
    folder = everything.page.get_parent().specific
    client = browser(member(Role.REVIEWER, folder))
    targets = [target_of(client, address, names) for address, names in office_addresses(everything)]
    assert sum(bool(target.fields) for target in targets) >= 8

    @so_many(POSTS // 4)
    @given(data=st.data())
    def send(data):
        try_posts(client, targets, data)

    send()
