"""Things of a small city for tests: districts, practices, their translations."""

from datetime import timedelta
from itertools import count

from django.db.models import F
from wagtail.models import Locale, ModelLogEntry, PageLogEntry

from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.events.models import EventChange
from portal.home.models import ContentPage, HomePage
from portal.practices.models import PracticeIndexPage, PracticePage
from portal.territory.models import Boundary, CoverageCount, District, Neighbourhood
from portal.vocabularies.models import Term

numbers = count(1)


def locale(code):
    """Return the Locale of a language code."""
    return Locale.objects.get(language_code=code)


def home(code="es"):
    """Return the home page of a language."""
    return HomePage.objects.get(locale__language_code=code)


def bank(code="es"):
    """Return the bank page of a language."""
    return PracticeIndexPage.objects.get(locale__language_code=code)


def publish(page):
    """Publish a page as an editor does, and return it as stored."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def district_page(name="Oeste", code="oeste", **fields):
    """Return the published page of a new district."""
    record = District.objects.create(name=name, code=code, **fields)
    index = DistrictIndexPage.objects.get(locale__language_code="es")
    return publish(index.add_child(instance=DistrictPage(title=name, slug=code, record=record)))


def neighbourhood(page, name="Echesortu", code="", **fields):
    """Return a new neighbourhood of a district, given the district's page."""
    return Neighbourhood.objects.create(
        district=page.record, name=name, code=code or f"barrio-{next(numbers)}", **fields
    )


def counter(place, kind="blocks", value=10, date="2026-06-05", **fields):
    """Return a new counter of a neighbourhood."""
    fields = {"source": "Recorrido del equipo", **fields}
    return CoverageCount.objects.create(neighbourhood=place, kind=kind, value=value, date=date, **fields)


def boundary(place, west=0.0, south=0.0, size=0.01, **fields):
    """Return a new boundary of a neighbourhood or a district: a square with this corner (degrees)."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    owner = {"neighbourhood" if isinstance(place, Neighbourhood) else "district": place}
    fields = {"valid_from": "2024-03-01", "fingerprint": f"{next(numbers):064d}", **owner, **fields}
    box = {"west": west, "south": south, "east": east, "north": north}
    return Boundary.objects.create(geometry={"type": "MultiPolygon", "coordinates": [[ring]]}, **box, **fields)


def terms(vocabulary, *codes):
    """Return the terms with these codes."""
    return [Term.objects.get(vocabulary=vocabulary, code=code) for code in codes]


def practice(title="Canteros con padrinos", parent=None, types=(), themes=(), live=True, **fields):
    """Return a new practice below `parent` (the Spanish bank by default), published unless `live` is False."""
    parent = parent or bank()
    page = PracticePage(title=title, slug=f"practica-{next(numbers)}", live=live, locale=parent.locale, **fields)
    page.types = terms("type", *types)
    page.themes = terms("theme", *themes)
    parent.add_child(instance=page)
    return publish(page) if live else page


def content(title="Tus datos", parent=None, **fields):
    """Return a new published content page."""
    parent = parent or home()
    page = ContentPage(title=title, slug=f"pagina-{next(numbers)}", locale=parent.locale, **fields)
    return publish(parent.add_child(instance=page))


def translate(page, code, live=True, **texts):
    """Return the translation of a page into a language, published unless `live` is False."""
    translation = page.copy_for_translation(locale(code))
    for name, value in texts.items():
        setattr(translation, name, value)
    if not live:
        translation.save_revision()
        return translation
    return publish(translation)


def let_a_minute_pass(minutes=1):
    """Let everything that the logs tell have happened a minute earlier, or some more."""
    for model, name in ((PageLogEntry, "timestamp"), (ModelLogEntry, "timestamp"), (EventChange, "at")):
        model.objects.update(**{name: F(name) - timedelta(minutes=minutes)})
