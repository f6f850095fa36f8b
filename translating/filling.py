"""Filling what is missing by machine: every text is looked at before it is taken, none is overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from core.content import changes, parts
from core.models import TranslatedModel, Translation
from translating import keeping
from translating.machine import Translator

# Entries that are translated and saved together: what is done stays, even if the machine fails later.
TOGETHER = 10


@dataclass(frozen=True)
class Wanted:
    """A German text of an object that has no translation yet."""

    entry: TranslatedModel
    name: str

    @property
    def german(self) -> str:
        return getattr(self.entry, self.name)

    @property
    def is_html(self) -> bool:
        return hasattr(self.entry._meta.get_field(self.name), "sanitize")

    @property
    def place(self) -> str:
        return f"{self.entry}: {capfirst(self.entry._meta.get_field(self.name).verbose_name)}"  # type: ignore[union-attr]


@dataclass
class Filled:
    """`texts` are good; `refused` says for each other one why."""

    texts: dict[Wanted, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def translate(machine: Translator, wanted: Sequence[Wanted], language: str) -> Filled:
    """Ask for rich and plain texts apart; raises TranslatorError, and then nothing was taken."""
    filled = Filled()
    for is_html in (False, True):
        group = [one for one in wanted if one.is_html is is_html]
        answers = machine.translate([one.german for one in group], language, is_html) if group else []
        for one, answer in zip(group, answers, strict=True):
            text, problem = _looked_at(one, answer)
            if problem:
                filled.refused.append(f"{one.place}: {problem}")
            else:
                filled.texts[one] = text
    return filled


def _looked_at(wanted: Wanted, answer: str) -> tuple[str, str]:
    """The text as it would be stored, and what is wrong with it."""
    model_field: Any = wanted.entry.translation_model()._meta.get_field(wanted.name)
    if problem := keeping.lost(wanted.german, answer, wanted.is_html):
        return "", problem
    try:
        return model_field.clean(answer.strip(), None), ""
    except ValidationError as error:
        return "", " ".join(error.messages)


def missing_in(model: type[TranslatedModel], language: str) -> Iterable[Any]:
    """Entries of `model` without any translation into a language; one query."""
    rows: Any = model.translation_model().objects
    done = rows.filter(language=language).values("parent")
    return parts.in_use(model).exclude(pk__in=done).order_by("pk")


def outdated_in(model: type[TranslatedModel], language: str) -> Iterable[Any]:
    """Entries whose translation was made by machine from an older German text; one query."""
    rows: Any = model.translation_model().objects.outdated()
    rows = rows.filter(language=language, status=Translation.Status.MACHINE)
    return parts.in_use(model).filter(pk__in=rows.values("parent")).order_by("pk")


def fill(machine: Translator, entries: Sequence[TranslatedModel], language: str) -> Filled:
    """Translate entries as a whole and store them as made by machine.

    What a person has written or reviewed is left alone, and so is an older translation of which not every
    text could be replaced.
    """
    wanted = [Wanted(one, name) for one in entries for name in one.text_fields() if getattr(one, name)]
    filled = translate(machine, wanted, language)
    with changes.batch():
        for entry in entries:
            asked = {one for one in wanted if one.entry == entry}
            texts = {one.name: filled.texts[one] for one in asked if one in filled.texts}
            _store(entry, language, texts, is_whole=len(texts) == len(asked))
    return filled


def _store(entry: TranslatedModel, language: str, texts: dict[str, str], is_whole: bool) -> None:
    model: Any = entry.translation_model()
    row = model.objects.filter(parent=entry, language=language).first()
    if not texts or (row and (row.status != Translation.Status.MACHINE or not is_whole)):
        return
    row = row or model(parent=entry, language=language, status=Translation.Status.MACHINE)
    for name, text in texts.items():
        setattr(row, name, text)
    # The German text may have changed while the machine worked; what the machine saw is what counts.
    row.source_digest = entry.text_digest
    row.save(minor=True)
