"""The queue as a list: tabs, filters, the clock in words, the table to take away."""

import csv
import io

import pytest

from portal.submissions.choices import AnswerBy, SubmissionState

from .office import INDEX, PERSONAL, text_of

pytestmark = pytest.mark.django_db


def test_the_queue_shows_what_is_to_decide_the_latest_first(west, sent):
    old, new = sent(title="Vieja", days_ago=60), sent(title="Nueva")
    closed = sent(title="Cerrada", state=SubmissionState.DECLINED)
    foreign = sent("south", title="Ajena")
    page = west.get(INDEX)
    assert [row.submission for row in page.context["rows"]] == [old, new]
    text = text_of(page)
    assert "Muy tarde: " in text
    assert "0 de 10 días hábiles" in text
    assert closed.title not in text
    assert foreign.title not in text
    assert not any(word in text for word in PERSONAL)


def test_each_tab_holds_its_own_and_says_how_many(west, sent, person):
    from portal.submission_queue import decisions, exchange

    editor = person("west editor")
    waiting, call, letter, fetch = (
        sent(title=way, answer_by=way) for way in ("mail", AnswerBy.CALL, AnswerBy.LETTER, AnswerBy.COUNTER)
    )
    exchange.wait_for(waiting, editor, "unit", "Obras")
    for matter in (call, letter, fetch):
        decisions.decline(matter, editor, "No.")
    held = sent(state=SubmissionState.HELD)
    for tab, expected in (
        ("decide", []),
        ("waiting", [waiting]),
        ("call", [call]),
        ("print", [letter]),
        ("fetch", [fetch]),
        ("closed", [fetch, letter, call]),
        ("all", [fetch, letter, call, waiting]),
    ):
        page = west.get(INDEX, {"tab": tab})
        assert [row.submission for row in page.context["rows"]] == expected, tab
        assert held.code not in text_of(page)
    counts = {str(tab["label"]): tab["count"] for tab in page.context["tabs"]}
    assert counts["Esperan a otros"] == counts["Para llamar"] == counts["Para imprimir"] == 1
    assert "Espera a: Un área de la Municipalidad" in text_of(west.get(INDEX, {"tab": "waiting"}))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "vieja"}, {"old"}),
        ({"lateness": "very-late"}, {"old"}),
        ({"lateness": "on-time"}, {"new"}),
        ({"assignee": "mine"}, {"old"}),
        ({"assignee": "nobody"}, {"new"}),
        ({"channel": "paper"}, {"new"}),
        ({"topic": "green"}, {"old"}),
        ({"state": "in-review"}, {"new"}),
        ({"kind": "proposal"}, {"old", "new"}),
        ({"kind": "nonsense", "district": "x", "p": "abc", "q": ""}, {"old", "new"}),
        ({"neighbourhood": "elm"}, {"old"}),
    ],
)
def test_filters_and_search(west, sent, person, city, asked, found):
    made = {
        "old": sent(title="La más vieja", days_ago=60, assignee=person("west editor"), topic="green"),
        "new": sent("oak", title="Otra", channel="paper", state=SubmissionState.IN_REVIEW, topic="light"),
    }
    asked = {name: city.elm.pk if value == "elm" else value for name, value in asked.items()}
    rows = west.get(INDEX, asked).context["rows"]
    assert {row.submission for row in rows} == {made[name] for name in found}


def test_a_code_is_found_however_it_is_typed(west, sent):
    matter = sent(code="7K2M-0QXR")
    sent()
    for typed in ("7k2m0qxr", "7K2M-OQXR", " 7k2m 0qxr "):
        assert [row.submission for row in west.get(INDEX, {"q": typed}).context["rows"]] == [matter]


def test_what_nobody_can_ask_for_is_no_fault(west, sent):
    sent()
    for query in ("tab=x", "q=%00", "q=%F0%9F%98%80", "district=%00", "p=-1", "topic=" + "x" * 5000, "export=abc"):
        assert west.get(f"{INDEX}?{query}").status_code == 200


def test_one_row_costs_what_twenty_cost(city, sent, person):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(tab):
        browser = city.browser("curator")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(INDEX, {"tab": tab}).status_code == 200
        return len(asked)

    places = ("elm", "oak", "south", "west", "city")
    editor = person("west editor")
    for place in places[:3]:
        sent(place, topic=place, assignee=editor, days_ago=3)
    queries("decide")  # what is read once for many requests
    few = {tab: queries(tab) for tab in ("decide", "all")}
    for number in range(17):
        sent(places[number % 5], topic=f"t{number}", assignee=person("curator"), days_ago=number * 3 + 1)
    assert {tab: queries(tab) for tab in few} == few
    assert max(few.values()) <= 40


def test_the_table_to_take_away_names_nobody_and_runs_nothing(west, sent, city):
    city.west.name = "=Oeste()"
    city.west.save()
    sent(title="Rosa Inventada y su perro", topic="+topic")
    answer = west.get(INDEX, {"export": "csv"})
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    assert "'=Oeste()" in rows[1]
    assert "'+topic" in rows[1]
    assert not any(word in text for word in (*PERSONAL, "perro"))
