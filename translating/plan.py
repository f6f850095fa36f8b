"""What the import of a file would change: looked at before anything is stored, and again when it is."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.admin.differences import in_words
from core.admin.translations import may_translate
from core.content import changes, source_texts
from core.content.translations import comparable, same_lines
from core.editing import locking
from core.models import TranslatedModel
from translating import keeping, units
from translating.reads import Read
from translating.units import Unit


@dataclass(frozen=True)
class Step:
    """A text that changes, or one of an outdated translation that is said to fit."""

    read: Read
    unit: Unit
    text: str
    warning: str = ""

    @property
    def changes(self) -> bool:
        return self.text != self.unit.text

    @property
    def words(self) -> list[str]:
        """German, the text so far and the new one, without their tags."""
        return [in_words(self.unit.model_field, one) for one in (self.unit.german, self.unit.text, self.text)]


@dataclass(frozen=True)
class Mistake:
    place: int
    key: str
    message: str


@dataclass
class Plan:
    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def changed(self) -> list[Step]:
        return [step for step in self.steps if step.changes]

    @property
    def doubtful(self) -> int:
        return sum(bool(step.warning) for step in self.changed)

    @property
    def confirmed(self) -> int:
        return sum(not step.changes for step in self.steps)

    @property
    def digest(self) -> str:
        """Differs when the same file would change something else."""
        told = [f"{step.unit.key}\x1f{step.unit.text}\x1f{step.text}" for step in self.steps]
        return hashlib.blake2b("\x1e".join(told).encode(), digest_size=16).hexdigest()


def make(found: Sequence[Read], language: str, user: Any) -> Plan:
    """Look at every unit; what does not fit is left out and named. Two queries for each model in the file."""
    plan = Plan()
    known = _known(found, language)
    texts: dict[str, list[str]] = {}
    for read in found:
        given = texts.setdefault(_place(read), [])
        if read.text not in given:
            given.append(read.text)
    for place, read in {(_place(read), read.text): read for read in found}.items():
        unit = known.get(place[0])
        problem = _problem(read, unit, len(texts[place[0]]) > 1, user)
        if not problem and unit is not None:
            problem = _look_at(plan, read, unit)
        if problem:
            plan.mistakes.append(Mistake(read.place, read.key, problem))
    return plan


def lock(found: Sequence[Read]) -> None:
    """Before `make` in one transaction with `carry_out`: nobody saves in between what the file is about."""
    for model, keys in sorted(_meant(found), key=lambda item: item[0]._meta.label):
        locking.lock(model, keys)


def _look_at(plan: Plan, read: Read, unit: Unit) -> str:
    """Put one text where it belongs in the plan; what is wrong with it, else ""."""
    text = same_lines(read.text).strip()
    if not text:
        plan.empty += 1
        return ""
    text, problem = _cleaned(unit, text)
    if problem:
        return problem
    is_german = text == unit.german
    if text == unit.text and not (read.fits and unit.state == "outdated"):
        plan.unchanged += 1
    elif is_german and not read.fits:
        plan.empty += 1
    else:
        lost = keeping.lost(unit.german, text, unit.is_html)
        plan.steps.append(
            Step(
                replace(read, key=unit.key), unit, text, _("This is the German text.") if is_german else lost
            )
        )
    return ""


def _place(read: Read) -> str:
    """The key without the digest."""
    return read.key.rpartition(":")[0]


def _known(found: Sequence[Read], language: str) -> dict[str, Unit]:
    """The units that the file may mean, by their keys without the digest."""
    entries = [
        entry for model, keys in _meant(found) for entry in model._default_manager.in_bulk(keys).values()
    ]
    return {unit.key.rpartition(":")[0]: unit for unit in units.of_entries(entries, language)}


def _meant(found: Sequence[Read]) -> Iterator[tuple[Any, set[int]]]:
    """The models that the file names, with keys that may be there."""
    keys: dict[str, set[int]] = {}
    for read in found:
        label, _colon, rest = read.key.partition(":")
        number = rest.partition(":")[0]
        if number.isdecimal() and len(number) < 16:
            keys.setdefault(label, set()).add(int(number))
    for label, numbers in keys.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        if issubclass(model, TranslatedModel):
            yield model, numbers


def _problem(read: Read, unit: Unit | None, is_twice: bool, user: Any) -> str:
    if unit is None:
        return _("There is no such text any more, or the key has been changed.")
    if not may_translate(user, type(unit.entry)):
        return _("You may not translate this kind of entry.")
    if is_twice:
        return _("This text stands twice in the file.")
    if read.key != unit.key and comparable(unit.model_field, read.german).strip() != unit.german.strip():
        return _("The German text has changed since the export. Export it anew.")
    return read.problem


def _cleaned(unit: Unit, text: str) -> tuple[str, str]:
    """The text as it would be stored (rich text sanitised), and what is wrong with it."""
    if problem := keeping.brackets(text):
        return "", problem
    model_field: Any = unit.entry.translation_model()._meta.get_field(unit.name)
    if text == unit.text:
        return text, ""
    try:
        cleaned = model_field.clean(text, None)
    except ValidationError as error:
        return "", " ".join(error.messages)
    return (cleaned, "") if cleaned else ("", _("Nothing is left of the text when it is cleaned."))


def carry_out(plan: Plan, language: str, status: str) -> int:
    """Store the steps with this status, each object once; how many texts have changed."""
    count = len(plan.changed)
    by_entry: dict[Any, list[Step]] = {}
    for step in plan.steps:
        by_entry.setdefault(step.unit.entry, []).append(step)
    with changes.batch():
        for entry, steps in by_entry.items():
            row = steps[0].unit.row
            changed = source_texts.changed_fields(entry, row)
            settled = row is None or source_texts.is_settled(changed, {step.unit.name for step in steps})
            model = entry.translation_model()
            row = row or model(parent=entry, language=language)
            if any(step.changes for step in steps):
                row.status = status
            for step in steps:
                setattr(row, step.unit.name, step.text)
            row.save(minor=not settled)
    return count
