"""Template tags for texts in several languages and for things that never change their direction."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from core.content.dates import Precision, format_date, format_day_and_month
from core.languages import speaks_german
from core.models import TranslatedModel
from core.phones import dialled
from core.words import punctuation, wording

register = template.Library()

# An e-mail address in rich text, with the scheme of its link.
_ADDRESS = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GERMAN = '<span lang="de" dir="ltr">{}</span>'
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def text(obj: TranslatedModel | None, field: str, links: bool = False) -> SafeString | str:
    """The text of `field`, escaped; German on a page of another language is marked as such.

    `links`: terms of the glossary lead to their explanation; not in headings, links and buttons.
    """
    if not obj:
        return ""
    texts = obj.text
    value = texts.marked(field)
    if not value:
        return ""
    words = wording.as_html(value, texts.language_of(field), links=links)
    if texts.is_foreign(field):
        return format_html(_GERMAN, words)
    return _held_together(words)


def _held_together(words: SafeString) -> SafeString:
    """One span around marked words and the text beside them: each would be an item of a flex box."""
    return format_html("<span>{}</span>", words) if "<" in words else words


@register.simple_tag
def rich(obj: TranslatedModel, field: str, links: bool = True) -> SafeString:
    """Editors' HTML of `field`, sanitised when saved, e-mail addresses coded; nothing when empty."""
    texts = obj.text
    value = texts.marked(field)
    if not value:
        return SafeString("")
    html = wording.as_html(value, texts.language_of(field), is_html=True, links=links)
    coded = mark_safe(_ADDRESS.sub(lambda found: wording.entities(found[0]), html))  # noqa: S308 (sanitised)
    if not texts.is_foreign(field):
        return format_html('<div class="prose">{}</div>', coded)
    return _hint() + format_html('<div class="prose" lang="de" dir="ltr">{}</div>', coded)


@register.filter
def slashes(value: str | SafeString) -> SafeString:
    """A heading that may break where its German words are joined, and after a slash between words.

    "Sprache/<wbr>Sprachförderung"; "Integrations&shy;zentrum", since not every browser knows German words.
    """
    parted = re.sub(r"(?<=\w)/(?=\w)", "/<wbr>", conditional_escape(value))
    return mark_safe(re.sub(r"(?<=\w\wations)(?=[a-zäöü]{5})(?![^<]*>)", "&shy;", parted))  # noqa: S308 - escaped


@register.simple_tag
def lines(obj: TranslatedModel, field: str, links: bool = True) -> SafeString:
    """Each line of `field` as a list item; the bullet keeps the side of the page's own language."""
    texts = obj.text
    rows = [row.strip("-• ") for row in (texts.marked(field) or "").splitlines()]
    language = texts.language_of(field)
    item = f"<li>{_GERMAN}</li>" if texts.is_foreign(field) else "<li>{}</li>"
    return format_html_join("", item, ((wording.as_html(row, language, links=links),) for row in rows if row))


@register.simple_tag
def paragraphs(obj: TranslatedModel, field: str, links: bool = True) -> SafeString:
    """Plain text of `field` as paragraphs, one a blank line, and line breaks kept."""
    texts = obj.text
    value = (texts.marked(field) or "").replace("\r", "")
    foreign = bool(value) and texts.is_foreign(field)
    language = texts.language_of(field)
    blocks = [block.strip() for block in value.split("\n\n")]
    shown = format_html_join(
        "",
        '<p lang="de" dir="ltr">{}</p>' if foreign else "<p>{}</p>",
        ((_with_breaks(block, language, links),) for block in blocks if block),
    )
    return _hint() + shown if foreign else shown


def _with_breaks(block: str, language: str, links: bool) -> SafeString:
    rows = [wording.as_html(row, language, links=links) for row in block.split("\n")]
    return format_html_join(mark_safe("<br>"), "{}", ((row,) for row in rows))


def _hint() -> SafeString:
    """Before a block of German on a page of another language; the page keeps few of them (`reading`)."""
    in_easy_german = speaks_german(get_language() or "")
    words = gettext("Not in easy language yet:") if in_easy_german else gettext("Only in German:")
    return format_html('<p class="only-german">{}</p>', words)


@register.filter
def upright(value: Any) -> SafeString | str:
    """Words with times, dates and numbers in them: these keep their direction in right-to-left text."""
    return _held_together(wording.upright(str(value))) if value not in (None, "") else ""


@register.filter
def bdi(value: Any) -> SafeString | str:
    """Numbers, times and addresses keep their direction in right-to-left text."""
    return format_html('<bdi dir="ltr">{}</bdi>', value) if value not in (None, "") else ""


@register.filter
def tel(number: str) -> SafeString | str:
    """A phone number as a link that calls the first number in it; without one it stays text."""
    if not number:
        return ""
    called = dialled(number)
    return (
        format_html('<a href="tel:{}"><bdi dir="ltr">{}</bdi></a>', called, number) if called else bdi(number)
    )


register.filter("dialled", dialled)


@register.filter
def mailto(address: str) -> SafeString | str:
    """A real mailto link in which every sign is an entity, so that simple harvesters do not find it."""
    if not address:
        return ""
    coded, scheme = wording.entities(address), wording.entities("mailto:")
    return mark_safe(f'<a href="{scheme}{coded}"><bdi dir="ltr">{coded}</bdi></a>')  # noqa: S308 (digits only)


@register.filter
def day(value: date | None, precision: str = Precision.DAY) -> str:
    """A date in words of the active language, as precisely as it is known."""
    return format_date(value, precision)


@register.filter
def day_and_month(value: date) -> str:
    """A date without its year, in words of the active language."""
    return format_day_and_month(value)


@register.simple_tag
def sign(mark: str) -> str:
    """A mark between words as the active language writes it: "،" for a comma in Arabic."""
    return punctuation.sign(mark)


@register.filter
def listed(items: Iterable[object]) -> str:
    """All items in one line, with the comma of the active language."""
    return punctuation.listed(items)


@register.simple_tag
def json_ld(data: Any) -> SafeString:
    """Structured data for search engines; a data block, so the content security policy does not touch it."""
    if not data:
        return SafeString("")
    coded = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{coded}</script>')  # noqa: S308 (escaped above)
