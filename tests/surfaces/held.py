"""Sessions that were held, hidden in every way there is, with minutes that say their words everywhere."""

from datetime import timedelta

from django.utils import timezone

from portal.core.models import User
from portal.councils.models import AgendaItem, SessionPage
from portal.minutes.models import Minutes
from portal.minutes.publication import publish
from portal.minutes.saving import save_draft

from .words import COMMON, word

#: parts of the address of a session that show its minutes
MINUTES_PARTS = ("", "minutes/", "minutes/versions/", "minutes/versions/1/", "minutes/agreements/", "minutes/aloud/")


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
        publish(page, writer, reason=reason)
