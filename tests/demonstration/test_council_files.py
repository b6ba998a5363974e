"""The data files of the demonstration's councils and sessions: complete, plausible, right on every day."""

import string
from datetime import date, timedelta
from itertools import chain

import pytest

from portal.core.language import CODES
from portal.councils.choices import CouncilKind
from portal.councils.rrule import Rule, rule_days
from portal.demonstration.councils import council_rule
from portal.demonstration.files import file_languages, read_all, read_toml
from portal.demonstration.sessions import KEPT_OPEN, MODALITIES, lot, moved_in_week, specials, weighted_choice
from portal.demonstration.topics import Programme, fill_places, pool_of
from portal.events.models import Modality
from tests.councils.city import moment

TABLES = [(stem, data) for stem, file in read_all("councils") for data in file.get("councils", ())]
POOLS = [stem for stem, _file in read_all("sessions/topics")]
DAYS = [date(2026, 1, 1) + timedelta(days=5 * number) for number in range(73)]


def in_week_of(data, today, weeks=0):
    """Return the days on which a council meets in the week of a day (date), or in one so many weeks later."""
    rule, first_day = council_rule(data, today)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return list(rule_days(Rule.parse(rule), first_day, monday, monday + timedelta(days=7)))


def test_there_are_councils_of_every_kind_and_neighbourhood_councils_in_every_district():
    assert {data["kind"] for _stem, data in TABLES} == set(CouncilKind.values)
    districts = {row["code"] for row in read_toml("districts.toml")["districts"] if row["kind"] == "district"}
    assert districts == {stem for stem, data in TABLES if data["kind"] == "neighbourhood"}


def test_councils_speak_four_languages_and_name_no_person():
    slugs = [data["slug"] for _stem, data in TABLES]
    assert len(slugs) == len(set(slugs))
    for _stem, data in TABLES:
        assert list(file_languages(data)) == CODES
        assert all(len(words["lead"]) <= 400 for words in file_languages(data).values())
        assert "person" not in data
    for seat in chain.from_iterable(read_toml("councils/seats.toml").values()):
        assert set(CODES) <= seat.keys()
        assert "person" not in seat


@pytest.mark.parametrize("today", DAYS)
def test_each_week_is_a_week_to_look_at(today):
    this_week = {data["slug"]: in_week_of(data, today) for _stem, data in TABLES}
    assert 10 <= sum(map(len, this_week.values())) <= 15
    assert sum(today in days for days in this_week.values()) >= 2
    assert all(this_week[slug] for slug in specials())


def test_a_year_has_about_three_hundred_sessions():
    today = date(2026, 11, 22)
    found = 0
    for _stem, data in TABLES:
        rule, first_day = council_rule(data, today)
        begin, end = today - timedelta(weeks=26), today + timedelta(weeks=26)
        found += len(list(rule_days(Rule.parse(rule), first_day, begin, end)))
    assert 270 <= found <= 330


@pytest.mark.parametrize("today", DAYS[::7])
def test_something_is_left_to_the_editors_of_a_district(today):
    district, weeks = KEPT_OPEN
    assert any(in_week_of(data, today, weeks) for stem, data in TABLES if stem == district)


def test_this_week_has_what_a_visitor_should_see():
    rows = specials().values()
    assert {row.get("change") for row in rows} >= {"cancel", "move"}
    assert any(row["modality"] == "hybrid" and {"childcare", "sign-language"} <= set(row["services"]) for row in rows)


@pytest.mark.parametrize("name", POOLS)
def test_a_topic_is_said_in_full_in_each_of_its_languages(name):
    for topic in pool_of((name,)):
        assert len(topic["lead"]) <= 400
        assert 2 <= len(topic["points"]) <= 6
        for words in file_languages(topic).values():
            assert words.keys() == {"title", "lead", "points"}
            assert len(words["points"]) == len(topic["points"])


