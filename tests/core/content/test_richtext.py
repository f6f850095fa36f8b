"""Rich text has one form: how a program lays it out is no change of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.content.richtext import RichTextFormField, normal_form, rich_text

FIELD = rich_text()
TAGS = ("p", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "blockquote", "script", "td")
PIECES = st.one_of(
    st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")]),
    st.sampled_from(["<br>", '<a href="/x>y">', " ", "\n", "a", "b ", "&amp;", "&lt;p&gt;", "&nbsp;"]),
    st.sampled_from(["<!--x-->", '<ol start="1" data-type="decimal">', '<ol start="3">']),
    st.text(max_size=3),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p>\r\n\r\n  <p>b</p>\n", "<p>a</p><p>b</p>"),
        ("<ul>\n<li><p>a</p></li>\n<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li><p>a</p><p>b</p></li></ol>"),
        ("<ol><li>a<p>b</p></li></ol>", "<ol><li><p>a</p><p>b</p></li></ol>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("nur Text", "<p>nur Text</p>"),
        ("<h2>a</h2>b<ul><li>c</li></ul>", "<h2>a</h2><p>b</p><ul><li>c</li></ul>"),
        ("<p>a\n  <strong> b </strong> c <br>\n d </p>", "<p>a <strong>b </strong>c<br>d</p>"),
        ("<p>a</p><p></p><p> <em> </em></p><ul><li></li></ul>", "<p>a</p>"),
        ("<p>a<strong><p>b</p></strong></p>", "<p>a</p><p>b</p>"),
        ('<ol start="1" data-type="decimal"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ('<ol start="3"><li>a</li></ol>',) * 2,
        (
            '<p><strong>a <a href="/x"><em>b</em></a><strong>:</strong></strong> c</p>',
            '<p><strong>a </strong><a href="/x"><em><strong>b</strong></em></a><strong>:</strong> c</p>',
        ),
        ("<p><em><strong>a</strong></em><strong>b</strong></p>",) * 2,
        ('<p>a &lt;3 &amp;&nbsp;<a href="/x?a=1&amp;b=2">b</a></p>',) * 2,
        ("", ""),
    ],
)
def test_layout_has_one_form(written: str, form: str) -> None:
    assert normal_form(written) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a</p><p>b</p>", "<p>a b</p>"),
        ("<p>a<br>b</p>", "<p>a b</p>"),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>"),
        ("<p>a</p>", "<p><strong>a</strong></p>"),
        ('<p><a href="/a">a</a></p>', '<p><a href="/b">a</a></p>'),
        ("<p>a&nbsp;b</p>", "<p>a b</p>"),
    ],
)
def test_what_readers_see_is_kept_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_what_is_stored_is_clean_and_stays_as_it_is(written: str) -> None:
    stored = FIELD.sanitize(written)

    assert normal_form(stored) == FIELD.sanitize(stored) == stored


def test_any_depth_is_read() -> None:
    assert normal_form("<strong>" * 100_000 + "x" + "<ul><li>" * 1_000 + "y").count("<ul>") <= 20


def test_a_form_sees_no_change_in_another_layout() -> None:
    field = RichTextFormField()

    assert not field.has_changed("<ul>\n<li>a</li>\n</ul>", "<ul><li><p>a</p></li></ul>")
    assert field.has_changed("<p>a</p>", "<p>b</p>")
    assert field.has_changed(None, "<p>b</p>")
