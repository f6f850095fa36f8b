"""How much is translated, by language and kind, and what is to be done next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.text import capfirst

from core.admin.translations import may_translate, page_url
from core.content import parts
from core.content.translation_states import State, other_languages
from core.models import TranslatedModel

Models = Sequence[type[TranslatedModel]]
_SOURCE = "source"


@dataclass(frozen=True)
class Share:
    """One language (or one kind in it): how many of the texts are in which state."""

    name: str
    code: str
    total: int
    counts: Counter[str]

    @property
    def missing(self) -> int:
        return self.total - self.counts.total()

    @property
    def done(self) -> int:
        """Translated from the German text of today."""
        return self.counts.total() - self.counts["outdated"]

    @property
    def percent(self) -> int:
        """Rounded down: 100 means that nothing is left to do."""
        return 100 * self.done // self.total if self.total else 100

    @property
    def by_state(self) -> list[tuple[State, int]]:
        """What is to be done first; without what there is none of."""
        counted = {**self.counts, "missing": self.missing}
        return [(state, counted[state.value]) for state in State if counted.get(state.value)]


def models_for(user: Any) -> list[type[TranslatedModel]]:
    """What a member of the staff may translate."""
    return [model for model in parts.translated_models() if may_translate(user, model)]


def counted(models: Models) -> dict[tuple[str, str], Counter[str]]:
    """For each model (label) and language, and for German as "source", how many; one query for all models."""
    queries = [query for model in models for query in (_sources(model), _translations(model))]
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in queries[0].union(*queries[1:], all=True).order_by() if queries else ():
        if row["entry_number"]:
            found.setdefault((row["entry_kind"], row["entry_code"]), Counter())[row["entry_state"]] = row[
                "entry_number"
            ]
    return found


def _sources(model: Any) -> QuerySet:
    return _grouped(parts.in_use(model), model, Value(_SOURCE), Value(_SOURCE))


def _translations(model: Any) -> QuerySet:
    rows = model.translation_model().objects.filter(
        language__in=other_languages(), parent__in=parts.in_use(model).values("pk")
    )
    outdated = When(~Q(source_digest=F("parent__text_digest")), then=Value("outdated"))
    return _grouped(rows, model, F("language"), Case(outdated, default=F("status")))


def _grouped(rows: Any, model: Any, code: Any, state: Case | Value) -> QuerySet:
    rows = rows.order_by().annotate(
        entry_kind=Value(model._meta.label_lower, output_field=CharField()),
        entry_code=_as_text(code),
        entry_state=_as_text(state),
    )
    names = ("entry_kind", "entry_code", "entry_state")
    return rows.values(*names).annotate(entry_number=Count("pk")).values(*names, "entry_number")


def _as_text(expression: Any) -> Any:
    return Case(default=expression, output_field=CharField())


def by_language(models: Models, found: dict[tuple[str, str], Counter[str]]) -> list[Share]:
    """A line for each language, those with most outdated first."""
    labels = [model._meta.label_lower for model in models]
    total = sum(found.get((label, _SOURCE), Counter()).total() for label in labels)
    names = dict(settings.LANGUAGES)
    shares = [
        Share(
            names[code],
            code,
            total,
            sum((found.get((label, code), Counter()) for label in labels), Counter()),
        )
        for code in other_languages()
    ]
    return sorted(shares, key=lambda share: (-share.counts["outdated"], share.percent))


def by_kind(models: Models, found: dict[tuple[str, str], Counter[str]], language: str) -> list[Share]:
    """A line for each kind that has any text, those with most outdated first."""
    shares = [
        Share(
            str(capfirst(model._meta.verbose_name_plural)),
            model._meta.label_lower,
            found[model._meta.label_lower, _SOURCE].total(),
            found.get((model._meta.label_lower, language), Counter()),
        )
        for model in models
        if (model._meta.label_lower, _SOURCE) in found
    ]
    return sorted(shares, key=lambda share: (-share.counts["outdated"], -share.missing))


# --- What is to be done -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToDo:
    name: str
    state: State
    url: str


def to_do(model: type[TranslatedModel], language: str, most: int = 50) -> list[ToDo]:
    """Entries of one kind that are outdated, then those that are missing; two queries."""
    rows: Any = model.translation_model().objects.filter(language=language)
    in_use = parts.in_use(model).order_by("pk")
    outdated = in_use.filter(pk__in=rows.outdated().values("parent"))[:most]
    missing = in_use.exclude(pk__in=rows.values("parent"))[:most]
    states = [(State.OUTDATED, one) for one in outdated] + [(State.MISSING, one) for one in missing]
    return [ToDo(str(one), state, page_url(model, one.pk, language)) for state, one in states[:most]]


def next_to_do(model: type[TranslatedModel], language: str, after: int) -> int | None:
    """The key of the next entry that is outdated or missing; begins again at the first one. Two queries."""
    rows: Any = model.translation_model().objects.filter(language=language)
    in_use = parts.in_use(model)
    waiting = in_use.exclude(pk__in=rows.exclude(pk__in=rows.outdated()).values("parent"))
    keys = list(waiting.exclude(pk=after).order_by("pk").values_list("pk", flat=True))
    return next((key for key in keys if key > after), keys[0] if keys else None)
