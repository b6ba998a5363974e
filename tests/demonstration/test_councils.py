"""The demonstration's councils and its year of sessions as they are made: plausible, and the same however often made."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry

from portal.access.audit.places import object_place
from portal.agendas.models import Recipient, WeeklyIssue
from portal.core.indexing import verify
from portal.core.language import CODES, in_interface, written_in
from portal.core.publication import batch_indexing
from portal.core.translations import first_versions
from portal.core.weeks import Week
from portal.councils.choices import CouncilKind, ItemVisibility
from portal.councils.items import public_items
from portal.councils.models import AgendaItem, CouncilMember, CouncilPage, Series, SessionPage
from portal.demonstration import agenda_scale, councils, sessions
from portal.demonstration.accounts import make_accounts
from portal.demonstration.agendas import build_agendas
from portal.demonstration.city import build_city
from portal.demonstration.councils import Directory, build_councils
from portal.demonstration.editors_day import build_editors_day
from portal.demonstration.facts import build_facts
from portal.demonstration.files import read_all
from portal.demonstration.pages import log_creations
from portal.demonstration.practices import all_records
from portal.demonstration.scale import Scale, build_scale
from portal.demonstration.sessions import build_sessions
from portal.events.models import Announcement, EventChange, EventKind, EventPage, EventState, Modality
from portal.practices.importing.store import store_record
from tests.demonstration.foreign import spanish_words, unlabelled
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def city():
    """The districts of the demonstration with their pages and facts."""
    with batch_indexing():
        build_city()
        build_facts()


@pytest.fixture
def small(city, monkeypatch):
    """The councils of one district and of the whole city, with the sessions of ten weeks."""
    monkeypatch.setattr(councils, "AROUND", timedelta(weeks=5))
    monkeypatch.setattr(sessions, "AROUND", timedelta(weeks=5))
    tables = [(stem, file) for stem, file in read_all("councils") if stem in ("oeste", "city")]
    monkeypatch.setattr(councils, "read_all", lambda folder: tables)

    def build():
        now, directory = timezone.now(), Directory()
        with batch_indexing():
            made = build_councils(directory, timezone.localdate(now))
            return build_sessions(made, directory, now)

    return build


def test_councils_and_sessions_are_whole_and_made_once(small, client):
    made = small()
    counts = [model.objects.count() for model in (CouncilPage, SessionPage, CouncilMember, AgendaItem, Series)]
    assert made
    assert small() == []
    assert [model.objects.count() for model in (CouncilPage, SessionPage, CouncilMember, AgendaItem, Series)] == counts
    assert CouncilPage.objects.count() == 4 * Series.objects.count()
    assert not CouncilMember.objects.exclude(person="").exists()
    check_sessions_follow_their_series()
    check_what_is_internal_stays_in_the_admin(client)


def test_all_that_is_stored_unchecked_is_sound_and_logged_once(small):
    small()
    pages = [*CouncilPage.objects.all(), *SessionPage.objects.all()]
    for page in pages:
        page.full_clean()
    for _again in range(2):
        log_creations(CouncilPage, EventPage)
        entries = PageLogEntry.objects.filter(action="wagtail.create", page__in=[page.pk for page in pages])
        assert sorted(entries.values_list("page", flat=True)) == sorted(page.pk for page in pages)
    places = {(entry.page_id, *object_place(entry.page.specific)) for entry in entries}
    assert {(entry.page_id, entry.data["district"], entry.data["neighbourhood"]) for entry in entries} == places


def check_sessions_follow_their_series():
    """Each session is the one of its day in its series, public, sound, and found."""
    firsts = list(first_versions(SessionPage.objects.all()).select_related("series", "council"))
    assert all(session.series.council_id == session.council_id for session in firsts)
    assert len({(session.series_id, session.recurrence_id) for session in firsts}) == len(firsts)
    assert all(session.reference and session.live for session in firsts)
    for session in firsts:
        session.full_clean()
        assert not session.place_faults()
        assert len(public_items(session)) >= 3
    assert verify() == (set(), set(), set())


def check_what_is_internal_stays_in_the_admin(client):
    """The page of the cabinet's session shows nothing of an internal point."""
    cabinet = CouncilPage.objects.get(kind=CouncilKind.CABINET, locale__language_code="es")
    assert not cabinet.open_to_all
    hidden = AgendaItem.objects.filter(visibility=ItemVisibility.INTERNAL, page__council=cabinet)
    assert hidden.exists()
    item = hidden.select_related("page").first()
    html = client.get(item.page.url).content.decode()
    assert item.page.title in html.replace("&#x27;", "'")
    assert item.title not in html


def test_the_scale_gives_each_neighbourhood_a_council(small):
    small()
    build_scale(Scale(districts=7, neighbourhoods=39, liaisons=100))
    before = CouncilPage.objects.count()
    with batch_indexing():
        assert agenda_scale.build_agenda_scale() > 0
    covered = CouncilPage.objects.filter(kind=CouncilKind.NEIGHBOURHOOD, locale__language_code="es")
    assert covered.values("neighbourhood").distinct().count() == 39
    assert agenda_scale.build_agenda_scale() == 0
    assert CouncilPage.objects.count() > before


