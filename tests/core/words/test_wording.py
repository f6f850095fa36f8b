"""Texts as HTML: marks of German terms, numbers among right-to-left words, links to the glossary."""

import re
from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils import translation

from core.models import Translation
from core.words import glossary, wording
from core.words.glossary import Glossary, words_of
from offers.models import Topic, TopicTranslation

pytestmark = pytest.mark.django_db
DULDUNG = '<span lang="de" dir="ltr">Duldung</span>'


@pytest.fixture
def explained() -> Iterator[None]:
    """A glossary of two terms."""
    slugs = {"duldung": "duldung", "duldungen": "duldung", "jobcenter": "jobcenter"}
    known = Glossary("/xx/glossar/", words_of(["Duldung", "Duldungen", "Jobcenter"]), slugs)
    former = glossary.provide(lambda: known)
    yield
    glossary.provide(former)


def test_marked_term_is_german_from_left_to_right() -> None:
    assert wording.as_html("إقامة ([[Duldung]])", "ar") == f"إقامة ({DULDUNG})"
    assert wording.as_html("toleration ([[Duldung]])", "en") == f"toleration ({DULDUNG})"


def test_marked_term_in_german_and_easy_german_is_plain() -> None:
    assert wording.as_html("Eine [[Duldung]].", "de-simple") == "Eine Duldung."
    assert wording.as_html("Eine [[Duldung]].", "de") == "Eine Duldung."


def test_text_is_escaped_around_and_inside_of_marks() -> None:
    shown = wording.as_html("<b> & [[<i>'A'</i>]]", "fa")
    assert shown == '&lt;b&gt; &amp; <span lang="de" dir="ltr">&lt;i&gt;&#x27;A&#x27;&lt;/i&gt;</span>'


def test_brackets_without_partner_stay_as_they_are() -> None:
    assert wording.as_html("a [[b] c]]", "en") == "a [[b] c]]"


@pytest.mark.parametrize(
    "whole",
    [
        "9:00–16:00",
        "9:00 – 16:00",
        "01.02.2025",
        "2019–2024",
        "1.234,5",
        "44,2 %",
        "§ 25a",
        "ki@stadt.leverkusen.de",
        "https://www.leverkusen.de/ki",
        "www.leverkusen.de",
        "Hauptstraße 105, 51373 Leverkusen",
        "51373 Leverkusen",
    ],
)
def test_what_runs_from_left_to_right_is_kept_together_among_arabic_words(whole: str) -> None:
    assert wording.as_html(f"من {whole} إلى", "ar") == f'من <bdi dir="ltr">{whole}</bdi> إلى'
    assert wording.as_html(f"a {whole} b", "en") == f"a {whole} b"


@pytest.mark.parametrize("phone", ["0214 406-5246", "+49 214 4065246", "0214/406-5246"])
def test_phone_number_is_kept_in_one_line_in_every_language(phone: str) -> None:
    assert wording.as_html(f"من {phone} إلى", "ar") == f'من <bdi class="phone" dir="ltr">{phone}</bdi> إلى'
    assert wording.as_html(f"a {phone} b", "en") == f'a <span class="phone">{phone}</span> b'


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0214 / 406-5246", "+492144065246"),
        ("0214 406-5246", "+492144065246"),
        ("0214\u00a0406\u20115246", "+492144065246"),
        ("(02171) 1234", "+4921711234"),
        ("+49 (0) 214 406-0", "+492144060"),
        ("+49 (0)214 4060", "+492144060"),
        ("08000 116 016", "+498000116016"),
        ("116 117", "116117"),
    ],
)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_phone_number_of_a_text_can_be_called(written: str, dialled: str, language: str) -> None:
    link = f'<a class="phone" href="tel:{dialled}"><bdi dir="ltr">{written}</bdi></a>'
    assert wording.as_html(f"({written}).", language, links=True) == f"({link})."
    html = f"<p>Tel.: {written.replace(chr(160), '&nbsp;')}</p>"
    assert wording.as_html(html, language, is_html=True, links=True) == f"<p>Tel.: {link}</p>"


def test_of_several_numbers_each_is_called_and_extensions_are_not() -> None:
    assert re.sub(
        r"</?bdi[^>]*>", "", wording.as_html("0214 406-1, -2 / 0214 406-3 / 4", "de", links=True)
    ) == (
        '<a class="phone" href="tel:+492144061">0214 406-1</a>, -2 / '
        '<a class="phone" href="tel:+492144063">0214 406-3</a> / 4'
    )


