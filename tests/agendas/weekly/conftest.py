"""A small city with a published week, for the tests of the weekly agenda."""

from portal.agendas.models import WeeklyIssue
from portal.agendas.weekly.publication import publish_weekly_issue
from tests.councils.city import council, item, long_known, session
from tests.factories import district_page
from tests.sharing import made_once


class City:
    """Two districts with a council each and three sessions in week 47 of 2026; everything internal says SECRET."""

    def __init__(self):
        self.west, self.south = district_page(), district_page("Sur", "sur")
        self.council = council(self.west, "Consejo de La Cañada")
        self.other = council(self.south, "Consejo de Itatí")
        internal = {
            "logistics": "SECRET 40 sillas",
            "contact_phone": "SECRET 555",
            "online_url": "https://zoom.example/SECRET",
            "modality": "hybrid",
            "venue_name": "Club San Miguel",
        }
        points = [item("La plaza"), item("SECRET policía", internal=True), item("La luz")]
        self.plaza = session(self.council, "2026-11-17 19:00", "La plaza del Molino", items=points, **internal)
        self.arroyo = session(self.council, "2026-11-19 18:00", "El arroyo", venue_name="Vecinal")
        self.school = session(self.other, "2026-11-18 18:30", "El patio de la escuela", phone_in="0800 555")
        for page in (self.plaza, self.arroyo, self.school):
            long_known(page)

    def sign(self, district=None, **fields):
        """Return the issue of the week, signed off now."""
        return publish_weekly_issue(
            WeeklyIssue.objects.create(week="2026-W47", district=district, **fields), send=False
        )


@made_once
def city(db):
    return City()
