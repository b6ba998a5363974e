"""A small city in which each kind of page is public in all languages: its own words are no word of the interface."""

from portal.agendas.models import WeeklyIssue
from portal.agendas.weekly.publication import publish_weekly_issue
from portal.core import locales
from portal.core.weeks import Week
from portal.councils.models import CouncilPage, SessionPage
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.events.models import EventPage
from portal.home.models import ContentPage
from portal.practices.models import DossierPage, PracticePage
from tests.factories import bank, home, publish
from tests.sharing import made_once

from .city import PUBLIC, City, settle, write
from .dated import DAY
from .words import COMMON

EVERY = tuple(locales.ROWS)


@made_once
def speaking_city(db):
    """Return a City with one public thing of each kind in every language, and its weekly agenda."""
    city = City()
    index = DistrictIndexPage.objects.get(locale__language_code=locales.SOURCE)
    district = write(city, DistrictPage, PUBLIC, index, EVERY)["es"]
    city.folders["banks"] = {language: bank(language) for language in EVERY}
    council = write(city, CouncilPage, PUBLIC, district, EVERY)["es"]
    for model, parent in ((ContentPage, home()), (PracticePage, district), (DossierPage, bank())):
        write(city, model, PUBLIC, parent, EVERY)
    for model, parent in ((EventPage, district), (SessionPage, council)):
        write(city, model, PUBLIC, parent, EVERY)
    settle(city, city.of(kind="districtpage", language="es")[0], 1)
    dossier = city.of(kind="dossierpage", language="es")[0].object
    practices = [thing.object for thing in city.of(kind="practicepage", language="es")]
    dossier.entries = [dossier.entries.model(practice=practice, reason=COMMON) for practice in practices]
    publish(dossier)
    publish_weekly_issue(WeeklyIssue.objects.create(week=Week.now(DAY).code), send=False)
    return city
