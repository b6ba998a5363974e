"""What to ask of each public surface: the addresses that a reader of a language may type or follow."""

from django.urls import reverse
from django.utils import timezone, translation

from portal.agendas.models import CalendarPage
from portal.core.language import in_interface
from portal.councils.models import SessionPage
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.districts.pages.counters import Measure
from portal.invitations.addresses import PRINTED, TEXTS
from portal.submissions.kinds import submission_kinds

from .city import PUBLIC
from .dated import DAY
from .held import MINUTES_PARTS, QUARTER
from .words import COMMON, word

INVITATIONS = (*PRINTED, TEXTS)
PAGES = range(1, 7)
FILES = ("csv", "xlsx", "json", "jsonl", "bib", "ris", "csl")
CITATIONS = ("bib", "ris", "csl")
CONTENT, PRACTICE, DISTRICT, DOSSIER = "contentpage", "practicepage", "districtpage", "dossierpage"
COUNCIL, EVENT, SESSION = "councilpage", "eventpage", "sessionpage"
SEARCHED = (CONTENT, PRACTICE, DISTRICT, DOSSIER, COUNCIL, EVENT, SESSION)


def named(name, language, *args):
    """Return the path of a view in the interface of a language."""
    with translation.override(language):
        return reverse(name, args=args)


def numbered(path):
    """Return the addresses of the first pages of a list."""
    return [f"{path}{'&' if '?' in path else '?'}page={number}" for number in PAGES]


def references(city, state=None):
    """Return the references of practices of a state, or of all."""
    return list(dict.fromkeys(thing.object.reference for thing in city.of(state, PRACTICE)))


def asked_by_reference(city, most=40):
    """Return the query strings that name practices, the public and the hidden ones, `most` in each."""
    found = references(city)
    groups = [found[start : start + most] for start in range(0, len(found), most)]
    return ["?" + "&".join(f"ref={reference}" for reference in group) for group in groups]


def closed_codes(city):
    """Return the codes of the districts that are hidden."""
    return [thing.object.record.code for thing in city.of(kind=DISTRICT, language="es") if thing.state != PUBLIC]


def search_addresses(city, language):
    """Everything that says the common word; all kinds, and each."""
    path = named("search", language)
    kinds = ("", "&type=content", "&type=practice", "&type=district", "&type=dossier", "&type=neighbourhood")
    kinds += ("&type=council", "&type=session", "&type=event", "&type=minutes")
    return [address for kind in kinds for address in numbered(f"{path}?q={COMMON}{kind}")]


def search_of_words(city, language):
    """The very words of each hidden thing, and the same misspelt: is it found, or given as a correction?"""
    path = named("search", language)
    keys = [key for key, thing in city.hidden().items() if thing.language in (language, "")]
    typed = [word(part, key) for key in keys for part in ("title", "text")]
    return [f"{path}?q={text}" for text in [*typed, *(text[:-2] + "x" + text[-1] for text in typed[::4])]]


def suggestion_addresses(city, language):
    """The beginning of each thing's name, public and hidden."""
    path = named("suggest", language)
    typed = [word("title", thing.key)[:-1] for thing in city.things if thing.language in (language, "")]
    return [*(f"{path}?q={text}" for text in typed), f"{path}?q={COMMON}", f"{path}?q={COMMON}&kind=practice"]


def bank_addresses(city, language):
    """The bank as list and map, whole and by each hidden district's code."""
    path = in_interface(city.folders["banks"][language].url, language)
    asked = [path, f"{path}?q={COMMON}", f"{path}?view=map", f"{path}?view=map&country=AR", f"{path}?sort=title"]
    return [*numbered(path), *asked, *(f"{path}?district={code}" for code in closed_codes(city))]


def file_addresses(city, language):
    """Every format of a download: everything, a search, practices by reference, a hidden district."""
    paths = [named("practice_selection", language, form) for form in FILES]
    asked = ["", f"?q={COMMON}", *asked_by_reference(city), *(f"?district={code}" for code in closed_codes(city))]
    return [path + query for path in paths for query in asked]


def about_selections(city, language):
    """Citing, printing, comparing: everything, and by reference."""
    path = {name: named(name, language) for name in ("practice_cite", "practice_paper", "practice_compare")}
    found = [path[name] + query for name in path for query in ("", f"?q={COMMON}", *asked_by_reference(city))]
    return [*found, *(path["practice_compare"] + query for query in asked_by_reference(city, 2))]


def feed_addresses(city, language):
    """The feed of everything, of a search, of a hidden district."""
    path = named("practice_feed", language)
    return [path, f"{path}?q={COMMON}", *(f"{path}?district={code}" for code in closed_codes(city))]


def one_practice(city, language):
    """The other addresses of each practice, public and hidden."""
    names = ("practice_bibtex", "practice_card", "practice_json")
    found = [named(name, language, reference) for name in names for reference in references(city)]
    found += [
        named("practice_citation", language, reference, form) for reference in references(city) for form in CITATIONS
    ]
    return [*found, *(reverse("practice_by_reference", args=[reference]) for reference in references(city))]


def public_page_addresses(city, language):
    """Every public page under this language's interface: related ones, crumbs, language switch, JSON-LD, sections."""
    return [in_interface(thing.object.url, language) for thing in city.of(PUBLIC) if thing.kind in SEARCHED]


def knocking_addresses(city, language):
    """Every hidden page's own address under this language's interface."""
    pages = [thing.object for thing in city.hidden().values() if thing.kind in SEARCHED]
    return [in_interface(page.url, language) for page in pages if page.url]


