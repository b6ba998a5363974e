"""Of what people send, nothing private stands where it has no business: no page, feed, table, log, mail, index, screen.

Every field of every kind has a word of its own (everything.py). Public is what a published proposal says, no more.
"""

import re
from collections import deque

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.core.models import Role
from portal.mail.models import OutgoingMail
from portal.submissions.kinds import submission_kind, submission_kinds
from portal.uploads.models import ReceivedFile
from tests import factories
from tests.districts.teams import browser
from tests.office.dashboard.office import member
from tests.rights.crawl import Screen
from tests.rights.test_anywhere import addresses

from .everything import COMMON, PHONE, PRIVATE, build_everything, private

pytestmark = pytest.mark.django_db
#: with the kind, because a random token may say the beginning alone
WORD = re.compile(PRIVATE + r"(?:correction|practice|proposal|topic)[a-z]+")
#: fields of a published proposal that everybody reads
SHOWN = {private("proposal", name) for name in ("text", "headline", "spot", "alt")}
#: where what people send is kept; of these tables the columns that are encrypted are looked at too
KEPT = ("submissions_", "proposals_", "practices_practicesubmission", "practices_submitted", "corrections_", "uploads_")
ENCRYPTED = ("name", "email", "phone", "address")
MOST_PAGES = 400


@pytest.fixture
def everything(db, settings, tmp_path, caplog, django_capture_on_commit_callbacks):
    """One matter and one draft of each kind, made while the log is read."""
    settings.VAR_DIR = tmp_path
    caplog.set_level("INFO")
    with django_capture_on_commit_callbacks(execute=True):
        return build_everything()


def said(answer):
    """Return the private words (set) that an answer says, its headers too; the number of a telephone among them."""
    if answer.streaming:
        text = b"".join(answer.streaming_content).decode("utf-8", "replace")
    else:
        text = answer.content.decode("utf-8", "replace")
    text += str(answer.headers)
    return set(WORD.findall(text.lower())) | ({PHONE} if PHONE in text else set())


def asked_first(everything):
    """Return the addresses (list) at which the crawl of the public pages begins."""
    codes = [matter.code for matter in everything.sent.values()]
    about = ("submission_status", "submission_join", "proposal_page")
    names = ("proposal_list", "proposal_feed", "sitemap", "robots", "privacy", "practice_feed", "submission_kinds")
    search = f"{reverse('search')}?q={COMMON}"
    return [
        "/es/",
        *map(reverse, names),
        search,
        f"{search}&type=practice",
        f"{reverse('suggest')}?q={COMMON[:6]}",
        f"{reverse('practice_feed')}?q={COMMON}",
        *(reverse(name, args=[code]) for code in codes for name in about),
        *(reverse("practice_selection", args=[form]) + f"?q={COMMON}" for form in ("csv", "json", "bib")),
    ]  # fmt: skip


def crawl(client, first):
    """Yield (address, private words) of pages and of what they link to."""
    waiting, seen = deque(first), set(first)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        answer = client.get(address)
        yield address, said(answer)
        if not answer.streaming and "html" in answer.get("Content-Type", ""):
            for link in Screen(answer.content.decode(), address).links:
                link = link.partition("#")[0]
                if link.startswith("/es/") and link not in seen and "/submissions/correction/" not in link:
                    seen.add(link)
                    waiting.append(link)


def test_every_field_of_every_kind_has_its_word(everything):
    words = set()
    for name, matter in everything.sent.items():
        content = submission_kind(name).model.objects.get(submission=matter)
        words |= set(WORD.findall(" ".join(str(value) for value in vars(content).values())))
        assert private(name, "name") in matter.name
    assert words > {private("proposal", "text"), private("topic", "reason"), private("correction", "passage")}
    assert len([word for word in words if word.startswith(private("practice"))]) > 5


def test_no_public_page_and_no_log_says_what_is_private(everything, caplog):
    found = dict(crawl(Client(), asked_first(everything)))
    assert len(found) > 40
    records = [*caplog.get_records("setup"), *caplog.records]
    logged = "\n".join(f"{record.getMessage()} {vars(record)}" for record in records)
    assert records
    assert set(WORD.findall(logged)) == set()
    assert PHONE not in logged
    leaks = {address: words - SHOWN for address, words in found.items() if words - SHOWN}
    assert leaks == {}
    everywhere = set().union(*found.values())
    assert {private("proposal", "text"), private("proposal", "headline")} <= everywhere


def test_nothing_private_is_kept_in_the_clear_nor_in_another_table(everything):
    leaks = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name from the database itself)
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    words = set(WORD.findall(str(value)))
                    if table.startswith(KEPT) or table.endswith("submission"):
                        clear = {
                            private(kind.name, name) for kind in submission_kinds() for name in (*ENCRYPTED, "mail")
                        }
                        words &= clear if table == "submissions_submission" else set()
                    leaks |= {(table, column, word) for word in words - SHOWN}
    assert leaks == set()


def test_mails_to_others_say_nothing_of_a_sender(everything):
    rows = OutgoingMail.objects.all()
    assert {row.recipient for row in rows} >= {f"{private(name, 'mail')}@example.org" for name in everything.sent}
    for row in rows:
        words = set(WORD.findall(f"{row.subject} {row.sections} {row.html} {row.headers}")) - SHOWN
        if not row.recipient.startswith(PRIVATE):
            assert words == set(), row.purpose
        else:
            own = next(name for name in everything.sent if row.recipient.startswith(private(name)))
            assert {word for word in words if not word.startswith(private(own))} == set()


def test_no_file_is_sent_without_its_secret_address(everything):
    assert ReceivedFile.objects.exists()
    client = Client()
    proposal = everything.sent["proposal"]
    for row in ReceivedFile.objects.exclude(bundle=proposal.bundle):
        for matter in everything.sent.values():
            assert client.get(reverse("proposal_picture", args=[matter.code, row.pk, "small"])).status_code == 404
        assert client.get(f"/media/{row.file.name}", follow=True).status_code == 404


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's report
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's temporary thumbnails
@pytest.mark.parametrize("who", ["author", "translator", "statistics", "reviewer of another district"])
def test_no_screen_of_the_office_says_it_to_who_does_not_answer(everything, who):
    folder = everything.page.get_parent().specific
    if who in ("author", "statistics"):
        user = member(Role(who), folder)
    elif who == "translator":
        user = member(Role.TRANSLATOR, folder, languages=["fr"])
    else:
        user = member(Role.REVIEWER, factories.district_page("Sur", "sur"))
    client, queue = browser(user), reverse("submission_queue:index")
    own = [reverse("submission_queue:matter", args=[matter.pk]) for matter in everything.sent.values()]
    tables = [f"{queue}?tab=all", f"{queue}?tab=all&export=csv", f"{queue}?tab=all&q={COMMON}"]
    files = [
        reverse("submission_queue:file", args=[matter.pk, row.pk])
        for matter in everything.sent.values()
        for row in ReceivedFile.objects.filter(bundle=matter.bundle)
    ]
    for address in [*tables, *own, *files, *addresses()]:
        answer = client.get(address)
        if answer.status_code == 200:
            assert said(answer) - SHOWN == set(), address
    assert all(client.get(address).status_code != 200 for address in [*own, *files])