def test_the_whole_year(city, settings):
    settings.DEMONSTRATION = True
    with batch_indexing():
        for record in all_records():
            if record.key.startswith("nueva-ribera:"):
                store_record(record, publish=True)
        build_agendas()
    make_accounts()
    build_editors_day()
    check_counts()
    check_week()
    check_councils_meet_once_at_a_time()
    check_issues()
    check_editors_day()
    check_pages_answer()
    check_foreign_pages()
    models = (CouncilPage, EventPage, SessionPage, AgendaItem, WeeklyIssue, Announcement, EventChange, Recipient)
    before = [model.objects.count() for model in models]
    with batch_indexing():
        build_agendas()
    build_editors_day()
    assert [model.objects.count() for model in models] == before


def check_counts():
    """About 300 sessions, most confirmed or planned, in every modality; several in four languages; other events."""
    firsts = first_versions(SessionPage.objects.all())
    assert 270 <= firsts.count() <= 330
    states = Counter(firsts.values_list("state", flat=True))
    assert set(states) == set(EventState.values)
    assert 5 <= states["cancelled"] <= 40
    assert not firsts.filter(state="cancelled", cancel_reason="").exists()
    modalities = Counter(firsts.values_list("modality", flat=True))
    assert min(modalities[modality] for modality in Modality.values) >= 40
    for code in CODES[1:]:
        assert SessionPage.objects.filter(locale__language_code=code).count() >= 30
    kinds = set(EventPage.objects.values_list("kind", flat=True))
    assert {EventKind.WORKSHOP, EventKind.ANNUAL_MEETING, EventKind.WALK, EventKind.TRAINING, EventKind.FAIR} <= kinds
    assert EventPage.objects.filter(practice_links__isnull=False).distinct().count() >= 5


def check_week():
    """This week has 10 to 15 sessions: one today, one cancelled, one moved, one with childcare and sign language."""
    week, today = Week.now(), timezone.localdate()
    these = list(first_versions(SessionPage.objects.filter(start__gte=week.begin, start__lt=week.end)))
    assert 10 <= len(these) <= 15
    assert any(timezone.localdate(session.start) == today for session in these)
    assert {EventState.CANCELLED, EventState.RESCHEDULED, EventState.CONFIRMED} <= {session.state for session in these}
    offered = [{term.code for term in session.services.all()} for session in these if session.modality == "hybrid"]
    assert any({"childcare", "sign-language"} <= services for services in offered)


def check_councils_meet_once_at_a_time():
    """No council has two sessions at the same time, in the same language."""
    meetings = defaultdict(list)
    for council, locale, start in SessionPage.objects.values_list("council", "locale", "start"):
        meetings[council, locale].append(start)
    assert all(len(starts) == len(set(starts)) for starts in meetings.values())


def check_issues():
    """Three weeks are published, the next is a draft, and what changed afterwards is told as a change."""
    of_city = WeeklyIssue.objects.filter(district=None)
    assert of_city.filter(state="published").count() == 3
    assert of_city.get(week=Week.now().plus(1).code).state == "draft"
    this_week = of_city.get(week=Week.now().code)
    assert this_week.editions.count() == 2 * len(CODES)
    changes = EventChange.objects.filter(at__gt=this_week.published_at).values_list("what", flat=True)
    assert {"moved", "cancelled"} <= set(changes)
    assert not Announcement.objects.filter(first_at__gt=timezone.now() - timedelta(days=2)).exists()


def check_editors_day():
    """Next week's sessions of a district wait as drafts, one of them in review; nothing of them is public."""
    drafts = SessionPage.objects.filter(live=False)
    assert drafts.exists()
    assert [page for page in drafts if page.workflow_in_progress]
    assert not drafts.filter(latest_revision=None).exists()


def check_foreign_pages():
    """Home, agenda, councils and the weekly agenda in a reader's language mark and label what is in Spanish."""
    client, words = Client(), spanish_words()
    for code in CODES[1:]:
        week = f"/{code}/agenda/{Week.now().code}/"
        councils = [page.url for page in CouncilPage.objects.live().filter(locale__language_code=code)]
        for path in (f"/{code}/", f"/{code}/agenda/", f"/{code}/agenda/?view=list", week, *councils):
            html = client.get(path, follow=True).content.decode()
            assert unlabelled(html, code, words) == [], path
            with override(code):
                label = str(written_in("es"))
            assert ('<h3 class="row__title" lang="es">' not in html) or label in html, path


def check_pages_answer():
    """Councils, other events and a third of the sessions answer, each in the interface of one language in turn."""
    client = Client()
    some = EventPage.objects.live().filter(sessionpage=None)
    pages = [*CouncilPage.objects.live(), *some, *SessionPage.objects.live().order_by("start")[::3]]
    for number, page in enumerate(pages):
        code = page.locale.language_code if page.locale.language_code != "es" else CODES[number % len(CODES)]
        response = client.get(in_interface(page.url, code), follow=True)
        assert response.status_code == 200, page.url
    for code in CODES:
        for path in (f"/{code}/", f"/{code}/agenda/", f"/{code}/agenda/{Week.now().code}/"):
            assert client.get(path).status_code == 200, path
