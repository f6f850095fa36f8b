"""Texts as HTML: German terms marked, numbers kept upright among right-to-left words, glossary terms linked.

One regular expression a direction does all of it in one pass over what stands between the tags. The result
is kept in memory with the content, so that a text costs this once.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core import phones, references
from core.german_terms import MARKED, unmarked
from core.languages import speaks_german
from core.memory.validity import KeptWhileTrue
from core.words import glossary

_TAG = re.compile(r"(<[^>]*>)")
_ENTITY = r"(?P<entity>&(?:#\w+|\w+);)"
_TERM = rf"(?P<term>{MARKED.pattern.replace('(', '(?P<german>', 1)})"
# A phone number stays in one line: "0214 / 406-5246", "(02171) 1234", "+49 (0) 214 406-0", "116 117". Digits
# before it make it part of something longer: an IBAN, an amount, a number of a file.
_BETWEEN = r"(?:[ \u00a0\u202f/\u2010-\u2013-]{1,3}|(?<=\)))"
_PHONE = (
    r"(?<![\w:.,/+-])(?<!\d[ \u00a0\u202f])"
    rf"(?:(?:\+\d{{1,3}}|\(0\d{{2,5}}\)|0\d{{2,5}})(?:{_BETWEEN}(?:\(\d+\)|\d+))+|116[ \u00a0]\d{{3}})\b"
)
_NUMBER = re.compile(_PHONE)
# What else runs from left to right in every language and is torn apart among right-to-left words.
_UPRIGHT = "|".join(
    (
        r"https?://[^\s<>]*[\w/]|www\.[\w./-]*\w",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        # A German address: "Hauptstraße 105, 51373 Leverkusen".
        r"(?:[A-ZÄÖÜ][\w.ß-]*(?: [\w.ß-]+){0,4}? \d+ ?[a-z]?, )?\b\d{5} [A-ZÄÖÜ][\wß-]+",
    )
)
# Times, dates, ranges, decimals, paragraphs of a law.
_UPRIGHT_NUMBERS = "|".join(
    (
        r"§+ ?\d+\w?",
        r"\d+(?:[.,:/]\d+|\s?[–—-]\s?\d+)+\.?(?:\s?[%€])?",
    )
)
# In these no link may stand.
_CLOSED_TO_LINKS = re.compile(r"<(/?)(?:a|h[1-6]|button|summary)\b")

_kept: KeptWhileTrue[SafeString] = KeptWhileTrue("texts as HTML", megabytes=2)


def as_html(value: str, language: str, *, is_html: bool = False, links: bool = False) -> SafeString:
    """The text `value`, which is in `language`, as HTML.

    `is_html`: it is markup that was sanitised when it was saved, else it is escaped here. `links`: terms of
    the glossary become links to their explanation, and phone numbers links that call them.
    """
    is_plain = "[[" not in value and not references.has_any(value)
    if not links and is_plain and not _runs_left(language) and not _NUMBER.search(value):
        return mark_safe(value) if is_html else escape(value)  # noqa: S308
    key = (value, language, is_html, links)
    return _kept.made(key, lambda: _made(*key))


def upright(value: str) -> SafeString:
    """Words of the interface with times and numbers, in the active language: each stays as it is written."""
    return as_html(value, translation.get_language() or settings.LANGUAGE_CODE)


def _runs_left(language: str) -> bool:
    return translation.get_language_info(language)["bidi"]


def _made(value: str, language: str, is_html: bool, links: bool) -> SafeString:
    known = glossary.current() if links else glossary.NOTHING
    value = value.replace("&nbsp;", "\u00a0")
    if is_html:
        value = references.with_pages(value)
    parts = [_ENTITY, _TERM, f"(?P<fact>{references.FACT.pattern})"]
    if _runs_left(language):
        parts.append(f"(?P<upright>{_UPRIGHT})")
    parts.append(f"(?P<phone>{_PHONE})")
    if _runs_left(language):
        parts.append(f"(?P<number>{_UPRIGHT_NUMBERS})")
    if known.words and speaks_german(language):
        parts.append(f"(?P<word>{known.words})")
    pattern = re.compile("|".join(parts))
    may_link = _replacing(known, language, calls=links)
    may_not_link = _replacing(glossary.NOTHING, language, calls=False)
    closed = 0
    pieces = []
    for number, piece in enumerate(_TAG.split(value) if is_html else [escape(value)]):
        if number % 2:
            if found := _CLOSED_TO_LINKS.match(piece):
                closed += -1 if found[1] else 1
            pieces.append(piece)
        elif piece:
            pieces.append(pattern.sub(may_not_link if closed else may_link, piece))
    return mark_safe(unmarked("".join(pieces)))  # noqa: S308 - escaped above or sanitised when saved


def _replacing(known: glossary.Glossary, language: str, *, calls: bool) -> Callable[[re.Match[str]], str]:
    def replaced(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind in ("upright", "number"):
            return f'<bdi dir="ltr">{found[0]}</bdi>'
        if kind == "fact":
            return _said(found[0], language, calls)
        if kind == "phone":
            if calls:
                return "".join(_called(written, number) for written, number in phones.parts(found[0]))
            if _runs_left(language):
                return f'<bdi class="phone" dir="ltr">{found[0]}</bdi>'
            return f'<span class="phone">{found[0]}</span>'
        if kind == "word":
            return _linked(known.link_of(found[0]), found[0])
        if kind == "term":
            german = references.FACT.sub(lambda fact: _said(fact[0], language, False), found["german"])
            marked = german if speaks_german(language) else f'<span lang="de" dir="ltr">{german}</span>'
            return _linked(known.link_of(german), marked)
        return found[0]

    return replaced


def _said(reference: str, language: str, links: bool) -> str:
    """The fact that a reference names, as a link where links may stand."""
    kind = reference.strip("{").partition(":")[0]
    value = references.fact(reference, language)
    if not value:
        return escape(references.not_known())
    if kind == references.PHONE:
        if links and (called := phones.dialled(value)):
            return _called(escape(value), called)
        return f'<bdi class="phone" dir="ltr">{escape(value)}</bdi>'
    if kind == references.MAIL:
        coded = entities(value)
        address = f'<bdi dir="ltr">{coded}</bdi>'
        return f'<a href="{entities("mailto:")}{coded}">{address}</a>' if links else address
    return as_html(value, language)


def entities(plain: str) -> str:
    """Each sign as an entity, so that simple harvesters of addresses find none."""
    return "".join(f"&#{ord(sign)};" for sign in plain)


def _called(written: str, number: str) -> str:
    if not number:
        return written
    return f'<a class="phone" href="tel:{number}"><bdi dir="ltr">{written}</bdi></a>'


def _linked(url: str, words: str) -> str:
    return f'<a class="term" href="{url}">{words}</a>' if url else words
