"""The published words of the glossary, kept in memory for each language."""

import re
import unicodedata
from dataclasses import dataclass

from django.urls import reverse

from core.german_terms import MARKED, unmarked
from core.languages import SOURCE
from core.memory.validity import KeptWhileTrue
from core.words.alphabet import sort_key
from core.words.glossary import Glossary, words_of
from ki_site.portal.terms import Term
from search.folding import fold

# A German term in round brackets behind its translation.
_BESIDE = re.compile(rf"\s*[(（]\s*{MARKED.pattern}\s*[)）]")


@dataclass(frozen=True)
class GlossaryData:
    terms: list[Term]
    glossary: Glossary


_kept: KeptWhileTrue[GlossaryData] = KeptWhileTrue("glossary", megabytes=None, shared=True)


def glossary_data() -> GlossaryData:
    """Words and links of the active language; a query or two when the content has changed, else none."""
    return _kept.made("", _fetch)


def current_glossary() -> Glossary:
    return glossary_data().glossary


def _fetch() -> GlossaryData:
    terms = sorted(Term.objects.published().translated(), key=lambda term: sort_key(term.name, SOURCE))
    slugs: dict[str, str] = {}
    forms: list[str] = []
    for term in terms:
        # In easy German long words are written with hyphens: "Aufenthalts-Titel".
        for form in dict.fromkeys([*term.all_forms, *([term.text.name] if _is_easy(term) else [])]):
            forms.append(form)
            slugs.setdefault(form.casefold(), term.slug)
    return GlossaryData(terms, Glossary(reverse("portal:glossary"), words_of(forms), slugs))


def _is_easy(term: Term) -> bool:
    return term.text.language_of("name").startswith(f"{SOURCE}-")


def by_letter(terms: list[Term]) -> list[tuple[str, list[Term]]]:
    """The words below the first letter of their German name."""
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(unicodedata.normalize("NFKD", term.name)[:1].upper(), []).append(term)
    return list(groups.items())


def matching(terms: list[Term], query: str) -> list[Term]:
    """The words whose name in German or in the active language, or another form, has `query` in it; else
    those that are explained with it.
    """
    wanted = fold(query, SOURCE)
    if not wanted:
        return terms
    named = [
        term
        for term in terms
        if any(wanted in fold(name, SOURCE) for name in (*term.all_forms, unmarked(term.text.marked("name"))))
    ]
    return named or [
        term for term in terms if wanted in fold(unmarked(term.text.marked("explanation")), SOURCE)
    ]


def own_name(term: Term) -> str:
    """The word in the active language without the German one beside it; "" where it is the same."""
    name = unmarked(_BESIDE.sub("", term.text.marked("name"))).strip()
    return "" if name == term.name or term.text.is_foreign("name") else name
