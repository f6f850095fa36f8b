"""Which kinds of results come first: what helps, before what explains, before what the city plans."""

from functools import cache

from search import registry
from search.ranking import Found, Ranking, Titled
from search.registry import Need
from search.tokens import stem_of, tokens


def kinds_by_need(ranking: Ranking) -> dict[str, list[Found]]:
    """The results by kind, in the order of need, each kind with the best first.

    Before that order come kinds that the words ask for: they are the name of that kind ("Handlungsfeld") or
    stand in a title of it. Then those of which an entry has all words, as long as they are for people who
    seek help. The plans of the city wait where a title of what helps says the same in other words, and the
    glossary, which only explains, never goes ahead.
    """
    kinds: dict[str, list[Found]] = {}
    for one in ranking.found:
        kinds.setdefault(one.kind, []).append(one)
    places = {kind: _place(ranking, kind, found) for kind, found in kinds.items()}
    return dict(sorted(kinds.items(), key=lambda item: places[item[0]]))


def first_by_need(ranking: Ranking, number: int) -> list[Found]:
    """The best of all kinds: those that are asked for or help, before the plans of the city."""
    waiting = {
        kind
        for kind in {one.kind for one in ranking.found}
        if _need(kind) >= Need.CONCEPT and not _is_asked_for(ranking, kind)
    }
    return sorted(ranking.found, key=lambda one: (not one.has_all, one.kind in waiting))[:number]


def _place(ranking: Ranking, kind: str, found: list[Found]) -> tuple[bool, bool, Need]:
    """Sorts kinds: not asked for, without an entry that has all words, how far from a need.

    A life situation answers those who type its words; whom other words lead there finds it among the pages.
    """
    need = _need(kind)
    if need == Need.SITUATION and not _is_asked_for(ranking, kind):
        need = Need.PAGE
    has_all = need < Need.CONCEPT and need != Need.GLOSSARY and any(one.has_all for one in found)
    return not _is_asked_for(ranking, kind), not has_all, need


def _is_asked_for(ranking: Ranking, kind: str) -> bool:
    need = _need(kind)
    if need == Need.GLOSSARY:
        return False
    if need >= Need.CONCEPT and any(one.titled and _need(one.kind) < Need.GLOSSARY for one in ranking.found):
        return _is_named(ranking, kind)
    is_titled = any(one.kind == kind and one.titled == Titled.TYPED for one in ranking.found)
    return is_titled or _is_named(ranking, kind)


def _need(kind: str) -> Need:
    searchable = registry.of_kind(kind)
    return searchable.need if searchable else Need.PAGE


def _is_named(ranking: Ranking, kind: str) -> bool:
    stems = {spelling.stem for group in ranking.groups for spelling in group.typed.spellings}
    return any(name <= stems for name in _names(kind))


@cache
def _names(kind: str) -> list[frozenset[str]]:
    """The stems of what people call such entries, in each language that has a name for them."""
    searchable = registry.of_kind(kind)
    names = searchable.names if searchable else {}
    return [
        frozenset(stem_of(token.form, token.shown, language) for token in tokens(name, language))
        for language, name in names.items()
    ]
