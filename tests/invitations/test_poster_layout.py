"""Poster and flyer stand on one sheet, whatever their words: the sizes of Python are those of the style sheet."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from portal.invitations import poster_layout
from tests.councils.city import session

from .invitations import filled, invitation, longest_session

SHEETS = {"poster-a4": (210, 297), "poster-a3": (297, 420), "flyer": (297, 210)}


def test_the_style_sheet_has_the_sizes_that_are_measured():
    sheet = (Path(settings.BASE_DIR) / "static/kit.css").read_text(encoding="utf-8")
    for number, step in enumerate(poster_layout.STEPS):
        rules = re.findall(rf"^\.(?:sheet|plate|place)--{number} {{ (.*) }}$", sheet, re.MULTILINE)
        said = dict(re.findall(r"--k-(\w+): ([\d.]+);", " ".join(rules)))
        assert {name: float(size) for name, size in said.items()} == {
            name: getattr(step, name) for name in ("council", "title", "lead", "plate", "hours", "place", "text")
        }
    assert f".sheet--{len(poster_layout.STEPS)} " not in sheet


def test_more_words_never_make_them_larger():
    steps = [
        poster_layout.poster_fit(invitation(title=filled("Plaza", length))).step for length in (10, 60, 120, 200, 255)
    ]
    assert steps == sorted(steps)
    assert steps[0] < steps[2] < steps[-1]


def test_points_of_the_agenda_are_shown_where_there_is_room():
    few, many = ("La plaza", "El club"), tuple(filled("Un punto largo", 200) for _ in range(4))
    assert poster_layout.poster_fit(invitation(lead="", topics=few)).topics
    assert not poster_layout.poster_fit(invitation(topics=many, lead=filled("Se presenta", 400))).topics


def test_a_word_longer_than_a_line_is_counted_as_broken():
    assert poster_layout.lines("M" * 255, 20, poster_layout.DISPLAY) > 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "language", "kind"),
    [("poster-a4", "es", "short"), ("poster-a3", "pt", "long"), ("flyer", "es", "long"), ("flyer", "fr", "cancelled")],
)
def test_a_pdf_has_one_page_of_its_paper(board, venue, part, language, kind):
    pytest.importorskip("weasyprint")
    if kind == "short":
        page = session(board, title=board.title, venue=venue)
    else:
        more = {"state": "cancelled", "cancel_reason": filled("Sin luz", 250)} if kind == "cancelled" else {}
        page = longest_session(board, **more)
    address = page.url.replace("/es/", f"/{language}/", 1)
    read = PdfReader(BytesIO(Client().get(f"{address}invitation/{part}/pdf/").content))
    width, height = (round(float(side) * 25.4 / 72) for side in read.pages[0].mediabox[2:])
    assert len(read.pages) == 1
    assert (width, height) == SHEETS[part]
    assert page.reference in read.pages[0].extract_text()
