"""What a page shows of a ranking: titles, sentences and addresses, with the hits marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from core.references import resolved
from search import registry
from search.marks import excerpt, marked, spans
from search.models import Entry, EntryText, of_objects
from search.need import kinds_by_need
from search.ranking import Found, Ranking
from search.registry import Link


@dataclass(frozen=True)
class Result:
    """One object as it is shown. The texts are escaped, with <mark> around what was found."""

    kind: str
    label: str
    url: str
    title: SafeString
    summary: SafeString
    excerpt: SafeString | str
    # The language of the texts: that of the page or, where a translation is missing, German.
    language: str
    is_past: bool
    ends_on: date | None


@dataclass(frozen=True)
class KindOfResults:
    kind: str
    label: str
    # How many were found, of which `results` are the first.
    count: int
    results: list[Result]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.results)


def by_kind(ranking: Ranking, of_each: int) -> list[KindOfResults]:
    """The results grouped by kind in the order of need; two queries."""
    kinds = kinds_by_need(ranking)
    shown = results(ranking, [one for found in kinds.values() for one in found[:of_each]])
    groups = []
    for kind, found in kinds.items():
        of_kind = [result for result in shown if result.kind == kind]
        groups.append(KindOfResults(kind, registry.label(kind), len(found), of_kind))
    return [group for group in groups if group.results]


def results(ranking: Ranking, found: Sequence[Found]) -> list[Result]:
    """These objects as they are shown; two queries, whatever their number."""
    if not found:
        return []
    wanted = of_objects((one.kind, one.object_id) for one in found)
    languages = {ranking.language, settings.LANGUAGE_CODE}
    texts: dict[tuple[str, int, str], EntryText] = {
        (text.kind, text.object_id, text.language): text
        for text in EntryText.objects.filter(wanted, language__in=languages)
    }
    entries = {(entry.kind, entry.object_id): entry for entry in Entry.objects.filter(wanted)}
    shown = []
    for one in found:
        entry = entries.get((one.kind, one.object_id))
        own = texts.get((one.kind, one.object_id, ranking.language))
        # Where only words around it are translated (its topic, its place), the object itself is German.
        german = texts.get((one.kind, one.object_id, settings.LANGUAGE_CODE))
        text = own if own and own.title else german
        url = _url(entry)
        if entry and text and url:
            shown.append(_result(ranking, one, entry, text, url))
    return shown


def _url(entry: Entry | None) -> str:
    try:
        return Link.unpack(entry.link).url() if entry else ""
    except NoReverseMatch:
        return ""


def _result(ranking: Ranking, one: Found, entry: Entry, text: EntryText, url: str) -> Result:
    forms = ranking.forms.get(text.language, frozenset())
    title, summary = resolved(text.title), resolved(text.summary)
    in_title = spans(title, text.language, forms)
    in_summary = spans(summary, text.language, forms)
    return Result(
        kind=one.kind,
        label=registry.label(one.kind),
        url=url,
        title=marked(title, in_title),
        summary=marked(summary, in_summary),
        # Where title and sentence do not show why it was found, the text does.
        excerpt="" if in_title or in_summary else excerpt(resolved(text.body), text.language, forms),
        language=text.language,
        is_past=one.is_past,
        ends_on=entry.ends_on,
    )
