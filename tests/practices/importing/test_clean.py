"""Foreign HTML becomes the portal's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.import_report import Refusal
from portal.practices.importing.clean import clean_html, plain_words, refuse_hostile
from portal.practices.importing.paragraphs import answer_html

PIECES = st.sampled_from(
    ["<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "</ol>", "<b>", "</b>", "<strong>", "</i>", "<em>", "<h2>",
     "</h2>", "<div>", "</div>", "<br>", "<table><tr><td>", "</td></tr></table>", '<a href="https://a.org/?b=1&c=2">',
     "</a>", '<a href="javascript:x">', "<script>", "</script>", "uno", " dos ", "&amp;", "<", ">", "\n", '"', "é", "&nbsp;"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("foreign", "own"),
    [
        ("Solo texto", "<p>Solo texto</p>"),
        ("<p>Uno</p>dos<p>tres</p>", "<p>Uno</p><p>dos</p><p>tres</p>"),
        ("<div>Uno</div><div>dos</div>", "<p>Uno</p><p>dos</p>"),
        ("<p><strong>Uno</strong> <em>dos</em></p>", "<p><b>Uno</b> <i>dos</i></p>"),
        ('<p data-block-key="ab1" style="color:red" class="x">Uno</p>', "<p>Uno</p>"),
        ("<h3>Título</h3><p>Texto</p>", "<p><b>Título</b></p><p>Texto</p>"),
        ("<p>Uno<br>dos</p><p> </p><p><br></p>", "<p>Uno<br/>dos</p>"),
        ("<ul><li>Uno<ul><li>dos</li></ul></li></ul>", "<ul><li>Uno<ul><li>dos</li></ul></li></ul>"),
        ('<a href="mailto:a@b.org">Uno</a>', '<p><a href="mailto:a@b.org">Uno</a></p>'),
        ('<a href="ftp://a.org">Uno</a><a href="/es/">dos</a>', '<p>Uno<a href="/es/">dos</a></p>'),
        ("<p>Uno<script>alert(1)</script></p>", "<p>Uno</p>"),
        ('<p onclick="alert(1)">Uno<img src=x onerror=alert(1)></p>', "<p>Uno</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<table><tr><td>Uno</td><td>dos</td></tr></table>", "<p>Uno</p><p>dos</p>"),
        ("<ul><ol></ol>Uno</ul>", "<ul><li>Uno</li></ul>"),
        (
            '<a href="https://a.org">Uno<table><tr><td><a href="https://b.org">dos</a></td></tr></table></a>',
            '<p><a href="https://a.org">Uno</a></p><p><a href="https://a.org">dos</a></p>',
        ),
        ("", ""),
    ],
)
def test_foreign_html_becomes_our_own(foreign, own):
    assert clean_html(foreign) == own


@given(st.lists(PIECES, max_size=25))
def test_clean_is_its_own_result_and_nothing_runs(pieces):
    own = clean_html("".join(pieces))
    assert clean_html(own) == own
    assert "<script" not in own
    assert "javascript:" not in own


@pytest.mark.parametrize(
    "text",
    ["a<script>b", "< ScRiPt src=x>", "<img src=x onerror=alert(1)>", '<a href=" javascript:x">', "[a](javascript:b)",
     "<svg/onload=x>", "\x00", "a\x08b", "\ud800", "<iframe src=x>", "<style>"],
)  # fmt: skip
def test_hostile_text_is_refused_with_its_line(text):
    with pytest.raises(Refusal) as refused:
        refuse_hostile(text, 7)
    assert refused.value.line == 7
    assert refused.value.message


@pytest.mark.parametrize("text", ["1 < 2", "el script de la obra", "a = <b>c</b>", "línea\n\ttab", "onda=3 <i>x</i>"])
def test_ordinary_text_is_not_hostile(text):
    refuse_hostile(text)


@pytest.mark.parametrize(
    ("lines", "html"),
    [
        ("Uno dos\n\n\n\ntres.", "<p>Uno dos tres.</p>"),
        ("Uno dos,\n\nMulti-actores", "<p>Uno dos,</p><p>Multi-actores</p>"),
        ("Uno.\n\ndos", "<p>Uno.</p><p>dos</p>"),
        ("Uno :\n\n- a\n- b\n\nDos", "<p>Uno :</p><ul><li>a</li><li>b</li></ul><p>Dos</p>"),
        ("- a\n\n- b,\n\n\nc", "<ul><li>a</li><li>b, c</li></ul>"),
        ("las *colonias*, **y** <i>más</i>", "<p>las <i>colonias</i>, <b>y</b> <i>más</i></p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("[aquí](#) y [allá](https://a.org)", '<p>aquí y <a href="https://a.org">allá</a></p>'),
        ("[plano](plano.pdf)", "<p>plano (plano.pdf)</p>"),
        ("a < b & c <y", "<p>a &lt; b &amp; c &lt;y</p>"),
        ("1. Uno\n2. Dos", "<p>1. Uno</p><p>2. Dos</p>"),
        ("una línea\ncortada a mano", "<p>una línea cortada a mano</p>"),
        ("\n\n", ""),
    ],
)
def test_answers_of_a_form(lines, html):
    assert answer_html(lines.split("\n")) == html


@given(st.text(alphabet="ad cÉ.,:-*[]()#<>i/&\n", max_size=80))
def test_no_letter_of_an_answer_is_lost(text):
    letters = [letter for letter in text if letter in "adcÉ"]
    assert [letter for letter in plain_words(answer_html(text.split("\n"))) if letter in "adcÉ"] == letters
