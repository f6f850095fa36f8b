"""What the glossary knows, for the tags that show texts; the portal, which keeps it, provides it."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Glossary:
    """The explained terms in one language.

    `words` is a regular expression that finds them in German texts, "" where there are none; `slugs` says by
    a term in lower case, in any of its forms, where it stands on the page `url`.
    """

    url: str
    words: str
    slugs: dict[str, str]

    def link_of(self, term: str) -> str:
        """The address of the explanation of a German term, "" where there is none."""
        slug = self.slugs.get(" ".join(term.split()).casefold())
        return f"{self.url}#{slug}" if slug else ""


NOTHING = Glossary("", "", {})
_provide: Callable[[], Glossary] = lambda: NOTHING  # noqa: E731


def provide(source: Callable[[], Glossary]) -> Callable[[], Glossary]:
    """Name the function that gives the glossary in the active language; returns the one named before."""
    global _provide
    former, _provide = _provide, source
    return former


def current() -> Glossary:
    """The glossary in the active language; no query when it is in memory."""
    return _provide()


def words_of(forms: list[str]) -> str:
    """A regular expression for any of these words as a whole, the longest first."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])" if ordered else ""