@pytest.mark.parametrize(("stem", "data"), TABLES, ids=lambda value: value if isinstance(value, str) else value["slug"])
def test_a_council_never_lacks_words(stem, data):
    programme = Programme(data, "Echesortu")
    for number in range(-14, 14):
        words = programme.words(number)
        assert words.languages["es"]["title"]
        assert len(words.languages["es"]["title"]) <= 200
        assert len(words.points) >= 4
    if "translated" in data:
        assert set(programme.words(0, in_all_languages=True).languages) == set(CODES)


def test_titles_of_a_council_differ_within_its_year():
    for _stem, data in TABLES:
        if data["kind"] == "neighbourhood":
            programme = Programme(data, "Echesortu")
            titles = [programme.words(number).languages["es"]["title"] for number in range(-7, 7)]
            assert len(set(titles)) == len(titles)


def test_a_topic_that_comes_again_says_so():
    programme = Programme({"topics": ["assembly"]}, "")
    titles = [programme.words(number).languages["es"]["title"] for number in range(6)]
    assert titles[3] == f"{titles[0]} (segunda parte)"


@pytest.mark.parametrize(("code", "part"), [("en", "part two"), ("fr", "deuxième partie"), ("pt", "segunda parte")])
def test_a_topic_that_comes_again_says_so_in_each_language(code, part):
    programme = Programme({"topics": ["assembly"]}, "")
    first, *_between, again = [programme.words(number, is_near=True) for number in range(4)]
    assert again.languages[code]["title"] == f"{first.languages[code]['title']} ({part})"
    assert all(code in point.titles for point in again.points)


def test_what_is_far_is_in_spanish_only():
    assert set(Programme({"topics": ["assembly"]}, "").words(0).languages) == {"es"}


@pytest.mark.parametrize(("stem", "data"), TABLES, ids=lambda value: value if isinstance(value, str) else value["slug"])
def test_what_a_council_discusses_next_is_said_in_every_language(stem, data):
    words = Programme(data, "Echesortu").words(0, is_near=True)
    assert set(words.languages) == set(CODES)
    for said in words.languages.values():
        assert "{" not in said["title"] + said["lead"]


@pytest.mark.parametrize(
    ("code", "text", "places", "said"),
    [
        ("es", "Vecinas de {street}", {"street": "el pasaje 3"}, "Vecinas del pasaje 3"),
        ("es", "Ir a {club}", {"club": "el club"}, "Ir al club"),
        ("es", "Fiesta de {place}", {"place": "El Molino"}, "Fiesta de El Molino"),
        ("es", "{club} y {street}", {"club": "el club", "street": "la calle 3"}, "el club y la calle 3"),
        ("fr", "Rendez-vous à {club}", {"club": "le club"}, "Rendez-vous au club"),
        ("fr", "Autour de {school}", {"school": "l’école"}, "Autour de l’école"),
        ("pt", "Em frente a {school}", {"school": "a Escola 12"}, "Em frente à Escola 12"),
        ("pt", "Em {street}, hoje", {"street": "a rua 3"}, "Na rua 3, hoje"),
        ("pt", "O canto de {square}", {"square": "a praça"}, "O canto da praça"),
        ("en", "The corner of {square}", {"square": "the square"}, "The corner of the square"),
    ],
)
def test_places_are_said_as_people_say_them(code, text, places, said):
    assert fill_places(text, places, code) == said


def test_every_place_that_a_topic_names_is_known():
    known = {"street", "other_street", "square", "square_title", "school", "club", "place"}
    for topic in pool_of(tuple(POOLS)):
        texts = [topic["title"], topic["lead"], *topic["points"]]
        slots = {name for text in texts for _text, name, *_rest in string.Formatter().parse(text) if name}
        assert slots <= known


def test_what_is_moved_stays_in_its_week():
    for day in range(16, 23):
        start = moment(f"2026-11-{day} 19:00")
        moved = moved_in_week(start)
        assert moved.isocalendar().week == start.isocalendar().week
        assert moved != start


def test_councils_meet_on_line_in_winter():
    def share(is_winter):
        found = [weighted_choice(MODALITIES[is_winter], lot("council", number)) for number in range(1000)]
        return found.count(Modality.VIRTUAL) / len(found)

    assert share(True) > 0.45
    assert share(False) < 0.35