@pytest.mark.parametrize(
    "text",
    [
        "am 01.02.2025 und 2025-01-02, 05-06-2025",
        "2019–2024, 2023/2024, 08002025",
        "§ 25a, § 016 24, Nr. 012 34",
        "51373 Leverkusen, 01067 Dresden",
        "10 000 000 Euro, 1.234.567,89 €, 0,50 €, 0.500 000",
        "DE89 3704 0044 0532 0130 00, DE07 0121 0320 0000",
        "Drucksache 2021/0456 7890",
        "9:00–12:00, 09:00 – 16:00, +10 – 12",
        "Postfach 10 11 40, 24 x 116 1170",
    ],
)
def test_other_numbers_are_not_called(text: str) -> None:
    assert "tel:" not in wording.as_html(text, "de", links=True)
    assert "tel:" not in wording.as_html(text, "ar", links=True)


def test_number_in_a_link_or_heading_is_not_called_once_more() -> None:
    html = '<h3>0214 406-1</h3><p><a href="tel:1">0214 406-2</a></p>'
    assert wording.as_html(html, "de", is_html=True, links=True).count("<a") == 1
    assert "<a" not in wording.as_html("0214 406-1", "de")


def test_single_numbers_and_entities_are_left_alone() -> None:
    assert wording.as_html("في 2025 عام 52 'x'", "ar") == "في 2025 عام 52 &#x27;x&#x27;"


def test_upright_follows_the_language_of_the_page() -> None:
    with translation.override("ar"):
        assert wording.upright("9:00–12:00") == '<bdi dir="ltr">9:00–12:00</bdi>'
    with translation.override("de"):
        assert wording.upright("9:00–12:00 <") == "9:00–12:00 &lt;"


def test_marked_words_are_one_item_of_a_flex_box() -> None:
    """A chip is one: else its brackets would stand apart from the term within."""
    page = Template("{{ label|upright }}")
    with translation.override("ar"):
        assert page.render(Context({"label": "الحضانة ([[Kita]])"})) == (
            '<span>الحضانة (<span lang="de" dir="ltr">Kita</span>)</span>'
        )
        assert page.render(Context({"label": "الحضانة"})) == "الحضانة"


def test_tags_of_rich_text_stay_untouched() -> None:
    html = '<p><a href="tel:0214-406">اتصل 0214 406-5246</a> [[Kita]]</p>'
    assert wording.as_html(html, "ar", is_html=True) == (
        '<p><a href="tel:0214-406">اتصل <bdi class="phone" dir="ltr">0214 406-5246</bdi></a> '
        '<span lang="de" dir="ltr">Kita</span></p>'
    )


@pytest.mark.usefixtures("explained")
class TestLinks:
    def test_terms_of_german_texts_lead_to_the_glossary_in_any_form(self) -> None:
        shown = wording.as_html("Mit Duldungen zum Jobcenter-Team & Jobcenter", "de", links=True)
        assert shown == (
            'Mit <a class="term" href="/xx/glossar/#duldung">Duldungen</a> zum Jobcenter-Team &amp; '
            '<a class="term" href="/xx/glossar/#jobcenter">Jobcenter</a>'
        )

    def test_marked_terms_of_other_languages_lead_there(self) -> None:
        link = f'<a class="term" href="/xx/glossar/#duldung">{DULDUNG}</a>'
        assert wording.as_html("إقامة [[Duldung]] Jobcenter", "ar", links=True) == f"إقامة {link} Jobcenter"
        assert "<a" not in wording.as_html("إقامة [[Kita]]", "ar", links=True)

    def test_headings_and_links_hold_no_link(self) -> None:
        html = '<h2>Duldung</h2><p><a href="/x/">Duldung</a>, Duldung</p>'
        assert wording.as_html(html, "de", is_html=True, links=True) == (
            '<h2>Duldung</h2><p><a href="/x/">Duldung</a>, '
            '<a class="term" href="/xx/glossar/#duldung">Duldung</a></p>'
        )


def test_marks_are_left_out_wherever_a_text_is_plain() -> None:
    topic = Topic.objects.create(slug="aufenthalt", name="Aufenthalt", hint="Duldung")
    TopicTranslation.objects.create(
        parent=topic, language="ar", name="[[Duldung]] <", status=Translation.Status.MACHINE
    )
    with translation.override("ar"):
        assert topic.text.name == "Duldung <"
        assert topic.text.marked("name") == "[[Duldung]] <"
        shown = Template('{% text topic "name" %}|{{ topic.text.name }}').render(Context({"topic": topic}))
    assert shown == f"<span>{DULDUNG} &lt;</span>|Duldung &lt;"


def test_block_in_german_carries_a_hint_in_the_language_of_the_page() -> None:
    topic = Topic.objects.create(slug="aufenthalt", name="Aufenthalt", hint="Duldung")
    template = Template('{% paragraphs topic "hint" links=False %}')
    with translation.override("en"):
        assert template.render(Context({"topic": topic})) == (
            '<p class="only-german">Only in German:</p><p lang="de" dir="ltr">Duldung</p>'
        )
    with translation.override("de"):
        assert template.render(Context({"topic": topic})) == "<p>Duldung</p>"
