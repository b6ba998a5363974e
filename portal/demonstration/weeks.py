"""The weekly agendas of the demonstration, and what happened to sessions after these were published."""

from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.agendas.models import Recipient, WeeklyIssue
from portal.agendas.weekly.drafts import districts_with_issues, draft_of, prepare_drafts
from portal.agendas.weekly.publication import publish_weekly_issue
from portal.core.translations import first_versions
from portal.core.weeks import Week
from portal.councils.models import CouncilPage, SessionPage
from portal.events.models import Announcement, EventChange, EventPage, EventState
from portal.invitations.models import Invitation
from portal.series.reschedule import cancel_session, move
from portal.territory.models import District

from .files import file_languages, read_toml
from .sessions import moved_in_week, specials
from .topics import frame

EARLIER = (-2, -1)  # weeks of which the city's agenda and one district's were published; this week's are in all
ONE_DISTRICT = "oeste"
BEFORE_MONDAY = timedelta(days=3)  # they are signed off on the Friday before
HEARD_BEFORE = timedelta(hours=26)  # so long before it begins a session is cancelled or moved
#: (channel, people reached, days before): how people were invited to a session
INVITED = (("poster", 60, 12), ("whatsapp", 410, 9), ("press", None, 6), ("door", 180, 4), ("loudspeaker", None, 2))
#: (office, its mail, does it get the internal edition, district)
OFFICES = (
    ("Dirección de Obras y Pavimento", "obras@nuevaribera.example", True, None),
    ("Red de Salud de Cercanía", "salud@nuevaribera.example", True, None),
    ("Radio Comunitaria La Barranca", "agenda@labarranca.example", False, None),
    ("Centro de Distrito Oeste, mesa de entradas", "oeste@nuevaribera.example", True, ONE_DISTRICT),
)


def backdate(since: datetime) -> None:
    """Let what was announced from `since` on (aware datetime: when loading began) have been so since its page is public."""
    first = dict(EventPage.objects.order_by("-pk").values_list("translation_key", "first_published_at"))
    announced = list(Announcement.objects.filter(first_at__gte=since))
    for row in announced:
        row.first_at = row.changed_at = first[row.key]
    Announcement.objects.bulk_update(announced, ["first_at", "changed_at"], batch_size=100)
    changes = list(EventChange.objects.filter(at__gte=since).select_related("announcement"))
    for change in changes:
        change.at = change.announcement.first_at
    EventChange.objects.bulk_update(changes, ["at"], batch_size=100)


def signed_off(week: Week) -> datetime:
    """Return when the agenda of a Week was published: at noon of the Friday before (aware datetime)."""
    return timezone.make_aware(datetime.combine(week.monday - BEFORE_MONDAY, time(12)))


def build_issues(now: datetime) -> None:
    """Publish the weekly agendas of three weeks, and prepare the drafts of those to come."""
    introductions = {row["week"]: file_languages(row) for row in read_toml("sessions/issues.toml")["issues"]}
    this_week, districts = Week.now(now), list(districts_with_issues())
    for weeks in (*EARLIER, 0):
        week = this_week.plus(weeks)
        some = districts if weeks == 0 else [district for district in districts if district.code == ONE_DISTRICT]
        for district in (None, *some):
            issue, _is_new = draft_of(week, district)
            if district is None:
                introduce_issue(issue, introductions[weeks])
            publish_weekly_issue(issue, now=signed_off(week), send=False)
    prepare_drafts(now)
    introduce_issue(draft_of(this_week.plus(1))[0], introductions[1])


def introduce_issue(issue: WeeklyIssue, texts: dict[str, str]) -> None:
    """Give a draft (WeeklyIssue) its introduction, {language: text}."""
    issue.introductions = texts
    issue.save()


def sessions_of(week: Week) -> QuerySet[SessionPage]:
    """Return the confirmed sessions (QuerySet of first versions) of a Week, in their order."""
    within = SessionPage.objects.filter(start__gte=week.begin, start__lt=week.end, state=EventState.CONFIRMED)
    return first_versions(within).order_by("start", "pk")


def build_changes(now: datetime) -> None:
    """Cancel and move some sessions of this week and of those before, after their agendas were published."""
    this_week, reasons = Week.now(now), frame()["reasons"]
    for weeks in EARLIER:
        sessions = list(sessions_of(this_week.plus(weeks)))
        if len(sessions) > 1:
            cancel_or_move_session(sessions[0], "move", reasons["moved"][weeks], now)
            cancel_or_move_session(sessions[-1], "cancel", reasons["cancelled"][weeks], now)
    for session in sessions_of(this_week).select_related("council"):
        special = specials().get(session.council.slug, {})
        if "change" in special:
            cancel_or_move_session(session, special["change"], file_languages(special), now, special.get("days", 1))


def cancel_or_move_session(
    session: SessionPage, what: str, reasons: dict[str, str], now: datetime, days: int = 1
) -> None:
    """Cancel or move one session, for reasons {language: text}, as if it had been done the day before it begins."""
    at = min(now - timedelta(hours=2), session.start - HEARD_BEFORE)
    if what == "cancel":
        cancel_session(session, reasons["es"], None)
    else:
        later = moved_in_week(session.start, days)
        move(session, later, later + (session.end - session.start), reasons["es"], None)
    for version in SessionPage.objects.filter(translation_key=session.translation_key).select_related("locale"):
        if reason := reasons.get(version.locale.language_code, "") if version.pk != session.pk else "":
            version.cancel_reason = reason
            version.save()
    announcement = Announcement.objects.get(key=session.translation_key)
    announcement.changed_at = at
    announcement.save()
    for row in announcement.changes.exclude(what=EventChange.What.ADDED):
        row.at = at
        row.save()


def build_invitations(council: CouncilPage) -> None:
    """Note how people were invited to the sessions of a council (its first version) around today."""
    today = timezone.localdate()
    for session in council.sessions.filter(start__date__lte=today + timedelta(days=7)).order_by("-start")[:3]:
        day = timezone.localdate(session.start)
        for channel, reach, days in INVITED:
            if (used_on := day - timedelta(days=days)) <= today:
                Invitation.objects.get_or_create(
                    session=session, channel=channel, defaults={"used_on": used_on, "reach": reach}
                )


def build_offices() -> None:
    """Make the offices that receive the weekly agenda."""
    for name, email, internal, code in OFFICES:
        district = District.objects.get(code=code) if code else None
        fields = {"email": email, "internal": internal, "district": district}
        Recipient.objects.get_or_create(name=name, defaults=fields)


def build_weeks(since: datetime, now: datetime) -> None:
    """Make all of it, seen from `now`; `since` (aware datetimes) is when the sessions began to be made."""
    if WeeklyIssue.objects.exclude(published_at=None).exists():
        return
    backdate(since)
    build_issues(now)
    build_changes(now)
    build_offices()
