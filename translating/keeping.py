"""Whether a translation still has what must survive: tags and links, marked German words, lines."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from core import references
from core.german_terms import MARKED

_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
_ESCAPED_TAG = re.compile(r"&lt;\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)(.*?)&gt;")
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""")


def lost(german: str, text: str, is_html: bool) -> str:
    """What the translation has lost or added, in a sentence; "" where all is there."""
    if not text.strip():
        return _("There is no text.")
    if _shown_tags(text, is_html) - _shown_tags(german, is_html):
        return _("Readers would see tags as signs.")
    if is_html and _tags(german) != _tags(text):
        return _("The tags are not those of the German text.")
    if is_html and _links(german) != _links(text):
        return _("The links are not those of the German text.")
    if Counter(MARKED.findall(german)) - Counter(MARKED.findall(text)):
        return _("A German word in [[ ]] is missing.")
    if Counter(references.FACT.findall(german)) != Counter(references.FACT.findall(text)):
        return _("The facts in {{ }} are not those of the German text.")
    if not is_html and len(german.splitlines()) != len(text.splitlines()):
        return _("The number of lines is not that of the German text.")
    return brackets(text)


def brackets(text: str) -> str:
    """What is wrong with the marks of German words; "" where nothing is."""
    rest = MARKED.sub("", text)
    if "[[" in rest or "]]" in rest:
        return _("Write German words as [[Wort]], with two brackets on either side.")
    return ""


def _tags(text: str, pattern: re.Pattern[str] = _TAG) -> Counter[str]:
    return Counter(f"{slash}{name.lower()}" for slash, name, _rest in pattern.findall(text))


def _shown_tags(text: str, is_html: bool) -> Counter[str]:
    """Tags that are not tags any more: escaped once too often, or within a plain text."""
    return _tags(text, _ESCAPED_TAG) if is_html else _tags(text)


def _links(text: str) -> Counter[str]:
    """Where links lead; those within the site as references, which are the same in all languages."""
    return Counter(re.sub(r"^/[a-z-]+/", "/", href) for href in _HREF.findall(references.with_targets(text)))
