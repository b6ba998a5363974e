"""Of a participant nothing stands anywhere but in her register: no page, feed, search, log, table, screen of others."""

import re
from collections import deque

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from portal.core.models import Role
from portal.participants.models import Participant
from tests.districts.teams import browser
from tests.factories import district_page, publish
from tests.office.dashboard.office import member
from tests.rights.crawl import Screen
from tests.rights.test_anywhere import addresses
from tests.submissions.everything import COMMON

from .people import entry, line, listed

pytestmark = pytest.mark.django_db
PHONE = "0341 555 9873"
WORD = re.compile(r"zqxparticipant[a-z]+|555 9873|5559873")
FIELDS = ("name", "email", "organisation")
MOST_PAGES = 200


def marked(name):
    """Return the word of a field."""
    return f"zqxparticipant{name}"


@pytest.fixture
def told(editor, meeting, caplog):
    """A participant with a word of her own in each field, typed in, corrected and published beside; the log is read."""
    caplog.set_level("INFO")
    said = line(
        name=f"{COMMON} {marked('name')}",
        email=f"{marked('email')}@example.org",
        phone=PHONE,
        organisation=marked("organisation"),
    )
    editor.post(entry(meeting), said | {"consent_source": ""})
    editor.post(entry(meeting), said)
    row = Participant.objects.get()
    editor.post(reverse("participant_edit", args=[meeting.pk, row.pk]), said)
    publish(meeting)
    call_command("update_index", verbosity=0)
    return row


def said_by(answer):
    """Return the private words (set) of an answer, its headers among them."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return set(WORD.findall(f"{body.decode('utf-8', 'replace')} {answer.headers} {answer.cookies}".lower()))


def crawl(client, first):
    """Yield (address, private words) of public pages and of what they link to."""
    waiting, seen = deque(first), set(first)
    while waiting and len(seen) < MOST_PAGES:
        answer = client.get(address := waiting.popleft())
        yield address, said_by(answer)
        if not answer.streaming and "html" in answer.get("Content-Type", ""):
            for link in Screen(answer.content.decode(), address).links:
                link = link.partition("#")[0]
                if link.startswith("/es/") and link not in seen and "/submissions/" not in link:
                    seen.add(link)
                    waiting.append(link)


def test_her_register_says_it_all(editor, told):
    text = editor.get(listed(told.session)).content.decode()
    assert {marked(name) for name in FIELDS} | {"555 9873"} == set(WORD.findall(text))


def test_no_public_page_and_no_log_says_it(told, caplog):
    names = ("sitemap", "robots", "privacy", "proposal_list", "practice_feed")
    search = f"{reverse('search')}?q={COMMON}"
    first = ["/es/", told.session.url, *map(reverse, names), search, f"{reverse('suggest')}?q={COMMON[:6]}"]
    found = dict(crawl(Client(), first))
    assert len(found) > 20
    assert {address: words for address, words in found.items() if words} == {}
    logged = "\n".join(
        f"{record.getMessage()} {vars(record)}" for record in [*caplog.get_records("setup"), *caplog.records]
    )
    assert logged
    assert set(WORD.findall(logged)) == set()


def test_no_table_keeps_it_in_the_clear(told):
    leaks = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name from the database itself)
            leaks |= {(table, word) for word in WORD.findall(str(cursor.fetchall()).lower())}
    assert leaks == set()


def test_the_log_of_changes_and_the_revisions_know_nobody(told):
    kept = [*ModelLogEntry.objects.all(), *PageLogEntry.objects.all(), *Revision.objects.all()]
    assert kept
    assert WORD.findall(str([vars(row) for row in kept])) == []


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")  # wagtail-localize's report
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's temporary thumbnails
@pytest.mark.parametrize("who", ["author", "translator", "statistics", "reviewer of another district"])
def test_no_screen_says_it_to_who_may_not_read_it(west, told, who):
    if who == "reviewer of another district":
        user = member(Role.REVIEWER, district_page("Sur", "sur"))
    else:
        user = member(Role(who), west, languages=["fr"])
    client, one = browser(user), [told.session_id]
    edit = reverse("wagtailadmin_pages:edit", args=one)
    own = [listed(told.session), entry(told.session), edit, reverse("wagtailadmin_pages:history", args=one)]
    lines = [reverse(f"participant_{name}", args=[told.session_id, told.pk]) for name in ("edit", "delete")]
    for address in [*own, *lines, *addresses()]:
        assert said_by(client.get(address, follow=True)) == set(), address


def test_the_pages_own_screens_do_not_say_it_to_who_may_either(editor, told):
    one = [told.session_id]
    for name in ("edit", "history", "usage", "view_draft"):
        answer = editor.get(reverse(f"wagtailadmin_pages:{name}", args=one))
        assert said_by(answer) == set(), name
