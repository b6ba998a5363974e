"""A small city in which each kind of thing is public once and hidden in every way there is, in two languages."""

from django.utils import timezone

from portal.agendas.models import CalendarPage, WeeklyIssue
from portal.agendas.weekly.publication import publish_weekly_issue as publish_issue
from portal.core.weeks import Week
from portal.councils.models import CouncilPage, SessionPage
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.events.models import EventPage
from portal.home.models import ContentPage, HomePage
from portal.practices.models import DossierPage, PracticeContact, PracticeIndexPage, PracticePage
from portal.territory.models import CoverageKind, District, Neighbourhood, Venue
from tests.factories import bank, boundary, home, publish, terms, translate

from .dated import DAY, council_page, event_page, guest, participant, session_page
from .held import count_people, hold, keep_secrets
from .things import (
    BELOW,
    CLOSED,
    DRAFT,
    EXPIRED,
    HIDDEN,
    LANGUAGES,
    PRIVATE,
    PUBLIC,
    TITLES,
    City,
    Thing,
    hide,
    restrict,
)
from .words import COMMON, new_key, word


def content_page(key, **more):
    """Return a content page that nobody stored yet."""
    body = [("paragraph", f"<p>{COMMON} {word('text', key)}</p>")]
    return ContentPage(lead=f"{COMMON} {word('text', key)}", body=body, in_footer=True, **more)


def practice_page(key, **more):
    """Return a practice that nobody stored yet."""
    page = PracticePage(
        lead=f"{COMMON} {word('text', key)}",
        summary=f"<p>{word('text', key)}</p>",
        place_city=word("place", key),
        place_country="AR",
        latitude=-30.0,
        longitude=-57.0,
        start="2024",
        **more,
    )
    page.types, page.themes = terms("type", "pb"), terms("theme", "culture")
    return page


def district_page(key, state=PUBLIC, **more):
    """Return the page of a new district. Its record's name is no secret while the district is open, only its page is."""
    said = (
        [f"{COMMON} {word('title', key)}", word("slug", key)]
        if has_public_name(state)
        else [f"Sur {key}", f"sur-{key}"]
    )
    record = District.objects.create(name=said[0], code=said[1], address=word("text", key))
    return DistrictPage(record=record, intro=f"<p>{COMMON} {word('text', key)}</p>", **more)


def has_public_name(state):
    """Tell whether the names of the records of a district in this state are looked for: public or closed."""
    return state in (PUBLIC, CLOSED)


def dossier_page(key, **more):
    """Return a dossier that nobody stored yet."""
    return DossierPage(lead=f"{COMMON} {word('text', key)}", **more)


#: every page type that can be hidden by itself: {kind: (how to make one, the texts of its translations)}
KINDS = {
    ContentPage: content_page,
    PracticePage: practice_page,
    DistrictPage: district_page,
    DossierPage: dossier_page,
    CouncilPage: council_page,
    EventPage: event_page,
    SessionPage: session_page,
}
#: page types that only hold others: what is hidden in them is what lies below
FOLDERS = {HomePage, PracticeIndexPage, DistrictIndexPage, CalendarPage}
TEXTS = {
    ContentPage: ("lead", "body"),
    PracticePage: ("lead", "summary"),
    DistrictPage: ("intro",),
    DossierPage: ("lead",),
    CouncilPage: ("lead", "audience"),
    EventPage: ("lead", "text"),
    SessionPage: ("lead", "text"),
}


def kind_of(model):
    """Return the name of a page type in reports, such as "practicepage"."""
    return model._meta.model_name


def write(city, model, state, parent, languages=LANGUAGES):
    """Make a thing below `parent` (a Spanish page) in some languages, published; returns {language: page}."""
    pages, key = {}, new_key()
    for language in languages:
        key = key if language == "es" else new_key()
        title, slug = f"{TITLES[language]} {word('title', key)}", word("slug", key)
        if language == "es":
            more = {"state": state} if model is DistrictPage else {}
            page = KINDS[model](key, title=title, slug=slug, show_in_menus=True, locale=parent.locale, **more)
            if isinstance(page, EventPage):
                keep_secrets(city, page)
            page = publish(parent.add_child(instance=page))
        else:
            fresh = KINDS[model](key) if model is not DistrictPage else None
            texts = {name: getattr(fresh, name) for name in TEXTS[model]} if fresh else {"intro": word("text", key)}
            page = translate(pages["es"], language, title=title, slug=slug, **texts)
        pages[language] = page
        city.things.append(Thing(kind_of(model), state, language, key, page))
    return pages


def folder(city, model, parent, **fields):
    """Return a second page of a gathering type in Spanish, with its translations: private with all that lies in it."""
    page = publish(
        parent.add_child(instance=model(slug=f"carpeta-{model._meta.model_name}", locale=parent.locale, **fields))
    )
    for language in LANGUAGES[1:]:
        translate(page, language, slug=f"folder-{model._meta.model_name}-{language}")
    return page


