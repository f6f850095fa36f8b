"""Marking what was found, safely: everything is escaped, only our own <mark> is markup."""

from collections.abc import Set as AbstractSet

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.tokens import tokens

# Letters of an excerpt, and how many of them stand before the first hit.
EXCERPT, BEFORE = 220, 80

Span = tuple[int, int]


def spans(text: str, language: str, forms: AbstractSet[str]) -> list[Span]:
    """Where the words stand, in order and without overlap."""
    found: list[Span] = []
    for token in tokens(text, language):
        if token.form in forms and (not found or token.start >= found[-1][1]):
            found.append((token.start, token.end))
    return found


def marked(text: str, found: list[Span]) -> SafeString:
    """The escaped text with the spans in <mark>."""
    pieces, at = [], 0
    for start, end in found:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 (escaped above)


def excerpt(text: str, language: str, forms: AbstractSet[str]) -> SafeString | str:
    """The part of a long text around the first hit, marked; "" when no word stands in it."""
    text = text.replace("\n", " · ")
    found = spans(text, language, forms)
    if not found:
        return ""
    start = _break_after(text, found[0][0] - BEFORE)
    end = _break_before(text, max(start + EXCERPT, found[0][1]))
    inside = [(first - start, last - start) for first, last in found if last <= end]
    piece = marked(text[start:end], inside)
    return mark_safe(f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}")  # noqa: S308


def _break_after(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1


def _break_before(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.find(" ", at)
    return len(text) if space < 0 else space
