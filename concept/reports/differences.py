"""What is different between two reports, or between a report and today, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concept.reports.figures import Part
from concept.reports.richtext import plain
from concept.reports.snapshot import Snapshot
from core.admin.differences import LONG, marked

NEW, ENDED, CHANGED = "new", "ended", "changed"
_OVER = ("completed", "stopped")
# Kinds in the order of the page; each is a list of parts with a slug in the report.
KINDS = {
    "measures": gettext_lazy("Measures"),
    "indicators": gettext_lazy("Figures"),
    "goals": gettext_lazy("Goals"),
    "approaches": gettext_lazy("Approaches"),
    "fields": gettext_lazy("Action fields"),
    "bodies": gettext_lazy("Bodies and meetings"),
    "milestones": gettext_lazy("Milestones"),
}
# Names of the fields that are compared one by one, and which of them are HTML.
_FIELDS: dict[str, dict[str, Any]] = {
    "measures": {
        "title": gettext_lazy("title"),
        "summary": gettext_lazy("in one sentence"),
        "description": gettext_lazy("description"),
        "progress_text": gettext_lazy("progress"),
        "starts_text": gettext_lazy("start"),
        "ends_text": gettext_lazy("end"),
        "funding": gettext_lazy("funding programmes"),
        "audiences": gettext_lazy("audiences"),
    },
    "indicators": {
        "name": gettext_lazy("name"),
        "definition": gettext_lazy("definition"),
        "limits": gettext_lazy("limits"),
        "source_name": gettext_lazy("source"),
    },
    "goals": {"title": gettext_lazy("goal"), "description": gettext_lazy("explanation")},
    "approaches": {"title": gettext_lazy("approach"), "description": gettext_lazy("explanation")},
    "fields": {
        "name": gettext_lazy("name"),
        "summary": gettext_lazy("in one sentence"),
        "description": gettext_lazy("description"),
    },
    "bodies": {
        "name": gettext_lazy("name"),
        "task": gettext_lazy("task"),
        "rhythm": gettext_lazy("rhythm"),
        "members_note": gettext_lazy("who belongs to it"),
    },
    "milestones": {
        "title": gettext_lazy("title"),
        "date_text": gettext_lazy("date"),
        "description": gettext_lazy("description"),
    },
    "report": {
        "title": gettext_lazy("title"),
        "publisher": gettext_lazy("published by"),
        "foreword": gettext_lazy("foreword"),
    },
}
_HTML = {"description", "dealt_with", "foreword"}


@dataclass(frozen=True)
class Line:
    """One thing that changed: from `old` to `new`, or, for long texts, the changed places marked."""

    label: str
    old: str = ""
    new: str = ""
    marked: SafeString | None = None
    reason: str = ""


@dataclass(frozen=True)
class Change:
    """Of one entry. `key` names it among all changes of a comparison."""

    kind: str
    slug: str
    name: str
    what: str
    lines: list[Line] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True)
class Comparison:
    changes: list[Change]

    @property
    def groups(self) -> list[tuple[str, str, list[Change]]]:
        """Kind, what happened, and the changes, in the order of the page and without empty ones."""
        sorts = [(kind, what) for kind in ("report", *KINDS) for what in (NEW, ENDED, CHANGED)]
        found = [
            (sort, [change for change in self.changes if (change.kind, change.what) == sort])
            for sort in sorts
        ]
        return [(sort[0], heading(*sort), rows) for sort, rows in found if rows]

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(name, len(rows)) for _kind, name, rows in self.groups]


def heading(kind: str, what: str) -> str:
    """In the active language: "New measures", "Measures that ended or are no longer in the report" …"""
    if kind == "report":
        return _("The report itself")
    if (kind, what) == ("indicators", CHANGED):
        return _("Changed figures")
    if (kind, what) == ("measures", ENDED):
        return _("Measures that ended or are no longer contained")
    words = {
        NEW: _("%(kind)s: new"),
        ENDED: _("%(kind)s: no longer contained"),
        CHANGED: _("%(kind)s: changed"),
    }
    return words[what] % {"kind": KINDS[kind]}


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """From `old` to `new`, in the active language."""
    changes: list[Change] = []
    if lines := _lines("report", old["report"], new["report"]):
        changes.append(Change("report", "report", new["report"]["title"], CHANGED, lines))
    for kind in KINDS:
        changes += _of_kind(kind, old, new)
    return Comparison(changes)


def _of_kind(kind: str, old: Snapshot, new: Snapshot) -> Iterable[Change]:
    before = {one["slug"]: one for one in old[kind]}
    after = {one["slug"]: one for one in new[kind]}
    for slug, part in after.items():
        if slug not in before:
            yield Change(kind, slug, _name(part), NEW, _introduced(kind, part))
            continue
        lines = _lines(kind, before[slug], part) + _more(kind, before[slug], part, old, new)
        if lines:
            over = kind == "measures" and part["progress"] in _OVER
            has_ended = over and before[slug]["progress"] not in _OVER
            yield Change(kind, slug, _name(part), ENDED if has_ended else CHANGED, lines)
    for slug, part in before.items():
        if slug not in after:
            yield Change(kind, slug, _name(part), ENDED)


def _name(part: Part) -> str:
    return str(part.get("title") or part.get("name"))


def _introduced(kind: str, part: Part) -> list[Line]:
    if kind == "measures":
        return [Line(capfirst(_("progress")), new=part["progress_text"])]
    if kind == "indicators" and part["latest"]:
        return [Line(part["latest"]["period_text"], new=part["latest"]["value_text"])]
    return []


def _lines(kind: str, before: Part, after: Part) -> list[Line]:
    found = []
    for name, label in _FIELDS[kind].items():
        old, new = (_words(name, part.get(name)) for part in (before, after))
        if old != new:
            found.append(_line(capfirst(label), old, new))
    return found


def _words(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return plain(value or "") if name in _HTML else str(value or "")


def _line(label: str, old: str, new: str, reason: str = "") -> Line:
    if old and new and max(len(old), len(new)) >= LONG:
        return Line(label, marked=_spoken(marked(old, new)), reason=reason)
    return Line(label, old, new, reason=reason)


def _spoken(text: SafeString) -> SafeString:
    """Says before each changed place what a screen reader does not tell of a line through or below it."""
    words = {"del": _("no longer there:"), "ins": _("new:")}
    for tag, word in words.items():
        hint = format_html('<{}><span class="visually-hidden">{} </span>', mark_safe(tag), word)  # noqa: S308
        text = mark_safe(text.replace(f"<{tag}>", hint))  # noqa: S308 - escaped by `marked`
    return text


def _more(kind: str, before: Part, after: Part, old: Snapshot, new: Snapshot) -> list[Line]:
    """What the parts of one kind have besides plain fields."""
    if kind == "measures":
        names = _organisation_names(old, new)
        who = [
            _line(label, names(before, key), names(after, key))
            for key, label in (("lead", capfirst(_("lead"))), ("organisations", _("Organisations involved")))
            if names(before, key) != names(after, key)
        ]
        return who + _years(before, after)
    if kind == "indicators":
        return _values(before, after) + _targets(before, after)
    if kind == "bodies":
        known = {one["slug"] for one in before["meetings"]}
        fresh = [one for one in after["meetings"] if one["slug"] not in known]
        return [Line(_("Meeting"), new=f"{one['date_text']}: {one['title']}") for one in fresh]
    return []


def _organisation_names(old: Snapshot, new: Snapshot) -> Callable[[Part, str], str]:
    known = {**old["organisations"], **new["organisations"]}

    def names(part: Part, key: str) -> str:
        keys = part[key] if isinstance(part[key], list) else [part[key]]
        return ", ".join(known[one]["name"] for one in keys if one in known)

    return names


def _years(before: Part, after: Part) -> list[Line]:
    known = {one["year"]: one for one in before["years"]}
    found = []
    for year in after["years"]:
        new = " ".join(filter(None, (year["done"], year["figures"], year["next_steps"])))
        earlier = known.get(year["year"])
        old = ""
        if earlier:
            old = " ".join(filter(None, (earlier["done"], earlier["figures"], earlier["next_steps"])))
        if old != new:
            found.append(_line(_("Year %(year)s") % {"year": year["year"]}, old, new))
    return found


def _values(before: Part, after: Part) -> list[Line]:
    """Values that are new, changed (with the reason that is given) or gone."""

    def keyed(part: Part) -> dict[tuple[str, str, str | None], Part]:
        return {(one["period"], one["date"], one["group"]): one for one in part["values"]}

    known, today = keyed(before), keyed(after)
    found = []
    for key, one in today.items():
        earlier = known.get(key)
        if earlier is None:
            found.append(Line(_("New value %(period)s") % {"period": _place(one)}, new=one["value_text"]))
        elif (earlier["value_text"], earlier["status"]) != (one["value_text"], one["status"]):
            label = _("Changed value %(period)s") % {"period": _place(one)}
            old, new = (_with_status(part) for part in (earlier, one))
            found.append(Line(label, old, new, reason=one["correction_reason"] or _("No reason is given.")))
    for key, one in known.items():
        if key not in today:
            found.append(Line(_("Value %(period)s") % {"period": _place(one)}, one["value_text"]))
    return found


def _place(value: Part) -> str:
    return ", ".join(filter(None, (value["period_text"], value["group_text"])))


def _with_status(value: Part) -> str:
    if not value["status_text"]:
        return str(value["value_text"])
    return f"{value['value_text']} ({value['status_text']})"


def _targets(before: Part, after: Part) -> list[Line]:
    old = {one["year"]: one["value_text"] for one in before["targets"]}
    new = {one["year"]: one["value_text"] for one in after["targets"]}
    return [
        Line(_("Target %(year)s") % {"year": year}, old.get(year, ""), new.get(year, ""))
        for year in sorted({*old, *new})
        if old.get(year) != new.get(year)
    ]
