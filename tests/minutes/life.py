"""The life of a council's minutes in steps that come in any order, and what must be true after each of them."""

from datetime import timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from portal.councils.models import SessionPage
from portal.minutes.models import BacklogItem, Minutes, Placement, SaidMatter
from portal.minutes.publication import approve, publish
from portal.series.reschedule import cancel_session, move, revive
from portal.submission_queue.decisions import decline
from portal.submissions.choices import SubmissionState
from portal.submissions.models import Submission
from tests.councils import city
from tests.factories import publish as publish_page

from .agendas import begin, clock, stored
from .held import coming_session, held_session, wrote

WHICH = st.integers(0, 5)
OUTCOMES = ("moved", "moved", "treated", "withdrawn")
EXTRA, SAID = ("aaaaaa1", "aaaaaa2"), ("bbbbbb1", "bbbbbb2", "bbbbbb3")


def agenda_of(session):
    """Return the translation keys of the points that a session's editors see."""
    return {item.translation_key for item in session.get_latest_revision_as_object().items.all()}


def content_of(data, session):
    """Return a whole draft of a session's minutes, drawn by hypothesis."""
    content = {f"item.{item.code}.outcome": data.draw(st.sampled_from(OUTCOMES)) for item in session.items.all()}
    content |= {f"count.{name}": str(data.draw(st.integers(0, 99))) for name in ("hall", "online", "sheets")}
    for row in data.draw(st.sets(st.sampled_from(EXTRA))):
        outcome = data.draw(st.sampled_from(OUTCOMES))
        content |= {f"extra.{row}.title": f"Punto {row}", f"extra.{row}.outcome": outcome}
    for row in data.draw(st.sets(st.sampled_from(SAID))):
        text = data.draw(st.sampled_from(["La luz no anda.", "Falta un árbol."]))
        content |= {f"said.{row}.text": text, f"said.{row}.kind": "complaint"}
    return content


