"""Sessions that were held, hidden in every way there is, with minutes that say their words; secrets of what has a date."""

from datetime import timedelta

from django.utils import timezone

from portal.core.models import User
from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, SessionPage
from portal.events.models import JoinVisibility, Modality
from portal.minutes.models import Minutes
from portal.minutes.publication import publish_minutes
from portal.minutes.saving import save_draft
from portal.participation.models import QuarterNumbers
from tests.factories import publish as publish_page
from tests.factories import translate

from .things import Thing, hide
from .words import COMMON, new_key, word

#: parts of the address of a session that show its minutes
MINUTES_PARTS = ("", "minutes/", "minutes/versions/", "minutes/versions/1/", "minutes/agreements/", "minutes/aloud/")
#: the quarter of which each district has published numbers
QUARTER = "2026-Q3"


def held_page(page_key, **more):
    """Return a session of last month that nobody stored yet, with a public point and one for the team."""
    page = SessionPage(start=timezone.now() - timedelta(days=30), lead=f"{COMMON} {word('text', page_key)}", **more)
    page.items = [AgendaItem(title=word("title", page_key), text=word("text", page_key), locale=more["locale"])]
    return page


def write_minutes(page, key, secret_key):
    """Publish two versions of the minutes of a session; what only the office reads has words of `secret_key`."""
    writer = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("actas", password="x")
    outcomes = {f"item.{item.code}.outcome": "treated" for item in page.items.all()}
    inside = [item for item in page.items.all() if item.visibility == "internal"]
    said = {
        "count.hall": "41",
        "summary": f"{COMMON} {word('text', key)}",
        "agreement.aaaaaa.text": word("title", key),
        "extra.bbbbbb.title": word("place", key),
        "extra.bbbbbb.outcome": "treated",
        "organisation.cccccc.name": word("person", key),
        "remarks": word("text", secret_key),
        **{f"item.{item.code}.discussed": word("title", secret_key) for item in inside},
        "agreement.dddddd.text": word("place", secret_key),
        **({"agreement.dddddd.item": inside[0].code} if inside else {}),
    }
    for words, reason in ((outcomes | said, ""), (outcomes | said | {"connection": word("slug", key)}, "Faltaba.")):
        stored = Minutes.objects.filter(session=page).first()
        save_draft(page, writer, stored.draft if stored else {}, words)
        publish_minutes(page, writer, reason=reason)


def keep_secrets(city, page):
    """Give an event a link for those who registered and words for the team, and a session a point for the team."""
    key = new_key()
    page.modality, page.join_visibility = Modality.HYBRID, JoinVisibility.REGISTERED
    page.online_url, page.logistics = f"https://{word('slug', key)}.example/", word("text", key)
    if isinstance(page, SessionPage):
        words = {"title": word("title", key), "text": word("text", key), "proposed_by": word("person", key)}
        page.items.add(AgendaItem(visibility=ItemVisibility.INTERNAL, locale=page.locale, minutes=7, **words))
    city.things.append(Thing("secret", "for those who registered, or the team", "", key, page))


def hold(city, state, parent):
    """Make a session of last month with its minutes, in Spanish and French, and hide it."""
    page_key, key, secret_key = new_key(), new_key(), new_key()
    more = {"title": f"Testigo {word('title', page_key)}", "slug": word("slug", page_key), "locale": parent.locale}
    page = held_page(page_key, **more)
    keep_secrets(city, page)
    page = publish_page(parent.add_child(instance=page))
    write_minutes(page, key, secret_key)
    translated = translate(page, "fr", title="Testigo vu", slug=f"{word('slug', page_key)}-fr")
    city.things += [
        Thing("held", state, "", page_key, page),
        Thing("minutes", state, "", key, page),
        Thing("secret", "for the office", "", secret_key, page),
    ]
    for version in (page, translated):
        hide(version, state)


def count_people(city, thing):
    """Publish the numbers of a quarter of a district, hidden as its page is; a word stands where a number would."""
    key = new_key()
    table = {"shown": {"women": word("text", key), "men": 20}, "total": word("place", key), "sessions": 1}
    numbers = QuarterNumbers.objects.create(
        district=thing.object.record,
        quarter=QUARTER,
        published_at=timezone.now(),
        people=41,
        tables={"gender": table},
    )
    city.things.append(Thing("quarter", thing.state, "", key, numbers))
