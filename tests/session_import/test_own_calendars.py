"""A council's own calendar file, read into another council: the same sessions."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.councils.models import SessionPage
from tests.councils.city import council, session
from tests.factories import district_page
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
SOON = (timezone.now() + timedelta(days=10)).replace(hour=22, minute=0, second=0, microsecond=0)
KINDS = {
    "prevista": {"state": "planned", "venue_name": "Club"},
    "en persona": {"venue_name": "Club San Miguel", "venue_address": "Güemes 2410"},
    "mixta": {
        "modality": "hybrid",
        "venue_name": "Club",
        "online_platform": "zoom",
        "online_url": "https://z.example/1",
    },
    "en línea": {"modality": "virtual", "online_url": "https://z.example/2", "join_visibility": "public"},
    "cancelada": {"state": "cancelled", "cancel_reason": "Por lluvia.", "venue_name": "Club"},
    "todo el día": {"all_day": True, "venue_name": "Club", "start": SOON.replace(hour=3)},
}


@made_once
def two_councils():
    """Return (the council whose sessions are told, the other one)."""
    folder = district_page()
    first = council(folder, "Consejo de La Cañada", slug="canada")
    for number, (title, values) in enumerate(KINDS.items()):
        values = {"start": SOON + timedelta(days=number), "state": "confirmed"} | values
        session(first, title=title, **values)
    return first, council(folder, "Consejo de Refinería", slug="refineria")


def words_of(page):
    """Return what must be the same: title, begin, end, whole days, state, modality, name of the place."""
    return (page.title, page.start, page.until, page.all_day, page.state, page.modality, page.venue_name)


def test_the_other_council_has_the_same_sessions(two_councils, client, tmp_path):
    first, other = two_councils
    path = tmp_path / "consejo.ics"
    path.write_bytes(b"".join(client.get(f"{first.url}calendar.ics")))
    call_command("import_sessions", str(path), "--council", "refineria", "--publish", stdout=StringIO())
    told = {words_of(page) for page in SessionPage.objects.filter(council=first)}
    assert {words_of(page) for page in SessionPage.objects.filter(council=other)} == told
    assert len(told) == len(KINDS)


def test_its_own_sessions_are_not_made_again(two_councils, client, tmp_path):
    first, _other = two_councils
    path, out = tmp_path / "consejo.ics", StringIO()
    path.write_bytes(b"".join(client.get(f"{first.url}calendar.ics")))
    call_command("import_sessions", str(path), "--council", "canada", "--publish", stdout=out)
    assert SessionPage.objects.filter(council=first).count() == len(KINDS)
    assert "es una sesión de este mismo consejo" in out.getvalue()