class LifeOfMinutes(RuleBasedStateMachine):
    """One council with two sessions that were held; everything is taken back when the life ends."""

    def __init__(self, council, user):
        super().__init__()
        self.council, self.user, self.versions = council, user, {}
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        """Take back what happened."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        cache.clear()

    # Steps -------------------------------------------------------------------------------------------------------

    @initialize()
    def begin(self):
        for days in (3, 2):
            held_session(self.council, days, items=["Uno", city.item("Dos", internal=True)])
        coming_session(self.council, 10)

    @rule(data=st.data(), which=WHICH)
    def write(self, data, which):
        session = self.one(self.held(), which)
        wrote(session, self.user, content_of(data, session))

    @rule(data=st.data(), which=WHICH)
    def write_and_publish(self, data, which):
        session = self.one(self.held(), which)
        wrote(session, self.user, content_of(data, session))
        self.try_to(publish, session, self.user, reason="Nos equivocamos.")

    @rule(which=WHICH)
    def approve(self, which):
        self.try_to(approve, self.one(self.held(), which), self.user)

    @rule(days=st.integers(1, 40), live=st.booleans())
    def add_session(self, days, live):
        coming_session(self.council, days, live=live)

    @rule(which=WHICH)
    def cancel(self, which):
        if session := self.one(self.coming(), which):
            cancel_session(session, "Se cortó la luz", self.user)

    @rule(which=WHICH)
    def revive(self, which):
        if session := self.one(SessionPage.objects.filter(state="cancelled").order_by("pk"), which):
            revive(session, self.user)

    @rule(which=WHICH)
    def withdraw_page(self, which):
        if session := self.one(self.coming(), which):
            session.unpublish()

    @rule(which=WHICH)
    def delete_page(self, which):
        if session := self.one(self.coming(), which):
            session.delete()

    @rule(which=WHICH, days=st.integers(1, 40))
    def move_page(self, which, days):
        if session := self.one(self.coming(), which):
            move(session, timezone.now() + timedelta(days=days), None, "Feriado", self.user)

    @rule(which=WHICH)
    def write_into_a_page(self, which):
        if session := self.one(self.coming(), which):
            draft = session.get_latest_revision_as_object()
            draft.lead = "Sin terminar"
            draft.save_revision()

    @rule(which=WHICH)
    def take_a_point_off(self, which):
        if session := self.one(self.coming(), which):
            draft = session.get_latest_revision_as_object()
            draft.items = list(draft.items.all())[:-1]
            publish_page(draft)

    @rule()
    def hold_the_next(self):
        if session := self.one([session for session in self.coming() if session.live], 0):
            begin(session, self.user)

    @rule(which=WHICH)
    def answer(self, which):
        if matter := self.one(Submission.objects.open().order_by("pk"), which):
            decline(matter, self.user, "Es de la provincia.")

    @rule()
    def let_the_clock_run(self):
        clock()
        for subject in BacklogItem.objects.filter(closed_at=None):
            self.check_agendas(subject)

    # What is there -----------------------------------------------------------------------------------------------

    def one(self, rows, which):
        rows = list(rows)
        return (
            stored(rows[which % len(rows)])
            if rows and isinstance(rows[0], SessionPage)
            else (rows[which % len(rows)] if rows else None)
        )

    def held(self):
        return SessionPage.objects.filter(start__lte=timezone.now(), live=True).order_by("pk")

    def coming(self):
        rows = SessionPage.objects.filter(start__gt=timezone.now()).exclude(state="cancelled").order_by("start", "pk")
        return [session for session in rows if session.live or session.first_published_at is None]

    def try_to(self, step, *arguments, **options):
        try:
            with transaction.atomic():
                step(*arguments, **options)
        except ValidationError:
            pass  # nothing changed, or it is not its turn

    # What must be true -------------------------------------------------------------------------------------------

    def check_agendas(self, subject):
        """After the clock an open subject stands on one coming agenda, if there is any; else it waits for minutes."""
        dates = list(subject.placements.all())
        keys = {date.item_key for date in dates} - {None}
        left = {date.session_id for date in dates if date.end == "moved"}
        found = [session.pk for session in self.coming() if agenda_of(session) & keys]
        standing = [date for date in dates if not date.end]
        if standing and standing[0].session.start <= timezone.now():
            assert found == [], "it stands on a coming agenda though a session that was held has it"
        elif [session for session in self.coming() if session.pk not in left]:
            assert len(found) == 1
            assert [date.session_id for date in standing] == found
        else:
            assert found == []
            assert standing == []

    @invariant()
    def versions_only_grow(self):
        for minutes in Minutes.objects.all():
            contents = [version.content for version in minutes.versions.all()]
            known = self.versions.setdefault(minutes.pk, [])
            assert contents[: len(known)] == known
            self.versions[minutes.pk] = contents

    @invariant()
    def totals_are_the_sum_of_their_sources(self):
        for minutes in Minutes.objects.exclude(versions=None):
            content = minutes.latest.content
            assert minutes.total == sum(int(text) for key, text in content.items() if key.startswith("count."))

    @invariant()
    def no_unreached_point_is_lost(self):
        for minutes in Minutes.objects.exclude(versions=None):
            for key, said in minutes.latest.content.items():
                if said == "moved":
                    self.check_subject(minutes, key)

    def check_subject(self, minutes, key):
        """A point that was moved on has one subject, open unless what came after it was treated or withdrawn."""
        _kind, code, _name = key.split(".")
        rows = Placement.objects.filter(session=minutes.session_id)
        dates = [
            date
            for date in rows
            if (date.item_key.hex[:8] == code if date.item_key else date.backlog_item.origin_key.endswith(f".{code}"))
        ]
        subjects = {date.backlog_item for date in dates}
        assert len(subjects) == 1
        (subject,) = subjects
        assert subject.placements.filter(end="").count() <= 1
        assert (subject.closed_at is None) == (self.last_word(subject) == "moved")

    def last_word(self, subject):
        """Return what the latest of the sessions on whose agenda a subject stood says in its minutes."""
        said = ""
        for date in subject.placements.order_by("pk"):
            minutes = Minutes.objects.filter(session=date.session_id).first() if date.session_id else None
            if minutes and minutes.latest:
                code = date.item_key.hex[:8] if date.item_key else subject.origin_key.partition(".")[2]
                kind = "item" if date.item_key else "extra"
                said = (
                    minutes.latest.content.get(f"{kind}.{code}.outcome", "" if date.item_key else "withdrawn") or said
                )
        return said

    @invariant()
    def lines_and_matters_are_one_to_one(self):
        lines = list(SaidMatter.objects.select_related("submission"))
        assert len({line.submission_id for line in lines} - {None}) == len(lines) == Submission.objects.count()
        for line in lines:
            answered = line.submission.state == SubmissionState.DECLINED
            assert line.submission.is_open == (line.removed_in is None) or answered
        for minutes in Minutes.objects.exclude(versions=None):
            written = {key.split(".")[1] for key in minutes.latest.content if key.startswith("said.")}
            assert written == set(minutes.said.filter(removed_in=None).values_list("key", flat=True))
