"""One entry with its parts in one language: what stands on the translation page, and how it is saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.admin.differences import in_words, marked
from core.admin.translations import may_translate
from core.content import changes, parts, source_texts
from core.content.translation_states import State, rows_of, state_of
from core.content.translations import same_lines
from core.editing.locking import lock
from core.models import TranslatedModel, Translation
from translating import easy_german
from translating.forms import StateForm, text_form

EASY = "de-simple"


@dataclass
class Line:
    """One field: German beside the language."""

    bound: Any
    german: str
    is_rich: bool
    # What it was when it was translated: None where it has not changed, "" where that is not known.
    before: str | None
    warnings: list[easy_german.Warning] = field(default_factory=list)

    @property
    def shown(self) -> SafeString | str:
        return mark_safe(self.german) if self.is_rich else self.german  # noqa: S308  sanitised when saved

    @property
    def differences(self) -> SafeString | None:
        """German with the changed places marked; None where it is not known what it was."""
        model_field = self.bound.form.instance._meta.get_field(self.bound.name)
        if not self.before:
            return None
        return marked(in_words(model_field, self.before), in_words(model_field, self.german), whole=True)


@dataclass
class Part:
    """The entry itself or something that belongs to it."""

    entry: TranslatedModel
    row: Translation | None
    form: Any
    language: str
    is_main: bool

    @property
    def state(self) -> State:
        return state_of(self.entry, self.row)

    @property
    def seen(self) -> str:
        """The version of the translation that the page was made from."""
        return self.row.updated_at.isoformat() if self.row is not None else ""

    @cached_property
    def changed(self) -> dict[str, str | None]:
        return source_texts.changed_fields(self.entry, self.row)

    @property
    def kind(self) -> str:
        return str(self.entry._meta.verbose_name)

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(name) for name in self.form.text_names]

    def _line(self, name: str) -> Line:
        before = (self.changed[name] or "") if name in self.changed else None
        is_rich = hasattr(self.entry._meta.get_field(name), "sanitize")
        line = Line(self.form[name], getattr(self.entry, name) or "", is_rich, before)
        if self.language == EASY:
            line.warnings = easy_german.check(line.bound.value() or "", is_html=is_rich)
        return line


class TranslationPage:
    """Made for a request. Costs two queries for each kind of part, one more where German has changed."""

    def __init__(self, request: HttpRequest, entry: TranslatedModel, language: str) -> None:
        self.request, self.entry, self.language = request, entry, language
        self.data: Any = _with_same_lines(request.POST) if request.method == "POST" else None
        self.failed = False
        self._make()

    def _make(self) -> None:
        self.parts = list(self._parts())
        self.state_form = StateForm(
            self.data, instance=self.main.row, rows=[part.row for part in self.parts], language=self.language
        )

    @property
    def main(self) -> Part:
        return self.parts[0]

    @property
    def is_outdated(self) -> bool:
        """Whether any part is older than its German text as it stands in the database; asks anew."""
        entries = [type(part.entry)._default_manager.get(pk=part.entry.pk) for part in self.parts]
        rows = rows_of(entries)
        states = {state_of(entry, rows.get((type(entry), entry.pk, self.language))) for entry in entries}
        return State.OUTDATED in states

    def _parts(self) -> Iterator[Part]:
        entries = parts.with_parts(self.entry)
        rows = rows_of(entries)
        for entry in entries:
            if not may_translate(self.request.user, type(entry)):
                continue
            row = rows.get((type(entry), entry.pk, self.language))
            form = text_form(self.request, entry, row, self.language, self.data)
            yield Part(entry, row, form, self.language, entry is self.entry)

    # --- Help with writing: nothing is saved --------------------------------------------------------------

    def put(self, texts: dict[str, str], status: str = "") -> None:
        """Fill fields, by their HTML names; what else was typed stays."""
        self.data.update(texts)
        if status:
            self.data["status"] = status
        self._make()

    # --- Saving -------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save what has changed, all or nothing; False where something is to be mended first."""
        valid = all(form.is_valid() for form in (self.state_form, *(part.form for part in self.parts)))
        try:
            with changes.batch():
                lock(type(self.entry), [self.entry.pk])
                if valid := valid and self._is_fresh():
                    for part in self.parts:
                        self._save_part(part)
        except IntegrityError:
            self.main.form.add_error(None, _meanwhile())
            valid = False
        self.failed = not valid
        return valid

    def _is_fresh(self) -> bool:
        """Whether nobody has saved any of the translations since the page was opened; one query a kind."""
        stored = rows_of([part.entry for part in self.parts])
        stale = [
            part
            for part in self.parts
            if self.request.POST.get(part.form.add_prefix("seen"))
            != _seen(stored.get((type(part.entry), part.entry.pk, self.language)))
        ]
        for part in stale:
            part.form.add_error(None, _meanwhile())
        return not stale

    def _save_part(self, part: Part) -> None:
        """Save the texts of one entry, if anything about them was changed, and say which German they fit.

        Example: the German summary was changed yesterday, so the Ukrainian text is outdated. Somebody mends
        the Ukrainian title alone: the row is saved and stays outdated, since what changed in German was not
        touched. With the summary mended, or with the tick at "still fits", it takes the digest of the German
        text that the form showed; had a colleague changed the German meanwhile, it would stay outdated.
        """
        form, row, state = part.form, part.form.instance, self.state_form
        texts_changed = set(form.changed_data) & set(form.text_names)
        fits = form.cleaned_data.get("fits", False)
        if not any(getattr(row, name) for name in row.text_fields()):
            if part.row is not None:
                part.row.delete()
            return
        own = part.is_main and state.notes_changed
        if not (texts_changed or fits or own or (part.row is not None and state.status_changed)):
            return
        if texts_changed or part.row is None or state.status_changed:
            row.status = state.cleaned_data["status"]
        if part.is_main:
            state.note(row)
        seen = self.request.POST.get(form.add_prefix("german"), "")[:32]
        if part.row is None or (
            seen == part.entry.text_digest and (fits or source_texts.is_settled(part.changed, texts_changed))
        ):
            row.source_digest = seen
        row.save(minor=True)


def _meanwhile() -> str:
    return _(
        "Somebody else has saved this translation in the meantime. Your text is still here; save once more "
        "to put it in the place of the other one."
    )


def _seen(row: Translation | None) -> str:
    return row.updated_at.isoformat() if row is not None else ""


def _with_same_lines(posted: Any) -> Any:
    data = posted.copy()
    for name in data:
        data.setlist(name, [same_lines(value) for value in data.getlist(name)])
    return data