def parents(city, index):
    """Return {(page type, state): parent} wherever it is not the usual one."""
    public = write(city, DistrictPage, PUBLIC, index)["es"]
    closed = write(city, DistrictPage, CLOSED, index)["es"]
    private = write(city, DistrictPage, PRIVATE, index)["es"]
    banks = {language: bank(language) for language in LANGUAGES}
    bank_folder = folder(city, PracticeIndexPage, home(), title="Otro banco")
    index_folder = folder(city, DistrictIndexPage, home(), title="Otros distritos")
    text_folder = folder(city, ContentPage, home(), title="Carpeta")
    city.folders = {"public": public, "closed": closed, "private": private}
    city.folders["banks"] = banks
    city.folders["restricted"] = [bank_folder, index_folder, text_folder]
    usual = {ContentPage: home(), PracticePage: public, DossierPage: banks["es"], DistrictPage: index}
    usual |= {CouncilPage: public, EventPage: public, SessionPage: write(city, CouncilPage, PUBLIC, public)["es"]}
    special = {
        (ContentPage, BELOW): text_folder,
        (PracticePage, BELOW): private,
        (DossierPage, BELOW): bank_folder,
        (DistrictPage, BELOW): index_folder,
        (ContentPage, CLOSED): closed,
        (PracticePage, CLOSED): closed,
    }
    for state, place in ((BELOW, private), (CLOSED, closed)):
        special |= {(CouncilPage, state): place, (EventPage, state): place}
        special[SessionPage, state] = write(city, CouncilPage, state, place)["es"]
    return usual, special


def build_city():
    """Return the City, stored."""
    city = City()
    index = DistrictIndexPage.objects.get(locale__language_code="es")
    usual, special = parents(city, index)
    for model in KINDS:
        for state in (PUBLIC, *HIDDEN):
            if state == CLOSED and (model, state) not in special:
                continue  # a dossier lies in no district; the closed district itself stands already
            pages = write(city, model, state, special.get((model, state), usual[model]))
            for page in pages.values():
                hide(page, state)
        for state in (PRIVATE, DRAFT, EXPIRED):
            half_hidden(city, model, state, usual[model])
    for state in (PUBLIC, *HIDDEN):
        hold(city, state, special.get((SessionPage, state), usual[SessionPage]))
    fill(city)
    for page in [city.folders["private"], *city.folders["restricted"]]:
        for version in type(page).objects.filter(translation_key=page.translation_key):
            restrict(version)
    close(city.folders["closed"].record)
    week = Week.now(DAY)
    publish_issue(WeeklyIssue.objects.create(week=week.code), send=False)
    return city


def half_hidden(city, model, state, parent):
    """Make a page that is public in Spanish and hidden in French."""
    pages = write(city, model, state, parent, ("es", "fr"))
    next(thing for thing in city.things if thing.object is pages["es"]).state = PUBLIC
    hide(pages["fr"], state)


def fill(city):
    """Put neighbourhoods and venues into the districts, all practices into a public dossier, and people behind both."""
    for number, thing in enumerate(city.of(kind="districtpage", language="es")):
        settle(city, thing, number)
        count_people(city, thing)
    practices = [thing.object for thing in city.of(kind="practicepage", language="es")]
    dossier = city.of(PUBLIC, "dossierpage", "es")[0].object
    dossier.entries = [dossier.entries.model(practice=practice, reason="Por testigo") for practice in practices]
    publish(dossier)
    for practice in practices:
        key = new_key()
        contact = PracticeContact.objects.create(practice=practice, name=word("person", key), email=f"{key}@a.example")
        city.things.append(Thing("contact", "personal data", "", key, contact))
    for page in [thing.object for thing in city.of(language="es") if isinstance(thing.object, EventPage)]:
        city.things.append(Thing("registration", "personal data", "", key := new_key(), guest(key, page)))
        if isinstance(page, SessionPage):
            city.things.append(Thing("participant", "personal data", "", key := new_key(), participant(key, page)))


def settle(city, thing, number):
    """Give a district a neighbourhood with its boundary, postal code, counters and official, and a venue."""
    key, record = new_key(), thing.object.record
    has_name = has_public_name(thing.state)
    hood = Neighbourhood.objects.create(
        district=record,
        code=word("slug", key) if has_name else f"barrio-{number}",
        name=f"{COMMON} {word('title', key)}" if has_name else f"Barrio {number}",
        responsible_role=word("text", key),
    )
    hood.postal_codes.create(code=f"C{number:04d}")
    source = {"date": timezone.localdate(), "source": word("text", key)}
    hood.counts.create(kind=CoverageKind.BLOCKS, value=10 + number, total=40, **source)
    boundary(hood, west=-30 + number * 0.01, south=-10.0)  # a square of its own in the open sea
    city.things.append(Thing("neighbourhood", thing.state, "", key, hood))
    key = new_key()
    place = {"district": record, "neighbourhood": hood, "name": word("title", key), "address": word("text", key)}
    city.things.append(Thing("venue", thing.state, "", key, Venue.objects.create(**place)))
    key = new_key()
    hood.responsible_name = word("person", key)
    hood.save()
    city.things.append(Thing("official", "who did not agree", "", key, hood))


def close(record):
    """Close a district."""
    record.active, record.closed_on = False, timezone.localdate()
    record.save()