def form_addresses(city, language):
    """The first page of every form, its sheet, and the report on each hidden page."""
    kinds = [kind.name for kind in submission_kinds() if kind.is_listed]
    begin = named("submission_begin", language, "correction")
    there = [
        thing.object.url for thing in city.hidden().values() if thing.kind in SEARCHED and thing.language == language
    ]
    return [
        named("submission_kinds", language),
        *(named("submission_begin", language, kind) for kind in kinds),
        *(named("submission_paper", language, kind) + "?complete=1" for kind in kinds),
        *(f"{begin}?page={in_interface(url, language)}" for url in there if url),
    ]


def index_path(language):
    """Return the path of the page of all districts."""
    return in_interface(DistrictIndexPage.objects.filter(locale__language_code=language).earliest("pk").url, language)


def index_addresses(city, language):
    """The page of all districts: whole, and looking for places by name, postal code and point, hidden ones too."""
    path = index_path(language)
    hoods = [thing for thing in city.things if thing.kind == "neighbourhood"]
    asked = [f"{path}?q={word('title', thing.key)[:-1]}" for thing in hoods] + [f"{path}?q={COMMON}"]
    asked += [
        f"{path}?q={code}" for thing in hoods for code in thing.object.postal_codes.values_list("code", flat=True)
    ]
    middles = [thing.object.boundaries.get() for thing in hoods]
    asked += [f"{path}?at={middle.south + 0.005},{middle.west + 0.005}" for middle in middles]
    return [path, *asked]


def geojson_addresses(city, language):
    """The boundaries: all, a hidden district's, and those of a day."""
    asked = ["", f"?on={timezone.localdate()}", *(f"?district={code}" for code in closed_codes(city))]
    return [reverse(name) + query for name in ("districts_geojson", "neighbourhoods_geojson") for query in asked]


def counter_addresses(city, language):
    """The list behind each of the city's totals, as a page and as a table."""
    path = index_path(language)
    return [f"{path}counters/{measure}/{form}" for measure in Measure.values for form in ("", "csv/")]


def neighbourhood_addresses(city, language):
    """Every neighbourhood's page, public and hidden."""
    found = []
    for thing in city.things:
        if thing.kind == "neighbourhood":
            for page in DistrictPage.objects.filter(
                record=thing.object.district, locale__language_code__in=("es", language)
            ):
                found += [f"{in_interface(page.url, language)}neighbourhoods/{thing.object.code}/"] if page.url else []
    return found


def participation_addresses(city, language):
    """The numbers of who took part in each district, public and hidden: latest quarter, one quarter, tables."""
    parts = ("participation/", f"participation/{QUARTER}/", "participation/all/csv/", "participation/all/json/")
    return [in_interface(address, language) for address in below(city, (DISTRICT,), *parts)]


def agenda_path(language):
    """Return the path of the agenda page."""
    return in_interface(CalendarPage.objects.filter(locale__language_code=language).earliest("pk").url, language)


def agenda_questions(city):
    """Return what is asked of the agenda: the week of all events in each look, by word, hidden districts and councils."""
    day = timezone.localtime(DAY)
    year, week, _weekday = day.isocalendar()
    when = f"week={year}-W{week:02}"
    asked = [f"?{when}", f"?{when}&view=map", f"?view=month&month={day:%Y-%m}", f"?{when}&q={COMMON}"]
    asked += [f"?from={day.date()}&to={day.date()}&page={page}" for page in PAGES]
    asked += [f"?{when}&district={code}" for code in closed_codes(city)]
    return asked + [
        f"?{when}&council={thing.object.pk}" for thing in city.of(kind=COUNCIL, language="es") if thing.state != PUBLIC
    ]


def agenda_addresses(city, language):
    """The agenda in every look, its calendar file and its feed of the same questions."""
    path = agenda_path(language)
    questions = agenda_questions(city)
    return [f"{path}{part}{asked}" for part in ("", "calendar.ics", "feed.atom") for asked in questions]


def issue_addresses(city, language):
    """The published weekly agenda of the week of all events: page, message, paper, snapshot; and the archive."""
    year, week, _weekday = timezone.localtime(DAY).isocalendar()
    path = f"{agenda_path(language)}{year}-W{week:02}/"
    return [f"{path}{form}" for form in ("", "text/", "print/", "snapshot/")] + [f"{agenda_path(language)}issues/"]


def below(city, kinds, *parts):
    """Return the addresses at `parts` below each page of these kinds, public and hidden ones."""
    pages = [thing.object for thing in city.things if thing.kind in kinds]
    return [f"{page.url}{part}" for page in pages if page.url for part in parts]


def dated_addresses(city, language):
    """What hangs on each council, session and event, public and hidden: calendars, points, invitations, references."""
    found = below(city, (COUNCIL, EVENT, SESSION), "calendar.ics")
    found += below(city, (EVENT, SESSION), "card/")
    found += below(city, (SESSION,), "invitation/", *(f"invitation/{part}/" for part in INVITATIONS))
    for page in SessionPage.objects.filter(pk__in=[thing.object.pk for thing in city.of(kind=SESSION)]):
        found += [f"{page.url}items/{item.code}/" for item in page.items.all()] if page.url else []
        found.append(reverse("session_by_reference", args=[page.reference]))
    return [in_interface(address, language) for address in found]


def minutes_addresses(city, language):
    """The page of each session that was held, and every part of it that shows its minutes; its council too."""
    keys = [thing.object.translation_key for thing in city.of(kind="minutes")]
    pages = [page for page in SessionPage.objects.filter(translation_key__in=keys) if page.url]
    found = [f"{page.url}{part}" for page in pages for part in MINUTES_PARTS]
    found += [f"{page.url}items/{item.code}/" for page in pages for item in page.items.all()]
    found += [page.get_parent().url for page in pages]
    return [in_interface(address, language) for address in found]
