"""Looks over a text in easy German and says where it is hard to read.

The rules are those of Leichte Sprache that a program can see: short sentences with one statement, active,
affirmative, no genitive, no subjunctive, no abbreviations, digits for numbers, long words with a hyphen or a
mediopoint. Each finding is a hint: people decide, nothing is refused. Nothing here knows of a database.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_WORDS = 12
# A word of more letters is split by a hyphen or a mediopoint: Sprach-Kurs, Sprach·kurs.
MOST_LETTERS = 15
MOST_COMMAS = 1


class Rule(TextChoices):
    LENGTH = "length", _("Long sentence: write at most 12 words")
    STATEMENTS = "statements", _("Several statements: write one in each sentence")
    PASSIVE = "passive", _("Passive: say who does it")
    NEGATION = "negation", _("Negation: say what is, not what is not")
    GENITIVE = "genitive", _("Genitive: write “von dem” or “von der”")
    SUBJUNCTIVE = "subjunctive", _("Subjunctive: say what is or can be")
    ABBREVIATION = "abbreviation", _("Abbreviation: write the words in full")
    NUMBER = "number", _("Number as a word: write digits")
    COMPOUND = "compound", _("Long word: split it by a hyphen or a mediopoint")


@dataclass(frozen=True)
class Warning:  # noqa: A001  that is what editors call it
    rule: Rule
    # The number of the sentence in its text, from 1.
    sentence: int
    words: str


_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")
_TAGS = re.compile(r"<[^>]*>")
_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]+|\{\{[\w:-]+\}\}|\[\[|\]\]")
_SHORT = (
    r"z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R|s\. ?o|usw|bzw|ggf|evtl|inkl|zzgl|ca|vgl|etc|sog|max|min|Std|Min"
    r"|Tel|Nr|Str|Abs|Mo|Di|Mi|Do|Fr|Sa|So"
)
_ABBREVIATION = re.compile(rf"(?<![\w-])(?:{_SHORT})\.(?!\w*-)|\b(?:bzw|ggf|usw|inkl|evtl)\b")
_TITLE_OR_DAY = re.compile(rf"(?:(?<![\w-])(?:{_SHORT}|Dr|Prof|St|[A-Za-zÄÖÜ])|\b\d{{1,2}})\.$")
_END = re.compile(r"(?<=[.!?])[\s\"“”)]+(?=[\"„A-ZÄÖÜ0-9])")

_WERDEN = re.compile(r"\b(?:wird|werden|wirst|werdet|wurden?|worden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:[a-zäöüß]{0,6}ge[a-zäöüß]{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter)[a-zäöüß]{2,}t|[a-zäöü]+iert"
    r"|vergeben|verboten|beschlossen|entschieden|besprochen|betroffen|erhoben|verschoben|übernommen|angenommen)\b"
)
_INFINITIVES = re.compile(
    r"\b(?:gehen|geben|gelten|gehören|genießen|gewinnen|gelingen|abgeben|weitergehen)\b"
)
_NEGATION = re.compile(r"\b(?:nicht|nichts|nie|niemals|niemand\w*|kein\w*|ohne|weder)\b", re.IGNORECASE)
_GENITIVE = re.compile(
    r"\b(?:des|eines|meines|deines|seines|ihres|unseres|Ihres|dieses)\s+(?:[a-zäöüß]{1,40}en\s+)?[A-ZÄÖÜ][\wß-]{0,60}s\b"
    r"|\b[A-ZÄÖÜ][\wß·-]{1,60}\s+(?:der|einer|dieser)\s+[A-ZÄÖÜ][\wß·-]{1,60}(?:en|ung|heit|keit|schaft|tät|ion)\b"
    r"|\b(?:wegen|trotz|innerhalb|außerhalb|anhand|aufgrund|mithilfe)\b",
)
_SUBJUNCTIVE = re.compile(
    r"\b(?:würde|könnte|sollte|wäre|hätte|dürfte|müsste)(?:n|st|t)?\b|\bsei(?:en)?\b(?!\s+Sie)", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|fünfzig|hundert|tausend)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w·‧’'-]*")
_LETTERS = re.compile(rf"[A-Za-zÄÖÜäöüß]{{{MOST_LETTERS + 1},}}")

_PLAIN_RULES = {
    Rule.NEGATION: _NEGATION,
    Rule.GENITIVE: _GENITIVE,
    Rule.SUBJUNCTIVE: _SUBJUNCTIVE,
    Rule.ABBREVIATION: _ABBREVIATION,
    Rule.NUMBER: _NUMBER,
    Rule.COMPOUND: _LETTERS,
}


def sentences(text: str, is_html: bool = False) -> list[str]:
    """The sentences of a text; a line, a list item and a heading end one, too."""
    if is_html:
        text = html.unescape(_TAGS.sub("", _BLOCK_ENDS.sub("\n", text)))
    found: list[str] = []
    for line in text.splitlines():
        glue = False
        for piece in _END.split(_NOT_WORDS.sub("", line).strip()):
            if glue:
                found[-1] += f" {piece}"
            elif piece:
                found.append(piece)
            glue = bool(piece) and bool(_TITLE_OR_DAY.search(piece))
    return found


def check(text: str, is_html: bool = False) -> list[Warning]:
    """What makes the text hard to read, in the order of its sentences."""
    return [
        Warning(rule, number, words)
        for number, sentence in enumerate(sentences(text, is_html), start=1)
        for rule, words in _found(sentence)
    ]


def _found(sentence: str) -> Iterator[tuple[Rule, str]]:
    count = len(_WORD.findall(sentence))
    if count > MOST_WORDS:
        yield Rule.LENGTH, f"{_start(sentence)} ({count})"
    if sentence.count(",") > MOST_COMMAS or ";" in sentence:
        yield Rule.STATEMENTS, _start(sentence)
    if (helper := _WERDEN.search(sentence)) and (participle := _participle(sentence)):
        yield Rule.PASSIVE, f"{helper[0]} … {participle}"
    for rule, pattern in _PLAIN_RULES.items():
        for match in pattern.finditer(sentence):
            yield rule, match[0]


def _participle(sentence: str) -> str:
    for match in _PARTICIPLE.finditer(sentence):
        if not _INFINITIVES.fullmatch(match[0]):
            return match[0]
    return ""


def _start(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")
