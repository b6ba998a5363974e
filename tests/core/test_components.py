"""The components: what they show, what they leave out, what they weigh."""

import gzip
import re
from pathlib import Path

import pytest
import segno
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.core.qr import qr_path
from portal.core.templatetags.patterns import pattern_book
from portal.core.templatetags.portal import contents, folded, qr, spoken_date, tel
from tests import factories

from .test_pages import headings
from .test_templates import frame

STATIC = settings.BASE_DIR / "static"
COMPONENTS = settings.BASE_DIR / "templates" / "components"
#: parts of the frame: they stand on every page, also on that of the pattern book, and not in it
FRAME = {"share", "strip", "masthead", "nav", "printhead", "foot", "plain_page"}
#: shown inside another component's example
INSIDE = {"row", "check", "filters", "field_help", "cell"}
#: shown with a stored picture only: tests/pictures
STORED = {"cover", "figure", "gallery", "picture", "share_picture"}


def component(name, **context):
    """Return a component rendered with `context`."""
    return render_to_string(f"components/{name}.html", context)


def test_the_pattern_book_shows_every_component_and_every_one_says_what_it_takes():
    names = {path.stem for path in COMPONENTS.glob("*.html")}
    assert {pattern["name"] for pattern in pattern_book()} == names - FRAME - INSIDE - STORED
    silent = [path.name for path in COMPONENTS.glob("*.html") if not re.search(r"Takes|Blocks", path.read_text())]
    assert silent == []


@pytest.mark.django_db
def test_no_style_and_no_script_stands_inside_a_page():
    html = frame(None, "/es/search/", template="patterns.html") + frame(factories.district_page())
    assert re.findall(r"<[^>]+\sstyle=|<style\b|\son\w+=|javascript:", html) == []
    assert re.findall(r"<script\b(?![^>]*\ssrc=)[^>]*>", html) == []


@pytest.mark.django_db
def test_ids_are_used_once():
    html = frame(None, "/es/search/", template="patterns.html")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_a_facet_folds_past_eight_and_opens_where_something_is_on():
    values = [{"code": str(n), "label": f"Tema {n}", "count": n} for n in range(11)]
    html = component("facet", facet={"name": "theme", "label": "Tema", "values": values})
    assert "Ver 3 más" in html
    assert '<details class="facet__more">' in html
    values[10]["selected"] = True
    html = component("facet", facet={"name": "theme", "label": "Tema", "values": values, "selected_count": 1})
    assert '<details class="facet__more" open>' in html
    assert html.count("checked") == 1
    assert component("facet", facet={"name": "theme", "label": "Tema", "values": []}).strip() == ""
    assert "facet__more" not in component("facet", facet={"name": "t", "label": "T", "values": values[:8]})


def test_a_row_trusts_only_what_is_marked():
    html = component("row", row={"url": "/x/", "title": "<b>uno</b>", "text": "<script>", "tags": ["<i>"]})
    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;i&gt;" in html


def test_lists_with_nothing_to_show_show_nothing():
    assert component("pager", pager={"pages": 1}).strip() == ""
    assert component("chips", chips=[]).strip() == ""
    assert component("tags", tags=[]).strip() == ""
    assert component("errors", errors=[]).strip() == ""
    assert component("crumbs", crumbs=[]).strip() == ""


def test_a_wrong_field_is_tied_to_its_hint_and_its_error():
    form_field = next(p for p in pattern_book() if p["name"] == "field")["examples"][1]["field"]
    html = component("field", field=form_field)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_error"' in html
    assert 'id="id_email_error"' in html


def test_the_lock_fills_only_with_both_keys():
    assert "lock--open" in component("keys", city="yes", neighbours="yes")
    for city, neighbours in (("yes", "no"), ("no", "yes"), ("yes", "disputed"), ("no", "no")):
        assert "lock--open" not in component("keys", city=city, neighbours=neighbours)
    assert "key--disputed" in component("keys", city="yes", neighbours="disputed")


def test_a_section_sees_its_own_values_and_not_the_pages():
    template = Template("{% load portal %}{% section 'components/state.html' values %}")
    html = template.render(Context({"values": {"state": {"kind": "done", "word": "Hecho"}}, "secret": "x"}))
    assert "Hecho" in html
    leak = Template("{% load portal %}{% section 'components/notice.html' values %}")
    assert "x" not in leak.render(Context({"values": {"title": "a"}, "text": "x", "tone": "x"})).split("notice", 1)[1]


# Small ways of saying things -----------------------------------------------------------------------------------------


def test_a_partial_date_is_said_at_its_own_precision():
    with override("es"):
        said = [spoken_date("2018"), spoken_date("2018-12"), spoken_date("2018-12-24"), spoken_date("")]
    assert said == ["2018", "diciembre de 2018", "24 de diciembre de 2018", ""]


def test_a_phone_number_becomes_a_call():
    assert tel("0800 555 0148") == "tel:08005550148"
    assert tel("+54 (341) 480-2345") == "tel:+543414802345"


@pytest.mark.parametrize("url", ["https://participa.example/es/", "https://participa.example/es/" + "a" * 200])
def test_the_qr_code_draws_the_modules_of_segno(url):
    size, path = qr_path(url)
    drawn = set()
    for start, row, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path):
        drawn |= {(int(start) + step, int(row)) for step in range(int(length))}
    matrix = segno.make(url, error="m", micro=False).matrix
    assert size == len(matrix)
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert "style" not in qr(url)


def test_headings_without_letters_get_an_anchor_too():
    class Block:
        block_type, value = "heading", "¿…?"

    assert [part["anchor"] for part in contents([Block, Block])] == ["s", "s-2"]


def test_folding_keeps_the_order():
    parts = folded([{"code": n} for n in range(10)], 4)
    assert [value["code"] for value in parts["shown"] + parts["rest"]] == list(range(10))
    assert len(parts["shown"]) == 4
    assert parts["open"] is False


# Weight --------------------------------------------------------------------------------------------------------------


def test_the_style_sheet_names_only_files_that_are_there():
    sheet = (STATIC / "portal.css").read_text()
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert named
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_each_font_lies_beside_its_licence():
    assert {path.name for path in Path(STATIC / "fonts").glob("OFL-*")} == {"OFL-archivo.txt", "OFL-public-sans.txt"}


def test_the_script_stays_small():
    assert (STATIC / "portal.js").stat().st_size < 4096
    assert (STATIC / "fold.js").stat().st_size < 2048


@pytest.mark.django_db
def test_a_first_visit_weighs_at_most_sixty_kilobytes():
    page = frame(factories.content(body=headings("Uno", "Dos", "Tres"))).encode()
    texts = [page, *((STATIC / name).read_bytes() for name in ("portal.css", "portal.js", "icon.svg"))]
    fonts = sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2"))
    assert sum(len(gzip.compress(text)) for text in texts) + fonts < 60 * 1024
