"""The councils of the demonstration: bodies of every kind, their seats as roles, and the rules by which they meet.

A council that stands already is left as it is, with its sessions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.db.models import Model
from wagtail.models import Locale
from wagtail.signals import page_published

from portal.core.facts import copy_facts
from portal.core.language import CODES
from portal.core.models import BasePage
from portal.councils.models import CouncilLink, CouncilMember, CouncilPage, Series
from portal.councils.models.council import CouncilKind, Criterion
from portal.councils.rrule import DAYS, Rule, rule_days
from portal.districts.models import DistrictPage
from portal.events.models import Modality, Platform
from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue
from portal.vocabularies.known import known_terms

from .files import file_languages, read_all, read_toml
from .reviews import noon

AROUND = timedelta(weeks=26)  # councils met that long before today, and will as long after
DEMONSTRATED_FOR = timedelta(days=420)  # how long councils that nobody elected exist
MANDATE = timedelta(days=730)
ON_LINE_FOR = timedelta(days=200)  # how long their pages are public
USUAL_MINUTES = 120
PHONE = "0800 555 0190"
TODAY = "today"


@dataclass(frozen=True)
class Standing:
    """A council that was made just now: its pages by language, its series, its table in the data files."""

    pages: dict[str, CouncilPage]
    series: Series
    data: dict


class Directory:
    """The records that data files name by their codes, read once."""

    def __init__(self):
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.districts = {row.code: row for row in District.objects.all()}
        self.neighbourhoods = {row.code: row for row in Neighbourhood.objects.all()}
        self.venues = {row.name: row for row in Venue.objects.all()}
        self.units = {row.code: row for row in Unit.objects.all()}
        self.organisations = {row.name: row for row in Organisation.objects.all()}
        self.terms = {(term.vocabulary, term.code): term for term in known_terms().values()}
        pages = DistrictPage.objects.select_related("record", "locale")
        self.folders = {(page.record.code, page.locale.language_code): page for page in pages}

    def terms_of(self, vocabulary, codes):
        """Return the terms (list) of a vocabulary with these codes."""
        return [self.terms[vocabulary, code] for code in codes]


def add_public_page(parent: BasePage, page: BasePage, since: datetime, rows: Sequence[Model] = ()) -> BasePage:
    """Add a page below `parent`, public since an aware datetime, in one save: by a revision it would be three.

    `rows` are the rows of one kind that belong to it, not stored: they go in together. Nothing is checked here, a test
    checks all pages of the demonstration; log_creations writes its line of the log.
    """
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = since
    page.draft_title = page.title
    page.save = partial(page.save, clean=False, log_action=None)  # add_child takes no arguments for it
    parent.add_child(instance=page)
    del page.save
    for row in rows:
        row.page = page
    if rows:
        type(rows[0]).objects.bulk_create(rows)
    return page


def place_first(parent: BasePage, page: BasePage, since: datetime, rows: Sequence[Model] = ()) -> BasePage:
    """Add the first version of a page, public since an aware datetime, and tell that it was published."""
    add_public_page(parent, page, since, rows)
    page_published.send(sender=type(page), instance=page)
    return page


def translation_of(source: BasePage, locale: Locale, **words) -> BasePage:
    """Return the unsaved version of a page in another language: the same facts, other words."""
    version = type(source)(locale=locale, translation_key=source.translation_key, **words)
    copy_facts(source, version, locale)
    return version


def meeting_of(data: dict[str, Any], directory: Directory) -> dict[str, Any]:
    """Return the Meeting fields of a council's table or an event's: where people meet, how they join from home."""
    fields = {"modality": council_modality(data), "unit": directory.units["cercania"], "contact_phone": "0800 555 0100"}
    fields |= {"contact_email": "cercania@nuevaribera.example", "held_in": data.get("held_in", "")}
    if fields["modality"] != Modality.VIRTUAL:
        fields["venue"] = directory.venues[data["venue"]] if "venue" in data else None
        fields |= {name: data[name] for name in ("venue_name", "venue_address") if name in data}
    if fields["modality"] != Modality.IN_PERSON:
        fields |= {
            "online_platform": Platform.JITSI,
            "online_url": f"https://reuniones.example.org/{data['slug']}",
            "phone_in": PHONE,
            "phone_code": f"{sum(map(ord, data['slug'])) % 9000 + 1000}#",
        }
    return fields


def council_modality(data: dict[str, Any]) -> str:
    """Return how people take part in a council as a rule: on-line where it says so, in person where the signal is weak."""
    if "modality" in data:
        return data["modality"]
    return Modality.VIRTUAL if data.get("online") else Modality.IN_PERSON if data.get("weak") else Modality.HYBRID


def council_rule(data: dict[str, Any], today: date) -> tuple[str, date]:
    """Return (rule, first day) of a council's table: `every` some weeks, counted from this one, or a `rule` as it stands."""
    begin = today - AROUND
    if "rule" in data:
        first = next(rule_days(Rule.parse(data["rule"]), begin, begin, begin + timedelta(days=400)))
        return data["rule"], first
    weekday = today.weekday() if data["day"] == TODAY else DAYS.index(data["day"])
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=data["first"], days=weekday)
    day -= timedelta(weeks=data["every"]) * ((day - begin).days // 7 // data["every"])
    return f"FREQ=WEEKLY;INTERVAL={data['every']};BYDAY={DAYS[weekday]}", day


def make_series(council: CouncilPage, data: dict[str, Any], directory: Directory, today: date) -> Series:
    """Store by which rule a council meets, and where."""
    rule, first_day = council_rule(data, today)
    return Series.objects.create(
        council=council,
        rule=rule,
        first_day=first_day,
        at=time.fromisoformat(data["at"]),
        minutes=data.get("minutes", USUAL_MINUTES),
        skips_holidays=data.get("first") != 0,  # this week shows the same whatever day it is loaded
        **meeting_of(data, directory),
    )


def seats_of(data: dict[str, Any], directory: Directory, today: date) -> dict[str, list[CouncilMember]]:
    """Return {language: CouncilMembers (list, not stored)} of a council's table; roles, no person."""
    elected = elected_on(data, today)
    since = elected or today - DEMONSTRATED_FOR
    rows = {code: [] for code in CODES}
    for number, seat in enumerate(read_toml("councils/seats.toml")[data["seats"]]):
        facts = {
            "translation_key": uuid4(),
            "sort_order": number,
            "unit": directory.units.get(seat.get("unit")),
            "organisation": directory.organisations.get(seat.get("organisation")),
            "since": since,
            "till": since + MANDATE if elected and "unit" not in seat else None,
        }
        for code in file_languages(seat):
            rows[code].append(CouncilMember(role=seat[code], locale=directory.locales[code], **facts))
    return rows


def elected_on(data: dict[str, Any], today: date) -> date | None:
    """Return the day (date) on which a council was elected, or None."""
    return today - timedelta(days=data["elected"]) if "elected" in data else None


def council_file_facts(
    data: dict[str, Any], directory: Directory, today: date
) -> tuple[dict[str, Any], dict[str, list]]:
    """Return what of a council's table is the same in all languages; relations to several apart."""
    facts = {
        "kind": CouncilKind(data["kind"]),
        "criterion": Criterion(data.get("criterion", Criterion.GEOGRAPHIC)),
        "neighbourhood": directory.neighbourhoods.get(data.get("neighbourhood")),
        "open_to_all": data.get("open_to_all", True),
        "elected_on": elected_on(data, today),
    }
    many = {
        "other_neighbourhoods": [directory.neighbourhoods[code] for code in data.get("also", ())],
        "other_districts": [directory.districts[code] for code in data.get("districts", ())],
        "themes": directory.terms_of("theme", data["themes"]),
    }
    if data["kind"] == CouncilKind.NEIGHBOURHOOD:
        many["links"] = [CouncilLink(kind="whatsapp", url=f"https://chat.example.org/{data['slug']}")]
    return facts, many


def make_council(folder: str, data: dict[str, Any], directory: Directory, today: date) -> Standing:
    """Make a council in all languages of its table, with its seats and its series; return it as Standing."""
    facts, many = council_file_facts(data, directory, today)
    joining = read_toml("councils/joining.toml")["open" if facts["open_to_all"] else "closed"]
    members, since = seats_of(data, directory, today), noon(today - ON_LINE_FOR)
    pages = {}
    for code, words in file_languages(data).items():
        fields = {"slug": data["slug"], **words, "how_to_join": joining[code]}
        if not pages:
            page = CouncilPage(locale=directory.locales[code], **facts, **fields)
            for name, rows in many.items():
                setattr(page, name, rows)
            pages[code] = place_first(directory.folders[folder, code], page, since, members[code])
        else:
            page = translation_of(next(iter(pages.values())), directory.locales[code], **fields)
            page.members = []  # its own words follow
            pages[code] = add_public_page(directory.folders[folder, code], page, since, members[code])
    return Standing(pages, make_series(next(iter(pages.values())), data, directory, today), data)


def build_councils(directory: Directory, today: date) -> list[Standing]:
    """Make the councils that do not stand yet; return them (list of Standing)."""
    made = []
    for stem, file in read_all("councils"):
        for data in file.get("councils", ()):
            folder = directory.folders[stem, next(iter(file_languages(data)))]
            if not CouncilPage.objects.child_of(folder).filter(slug=data["slug"]).exists():
                made.append(make_council(stem, data, directory, today))
    return made
