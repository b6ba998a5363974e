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
from portal.minutes.publication import approve, publish_minutes
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


def move_anywhere(session, user):
    """Put a session four weeks later: behind another, if there is one."""
    move(session, session.start + timedelta(days=28), None, "Feriado", user)


def write_into(session, user):
    """Leave unfinished changes in the draft of a session."""
    draft = session.get_latest_revision_as_object()
    draft.lead = "Sin terminar"
    draft.save_revision(user=user)


def take_last_point_off(session, user):
    """Publish a session without the last point of its agenda, with all that waits in its draft."""
    draft = session.get_latest_revision_as_object()
    draft.items = list(draft.items.all())[:-1]
    publish_page(draft)


FATES = {
    "cancel": lambda session, user: cancel_session(session, "Se cortó la luz", user),
    "move": move_anywhere,
    "withdraw": lambda session, user: session.unpublish(),
    "delete": lambda session, user: session.delete(),
    "write": write_into,
    "take off": take_last_point_off,
}


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

    @initialize(data=st.data())
    def begin(self, data):
        for days in (3, 2):
            held_session(self.council, days, items=["Uno", city.item("Dos", internal=True)])
        for days in (10, 20, 30):
            coming_session(self.council, days)
        self.write_and_publish(data, 0)

    @rule(data=st.data(), which=WHICH)
    def write_and_publish(self, data, which):
        session = self.one(self.held(), which)
        wrote(session, self.user, content_of(data, session))
        self.try_to(publish_minutes, session, self.user, reason="Nos equivocamos.")

    @rule(data=st.data(), which=WHICH, what=st.sampled_from(["write", "approve", "answer"]))
    def do_paper_work(self, data, which, what):
        session = self.one(self.held(), which)
        if what == "write":
            wrote(session, self.user, content_of(data, session))
        elif what == "approve":
            self.try_to(approve, session, self.user)
        elif matter := self.one(Submission.objects.open().order_by("pk"), which):
            decline(matter, self.user, "Es de la provincia.")

    @rule(data=st.data())
    def hold_the_next_and_publish(self, data):
        if session := self.one([session for session in self.coming() if session.live], 0):
            begin(session, self.user)
            self.check_after_the_clock()
            wrote(session, self.user, content_of(data, stored(session)))
            self.try_to(publish_minutes, stored(session), self.user, reason="Nos equivocamos.")

    @rule(days=st.integers(1, 40), live=st.booleans())
    def add_session(self, days, live):
        coming_session(self.council, days, live=live)
        self.check_after_the_clock()

    @rule(happens=st.sampled_from(["cancel", "move", "withdraw", "delete"]))
    def something_happens_to_where_it_stands(self, happens):
        if len(self.coming()) < 2:
            coming_session(self.council, 35)
        standing = SessionPage.objects.filter(placements__end="", start__gt=timezone.now()).order_by("pk")
        self.change(self.one(standing, 0), happens)

    @rule(which=st.integers(0, 2), happens=st.sampled_from(list(FATES)))
    def something_happens_to_a_coming_session(self, which, happens):
        self.change(self.one(self.coming(), which), happens)

    @rule(which=WHICH)
    def revive_one(self, which):
        if session := self.one(SessionPage.objects.filter(state="cancelled").order_by("pk"), which):
            revive(session, self.user)
            self.check_after_the_clock()

    def change(self, session, happens):
        """Let something happen to a coming session, if there is one, and look what the clock made of it."""
        if session:
            FATES[happens](session, self.user)
            self.check_after_the_clock()

    def check_after_the_clock(self):
        """Let the clock run, and look where everything that waits stands."""
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
