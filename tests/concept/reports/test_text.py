"""Editors' HTML as data: nothing is lost, nothing gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concept.reports.richtext import paragraphs, plain, to_html, tree

ALL = (
    "<h2>Kopf</h2><p>Ein <strong>Satz</strong> mit <em>Nachdruck</em>,<br>zwei Zeilen und "
    '<a href="https://example.org/?a=1&amp;b=2">Link</a>.</p><ul><li><p>eins</p></li><li>zwei</li></ul>'
    "<ol><li>drei</li></ol><blockquote><p>Zitat</p></blockquote><h3>Fuß</h3>"
)


def test_every_element_of_the_editor_survives() -> None:
    html = to_html(tree(ALL), 4)

    assert html == ALL.replace("h3>", "h5>").replace("h2>", "h4>").replace("<a href", "<a href").replace(
        '2">', '2" rel="external">'
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<script>alert(1)</script><p>A</p>", "<p>A</p>"),
        ("<p onclick='x()'>A<img src=x onerror=y></p>", "<p>A</p>"),
        ("<a href='javascript:x()'>A</a>", "A"),
        ("<p>a &lt;b&gt; &amp; c", "<p>a &lt;b&gt; &amp; c</p>"),
        ("<div><b>fett</b></div>", "<strong>fett</strong>"),
        ("</p></ul>Text", "Text"),
        ("<h3>A</h3><h3>B</h3><h2>C</h2><h3>D</h3>", "<h3>A</h3><h3>B</h3><h3>C</h3><h4>D</h4>"),
        ("<h2> <br></h2><h3><em></em></h3><p>A</p>", "<p>A</p>"),
        ("<blockquote><h3>A</h3></blockquote>", "<blockquote><p><strong>A</strong></p></blockquote>"),
        ("", ""),
    ],
)
def test_everything_else_becomes_text_or_goes(given: str, expected: str) -> None:
    assert to_html(tree(given), 3) == expected


@given(st.text())
def test_plain_text_comes_out_as_text(text: str) -> None:
    html = to_html(paragraphs(text), 3)

    assert html.replace("<p>", "").replace("</p>", "").replace("<br>", "").count("<") == 0


def test_words_alone() -> None:
    assert plain(ALL) == "Kopf Ein Satz mit Nachdruck, zwei Zeilen und Link. eins zwei drei Zitat Fuß"
