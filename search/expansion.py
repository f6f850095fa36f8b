"""Which words of the vocabulary answer a typed word, and how well."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from search import compounds, synonyms, typos
from search.folding import GERMAN
from search.parsing import Query, Spelling, Typed
from search.stems import stem
from search.tokens import stem_of, tokens
from search.vocabulary import Vocabulary, vocabulary

# How much of a word's weight counts.
EXACT, STEM, SYNONYM, MAIN_PART, PART, BEGINNING, TYPO = 1.0, 0.9, 0.85, 0.6, 0.45, 0.6, 0.5
# Words for one typed word: no more than these, the best ones.
MOST_WORDS = 200
SHORTEST_BEGINNING = 3
# Words whose families are kept with the vocabulary.
MOST_REMEMBERED = 2000


@dataclass
class Group:
    """A typed word and the words that answer it: id → share of the weight that counts."""

    typed: Typed
    words: dict[int, float] = field(default_factory=dict)
    # Those of them that are the typed word, in any form or as a part: no synonyms, no guesses.
    own: set[int] = field(default_factory=set)
    # Of a compound: the words that answer each of its parts.
    parts: list[dict[int, float]] = field(default_factory=list)
    # The nearest words when the typed one is not known, the best first: (id, as it is written).
    corrections: list[tuple[int, str]] = field(default_factory=list)

    def add(self, word_id: int, factor: float) -> None:
        if factor > self.words.get(word_id, 0):
            self.words[word_id] = factor

    def shorten(self) -> None:
        if len(self.words) > MOST_WORDS:
            best = sorted(self.words.items(), key=lambda item: -item[1])[:MOST_WORDS]
            self.words = dict(best)


def expand(query: Query, unfinished: bool) -> list[Group]:
    """One group for each word. `unfinished`: the last word is still being typed, so its beginning counts."""
    groups = [Group(word) for word in query.words]
    for group in groups:
        for spelling in group.typed.spellings:
            group.own.update(_family(group, spelling, 1.0))
            if unfinished and group is groups[-1]:
                _beginning(group, spelling)
    _written_apart(groups)
    _synonyms(query, groups)
    for group in groups:
        group.shorten()
    return groups


def _written_apart(groups: list[Group]) -> None:
    """Two words that the site writes as one: "case management", "Eltern Café"."""
    for first, second in pairwise(groups):
        for one, other in zip(first.typed.spellings, second.typed.spellings, strict=False):
            words = vocabulary(one.language)
            for joined in (f"{one.form}{other.form}", f"{one.form}s{other.form}"):
                for word_id in words.by_stem.get(stem(joined, one.language), ()):
                    first.add(word_id, STEM)
                    second.add(word_id, STEM)


def _family(group: Group, spelling: Spelling, share: float) -> Iterable[int]:
    """Add the word itself, its inflections, and compounds of which it is a part; returns their ids."""
    words = vocabulary(spelling.language)
    known = words.memory.get((spelling.form, spelling.stem))
    if known is None:
        known = _related(spelling, words)
        if len(words.memory) < MOST_REMEMBERED:
            words.memory[spelling.form, spelling.stem] = known
    for word_id, factor in known.items():
        group.add(word_id, factor * share)
    return known


def _itself(group: Group, spelling: Spelling, share: float) -> None:
    """Add the word itself and its inflections, but no compound."""
    words = vocabulary(spelling.language)
    for word_id in words.by_stem.get(spelling.stem, ()):
        group.add(word_id, STEM * share)
    if spelling.form in words.ids:
        group.add(words.ids[spelling.form], EXACT * share)


def _related(spelling: Spelling, words: Vocabulary) -> dict[int, float]:
    inflected = words.by_stem.get(spelling.stem, ())
    found: dict[int, float] = {}
    if spelling.language in GERMAN:
        forms = {spelling.form, *(words.forms[word_id] for word_id in inflected)}
        for part in compounds.parts_to_look_for(spelling.stem, forms):
            for word_id, is_main in compounds.words_with_part(part, words, MOST_WORDS):
                found[word_id] = max(found.get(word_id, 0), MAIN_PART if is_main else PART)
    found.update(dict.fromkeys(inflected, STEM))
    if spelling.form in words.ids:
        found[words.ids[spelling.form]] = EXACT
    return found


def _beginning(group: Group, spelling: Spelling) -> None:
    if len(spelling.form) > 1:
        for word_id in vocabulary(spelling.language).starting_with(spelling.form, MOST_WORDS):
            group.add(word_id, BEGINNING)


def _synonyms(query: Query, groups: list[Group]) -> None:
    """Words and phrases that editors have given another name; it answers all words of the phrase."""
    by_word = {id(group.typed): group for group in groups}
    languages = {spelling.language for word in query.words for spelling in word.spellings}
    for language in languages:
        table = synonyms.table(language)
        longest = max(map(len, table), default=0)
        stems = [
            next((one.stem for one in word.spellings if one.language == language), "")
            for word in query.sequence
        ]
        for first in range(len(stems)):
            for last in range(first + 1, min(first + longest, len(stems)) + 1):
                for meant in table.get(tuple(stems[first:last]), ()):
                    for word in query.sequence[first:last]:
                        if group := by_word.get(id(word)):
                            _meant(group, meant)


def _meant(group: Group, meant: str, share: float = 1.0) -> None:
    for language in dict.fromkeys(spelling.language for spelling in group.typed.spellings):
        form = next(iter(_forms(meant, language)), None)
        if form is not None:
            _itself(group, form, SYNONYM * share)


def _forms(word: str, language: str) -> list[Spelling]:
    # The last one: of a hyphenated word the whole.
    return [
        Spelling(language, token.form, stem_of(token.form, token.shown, language))
        for token in list(tokens(word, language))[-1:]
    ]


def retry(group: Group, only_sure: bool, most_parts: int) -> Group:
    """For a word that nothing answered: its beginning, what somebody may have meant, or the parts of it.

    `only_sure`: nothing but a slip of the finger is put right.
    """
    near: list[tuple[Vocabulary, int]] = []
    for spelling in group.typed.spellings:
        words = vocabulary(spelling.language)
        started = Group(group.typed)
        if len(spelling.form) >= SHORTEST_BEGINNING:
            _beginning(started, spelling)
        if started.words:
            return started
        near += [
            (words, word_id)
            for word_id in typos.similar(spelling.form, words)
            if not only_sure or typos.is_slip(spelling.form, words.forms[word_id])
        ]
        if spelling.language in GERMAN and not _is_close(spelling, near):
            compound = Group(group.typed)
            take_apart(compound, most_parts)
            if compound.parts:
                return compound
    return _corrected(group.typed, near) if near else _known_part(group.typed)


def _corrected(typed: Typed, near: list[tuple[Vocabulary, int]]) -> Group:
    corrected = Group(typed)
    for words, word_id in near:
        corrected.corrections.append((word_id, words.shown[word_id]))
        form = words.forms[word_id]
        same = Spelling(words.language, form, stem(words.shown[word_id], words.language))
        _family(corrected, same, TYPO)
        for meant in synonyms.table(words.language).get((same.stem,), ()):
            _meant(corrected, meant, TYPO)
    corrected.shorten()
    return corrected


def _known_part(typed: Typed) -> Group:
    group = Group(typed)
    for spelling in typed.spellings:
        if spelling.language in GERMAN and not group.words:
            part = compounds.known_part(spelling.form, vocabulary(spelling.language))
            if part:
                _itself(group, Spelling(spelling.language, part, stem(part, spelling.language)), PART)
    return group


def take_apart(group: Group, most: int) -> None:
    """Fill `parts` (`most` at most) of a compound: an object that has all of them answers it.

    A part must stand there as a word of its own. All but the last, the head, may also begin another
    compound, as long as they do not begin many: "Flüchtlingsrat" has a part of "Flüchtlingsberatung", but
    "Rathaus" none of "Frauenhaus", and "Kindergarten" none of "Kinderbetreuung".
    """
    for spelling in group.typed.spellings:
        if spelling.language in GERMAN and not group.parts:
            words = vocabulary(spelling.language)
            parts = compounds.split(spelling.form, words)[:most]
            last = len(parts) - 1
            group.parts = [_part(group.typed, part, words, n == last) for n, part in enumerate(parts)]


def _part(typed: Typed, part: str, words: Vocabulary, is_head: bool) -> dict[int, float]:
    group = Group(typed)
    _itself(group, Spelling(words.language, part, stem(part, words.language)), 1.0)
    if not is_head:
        for word_id in compounds.words_with_beginning(part, words):
            group.add(word_id, PART)
    return group.words


def _is_close(spelling: Spelling, near: list[tuple[Vocabulary, int]]) -> bool:
    """Whether a single wrong letter explains it."""
    return any(abs(len(words.forms[pk]) - len(spelling.form)) <= 1 for words, pk in near)
