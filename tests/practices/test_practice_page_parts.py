"""What stands around the answers of a practice: its contents, the summary first, the ways to use it elsewhere."""

import csv
import re
from urllib.parse import unquote

import pytest
from django.conf import settings

from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def told():
    """Return a practice with five answers, the summary written last as in the form."""
    return factories.practice(
        "La plaza & el agua", main_objective_text="<p>Uno.</p>", how_achieved="<p>Dos.</p>", innovation="<p>Tres.</p>",
        transferability="<p>Cuatro.</p>", summary="<p>Todo junto.</p>", source_url="https://example.org/plaza",
    )  # fmt: skip


@pytest.fixture
def html(client, told):
    """Return the page of the practice."""
    return client.get(told.url).content.decode()


def test_the_summary_comes_first_and_the_fourth_answer_is_folded(html):
    places = [html.index(words) for words in ("Todo junto.", "Uno.", "Dos.", "Tres.", "Cuatro.")]
    assert places == sorted(places)
    assert html.index('<details class="fold">') > html.index("Dos.")
    answers = html[html.index('class="answers"') :]
    assert answers.count('<details class="fold">') == 2


def test_every_line_of_the_contents_leads_to_a_part_that_is_there(html):
    contents = html[html.index('class="contents ') : html.index("</nav>", html.index('class="contents '))]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert anchors[:2] == ["summary", "main-objective-text"]
    assert {"record", "cite", "changes"} <= set(anchors)
    assert [anchor for anchor in anchors if html.count(f' id="{anchor}"') != 1] == []


def test_a_practice_of_facts_has_the_contents_of_its_record_only(client):
    html = client.get(factories.practice("Solo datos").url).content.decode()
    assert 'href="#record"' in html
    assert '<details class="fold">' not in html


def test_the_ways_to_use_it_stand_before_its_answers_and_answer(client, told, html):
    use = html[html.index('id="use"') : html.index("</details>")]
    assert html.index('id="use"') < html.index('class="answers"')
    paths = [path for path in re.findall(r'href="([^"]+)"', use) if path.startswith("/")]
    assert len(paths) == 4
    assert {client.get(path).status_code for path in paths} == {200}
    assert f'value="{settings.BASE_URL}/p/{told.reference}"' in use
    assert 'href="https://example.org/plaza"' in use


def test_the_table_holds_this_practice_alone(client, told, html):
    factories.practice("Otra")
    path = re.search(r'href="([^"]+csv\?ref=[^"]+)"', html)[1]
    table = b"".join(client.get(path).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(table.splitlines()))
    assert len([row for row in rows if told.reference in row]) >= 1
    assert "Otra" not in table


def test_the_mail_carries_title_and_permanent_address(told, html):
    mail = unquote(re.search(r'href="mailto:\?([^"]+)"', html)[1].replace("&amp;", "&"))
    assert mail.startswith("subject=La plaza & el agua&body=La plaza & el agua\n")
    assert mail.endswith(f"/p/{told.reference}")
