"""What a text names without saying it itself, so that each fact stands once.

`{{telefon:ki-zentrale}}` is the phone number of a contact point, `href="eintrag:angebot/komtum"` the page of
an entry, `href="eintrag:/kontakt/"` another page of the site, all in the reader's language. Keys are slugs,
former ones too: an entry keeps those that it had. Where a text is shown, `wording` makes links of them;
everywhere else (calendars, data, reports) `resolved` says the fact itself.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.middleware import language_of_path

PHONE, MAIL, ADDRESS, HOURS = KINDS = ("telefon", "mail", "adresse", "zeiten")
LABELS = {
    PHONE: gettext_lazy("Phone"),
    MAIL: gettext_lazy("E-mail"),
    ADDRESS: gettext_lazy("Address"),
    HOURS: gettext_lazy("Opening hours"),
}
FACT = re.compile(rf"\{{\{{(?:{'|'.join(KINDS)}):[a-z0-9_-]+\}}\}}")
SCHEME = "eintrag:"
# The addresses that editors give to links within the site: as a reference, or as they stand in the browser.
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(eintrag:|/(?!/))([^"]*)("[^>]*>)')
_END = "</a>"


@dataclass(frozen=True)
class Source:
    """Where facts and pages come from; nothing stands for what visitors may not see.

    `fact(kind, slug)` is in the active language; `pages` gives paths without their language for what stands
    behind "eintrag:"; `target` says what would stand there for a path, "" for none.
    """

    fact: Callable[[str, str], str] = lambda _kind, _slug: ""
    pages: Callable[[Iterable[str]], dict[str, str]] = lambda _targets: {}
    target: Callable[[str], str] = lambda _path: ""


_source = Source()


def provide(**functions: Any) -> Source:
    """Name functions of the source; returns the source named before."""
    global _source
    former = _source
    _source = replace(former, **functions)
    return former


def has_any(text: str) -> bool:
    return "{{" in text or 'href="/' in text or SCHEME in text


def fact(reference: str, language: str) -> str:
    """The fact in plain words; "" where visitors may not see it. Costs what the source costs."""
    kind, slug = reference.strip("{}").split(":")
    if kind != HOURS:
        return _source.fact(kind, slug)
    with translation.override(language):
        return _source.fact(kind, slug)


def not_known() -> str:
    """What stands in the place of a fact that visitors may not see."""
    return _("(please ask us)")


def resolved(text: str, language: str = "") -> str:
    """The text with facts and addresses in the place of references; links without an aim are plain text."""
    if not has_any(text):
        return text
    is_html = text.startswith("<")
    own = language or translation.get_language() or settings.LANGUAGE_CODE

    def said(found: re.Match[str]) -> str:
        value = fact(found[0], own) or not_known()
        return escape(value) if is_html else value

    return FACT.sub(said, with_pages(text) if is_html else text)


def with_pages(html: str) -> str:
    """HTML whose links within the site lead to pages in the active language; others of these are no links."""
    links = {found[0]: _target(found) for found in _LINK.finditer(html)}
    if not any(links.values()):
        return html
    pages = _source.pages(filter(None, links.values()))
    language = translation.get_language() or settings.LANGUAGE_CODE
    pieces, at = [], 0
    for start in _LINK.finditer(html):
        target = links[start[0]]
        if not target:
            continue
        end = html.find(_END, start.end())
        path = pages.get(target, "")
        words = html[start.end() : end]
        tag = f"{start[1]}/{language}{escape(path)}{start[4]}"
        pieces += [html[at : start.start()], f"{tag}{words}{_END}" if path else words]
        at = end + len(_END)
    return "".join([*pieces, html[at:]])


def with_targets(html: str) -> str:
    """HTML whose links within the site are references, as it is stored."""

    def referred(found: re.Match[str]) -> str:
        target = _target(found)
        return f"{found[1]}{SCHEME}{target}{found[4]}" if target else found[0]

    return _LINK.sub(referred, html) if 'href="/' in html else html


def without_facts(text: str) -> str:
    return FACT.sub(" ", text) if "{{" in text else text


def unfollowed(text: str) -> list[str]:
    """What of a text visitors would miss: facts that are not known or not public, links that lead nowhere."""
    if not has_any(text):
        return []
    language = settings.LANGUAGE_CODE
    facts = [one for one in FACT.findall(text) if not fact(one, language)]
    broken = re.findall(r"\{\{.*?\}\}", FACT.sub("", text))
    targets = [target for found in _LINK.finditer(text) if (target := _target(found))]
    pages = _source.pages(targets)
    return [*facts, *broken, *(target for target in targets if not pages.get(target))]


def _target(found: re.Match[str]) -> str:
    """What stands behind "eintrag:", or would; "" for an address that is no page of the site."""
    if found[2] == SCHEME:
        return found[3]
    path = found[2] + found[3]
    language = language_of_path(path)
    return _source.target(path.removeprefix(f"/{language}")) if language else ""
