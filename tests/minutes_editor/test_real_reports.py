"""Three real reports of neighbourhood councils of Paris are typed into the form: every sentence has a place.

Where each line goes stands in REPORTS; what no field takes, and where it belongs instead, in ELSEWHERE. Both are the note
on what did not fit. Skipped where ../shared/data/minutes is not.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from portal.minutes.faults import minutes_faults
from portal.minutes.models import Agreement, ItemRecord, Minutes, SaidMatter
from portal.minutes.publication import publish_minutes
from tests.districts.teams import browser
from tests.minutes.held import held_session

from .form import opened, sent

FOLDER = Path(__file__).parents[3] / "shared/data/minutes"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.exists(), reason="../shared/data/minutes is not here"),
]
SENTENCE = re.compile(r"(?<=[.!?…]) ")


@dataclass(frozen=True)
class Report:
    """One report: its points (lines that are their titles, or titles), where each other line goes, what else is typed.

    A place is a point's number (what was discussed), or a key with the row's place: "agreement 1". Of a line whose
    sentences go to different places there is one place for each.
    """

    points: tuple
    places: dict
    facts: dict = field(default_factory=dict)


def rows(kind, first, *lines):
    """Return {line: place} for lines of which each is a row of its own."""
    return {line: f"{kind} {number}" for number, line in enumerate(lines, first)}


REPORTS = {
    "paris-1": Report(
        points=(3, 5, 12, 15, 20),
        places={
            4: 0,
            6: 1,
            7: 1,
            8: 1,
            9: 1,
            10: ("agreement 1", 1, 1),
            11: 1,
            13: 2,
            14: 2,
            16: 3,
            17: "agreement 2",
            18: "extra 1",
            19: "said 1",
            21: "agreement 3",
            22: 4,
        },
        facts={"count.online": "6", "gender.women": "5", "gender.men": "1", "said 1": ("complaint", "economy")},
    ),
    "paris-2": Report(
        points=(6, 14),
        places={
            2: "connection",
            5: "summary",
            **rows("said", 1, 7, 8, 9, 10, 11, 12, 13),
            **rows("agreement", 1, 15, 16, 17, 18, 19, 20),
        },
        facts={
            "count.online": "6",
            "gender.women": "4",
            "gender.men": "2",
            **{f"said {number}": ("proposal", "other") for number in range(1, 8)},
        },
    ),
    "paris-3": Report(
        points=("La commission transport-mobilité invitée", 8, "La place d’Alésia"),
        places={
            3: "organisation 1",
            4: 0,
            5: 0,
            6: 0,
            7: 0,
            9: 1,
            10: "said 1",
            11: "said 2",
            12: "said 3",
            13: "said 4",
            14: "said 5",
            15: 1,
            16: 2,
            17: "summary",
        },
        facts={
            "count.hall": "8",
            "moved": 2,
            **{f"said {number}": ("complaint", "urban") for number in (1, 4)},
            **{f"said {number}": ("proposal", "transport") for number in (2, 3, 5)},
        },
    ),
}
#: (report, line): where it belongs, because no field of the minutes takes it
ELSEWHERE = {
    ("paris-1", 1): "kind of meeting and its day: the page of the session",
    ("paris-2", 1): "the same",
    ("paris-3", 1): "the same",
    ("paris-1", 2): "names of people: the participants' register, which is private; here only how many they were",
    ("paris-2", 3): "the same",
    ("paris-3", 2): "the same",
    ("paris-2", 4): "who excused themselves: nobody counts them; the note for the team if it matters",
}
NAMES = {"item": "discussed", "extra": "title", "agreement": "text", "said": "text", "organisation": "name"}


def lines_of(name):
    """Return {number: line} of a report."""
    return dict(enumerate((FOLDER / f"{name}.txt").read_text("utf-8").splitlines(), start=1))


def title_of(point, lines):
    """Return the title of a point."""
    return lines[point].lstrip("# ").strip(" :\xa0") if isinstance(point, int) else point


def key_of(place, codes):
    """Return the key of the form that a place of REPORTS means."""
    if isinstance(place, int):
        return f"item.{codes[place]}.discussed"
    kind, _blank, number = place.partition(" ")
    return f"{kind}.{int(number):07}.{NAMES[kind]}" if number else kind


def sentences(report, lines, codes):
    """Yield (sentence, key) of all that is typed."""
    for number, place in report.places.items():
        parts = SENTENCE.split(lines[number]) if isinstance(place, tuple) else [lines[number]]
        places = place if isinstance(place, tuple) else [place]
        for sentence, where in zip(parts, places, strict=True):
            yield sentence.removeprefix("- ").removeprefix("## "), key_of(where, codes)


def facts_of(report, codes):
    """Return {key: text} of the numbers, what became of the points, and what the rows are."""
    moved = report.facts.get("moved")
    found = {f"item.{code}.outcome": "moved" if place == moved else "treated" for place, code in enumerate(codes)}
    for name, value in report.facts.items():
        if name.startswith("said "):
            row = f"said.{int(name.split()[1]):07}"
            found |= {f"{row}.kind": value[0], f"{row}.theme": value[1]}
        elif "." in name:
            found[name] = value
    if any(place == "extra 1" for place in report.places.values()):
        found["extra.0000001.outcome"] = "treated"
    return found


def typed_in(name, council, writer):
    """Type a report into the form of a session without script; return (session, its sentences with their keys)."""
    report, lines = REPORTS[name], lines_of(name)
    session = held_session(council, items=[title_of(point, lines) for point in report.points])
    codes = [item.code for item in session.items.all()]
    written = list(sentences(report, lines, codes))
    form = {}
    for sentence, key in written:
        form[key] = f"{form[key]}\n{sentence}" if key in form else sentence
    client = browser(writer)
    assert sent(client, session, {**opened(client, session), **form, **facts_of(report, codes)}).status_code == 302
    return session, written


@pytest.mark.parametrize("name", REPORTS)
def test_every_line_has_one_place(name):
    report = REPORTS[name]
    titles = {point for point in report.points if isinstance(point, int)}
    elsewhere = {number for known, number in ELSEWHERE if known == name}
    assert sorted([*titles, *report.places, *elsewhere]) == sorted(lines_of(name))


@pytest.mark.parametrize("name", REPORTS)
def test_every_sentence_is_kept_whole(name, council, writer):
    session, written = typed_in(name, council, writer)
    draft = Minutes.objects.get(session=session).draft
    assert [sentence for sentence, key in written if sentence not in draft.get(key, "")] == []
    assert minutes_faults(session, draft) == []


@pytest.mark.parametrize(
    ("name", "agreements", "said", "points"), [("paris-1", 3, 1, 6), ("paris-2", 6, 7, 2), ("paris-3", 0, 5, 3)]
)
def test_it_is_published_as_agreements_points_and_what_was_said(name, agreements, said, points, council, writer):
    session, written = typed_in(name, council, writer)
    latest = publish_minutes(session, writer).latest
    assert [sentence for sentence, key in written if sentence not in latest.content.get(key, "")] == []
    assert [model.objects.count() for model in (Agreement, SaidMatter, ItemRecord)] == [agreements, said, points]


def test_the_point_that_was_not_reached_moves_on(council, writer):
    session, _written = typed_in("paris-3", council, writer)
    publish_minutes(session, writer)
    assert list(ItemRecord.objects.filter(outcome="moved").values_list("title", flat=True)) == ["La place d’Alésia"]
