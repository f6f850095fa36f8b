"""The report as it is read: the frozen parts put in order, for the page and for the PDF alike.

Plain data only (texts, lists, dictionaries), made from the snapshot and nothing else, so that the same
snapshot gives the same document for ever.
"""

from collections.abc import Callable
from typing import Any

from concept.models import Chapter
from concept.reports.figures import Part
from concept.reports.richtext import paragraphs, tree
from concept.reports.snapshot import Snapshot

# So many values of a series stand in the table; the workbook has all.
ROWS = 10
# The page of measures of no field.
LOOSE = "loose"


def document(snapshot: Snapshot) -> dict[str, Any]:
    maker = _Maker(snapshot)
    chapters = [
        {"key": chapter["key"], "title": chapter["title"], **maker.chapter(chapter["key"])}
        for chapter in snapshot["chapters"]
    ]
    foreword = tree(snapshot["report"]["foreword"])
    return {
        "report": snapshot["report"],
        "version": snapshot["version"],
        "labels": snapshot["labels"],
        "foreword": foreword,
        "chapters": chapters,
        "pages": _pages(snapshot["labels"], chapters, foreword),
        "examples": maker.about_examples,
    }


def _pages(words: dict[str, str], chapters: list[Part], foreword: Any) -> list[Part]:
    """The pages that the report has on the web: each chapter, and each field of that of the fields, which
    holds most. `anchor` is what the page is called in the whole report.
    """
    found: list[Part] = (
        [{"key": "foreword", "title": words["foreword"], "anchor": "foreword"}] if foreword else []
    )
    for chapter in chapters:
        anchor = f"chapter-{chapter['key']}"
        if chapter["key"] != Chapter.FIELDS:
            found.append(
                {"key": chapter["key"], "title": chapter["title"], "anchor": anchor, "chapter": chapter}
            )
            continue
        found += [
            {"key": field["anchor"], "title": field["name"], "anchor": field["anchor"], "field": field}
            for field in chapter["fields"]
        ]
        if chapter["loose"]:
            title = words["measures_without_field"]
            found.append({"key": LOOSE, "title": title, "anchor": LOOSE, "loose": chapter["loose"]})
    return found


class _Maker:
    def __init__(self, snapshot: Snapshot) -> None:
        self.all = snapshot
        self.words: dict[str, str] = snapshot["labels"]
        self.fields = {one["slug"]: one for one in snapshot["fields"]}
        self.organisations = snapshot["organisations"]
        parts = [one for kind in ("goals", "approaches", "indicators") for one in snapshot[kind]]
        flags = [part["is_example"] for part in parts if part.get("field")]
        some = any(flags) or any(measure["is_example"] for measure in snapshot["measures"])
        # Reports that were fixed before have no words for all of them at once.
        self.is_said_once = bool(flags) and all(flags) and "examples_all" in self.words
        one = "examples_all" if self.is_said_once else "examples_note" if some else ""
        self.about_examples = self.words[one] if one else ""

    def chapter(self, key: str) -> Part:
        makers: dict[str, Callable[[], Part]] = {
            Chapter.GLANCE: self._glance,
            Chapter.CITY: lambda: {"indicators": self._indicators(None)},
            Chapter.FIELDS: self._fields,
            Chapter.STEERING: lambda: {"bodies": [self._body(one) for one in self.all["bodies"]]},
            Chapter.MILESTONES: lambda: {
                "milestones": [self._milestone(one) for one in self.all["milestones"]]
            },
            Chapter.ORGANISATIONS: lambda: {"rows": self._organisations()},
            Chapter.SOURCES: self._sources,
        }
        return makers[key]()

    # --- Chapters ------------------------------------------------------------------------------------

    def _glance(self) -> Part:
        rows = []
        for field in self.all["fields"]:
            measures = [one for one in self.all["measures"] if field["slug"] in one["fields"]]
            indicators = [one for one in self.all["indicators"] if one["field"] == field["slug"]]
            rows.append(
                {
                    "name": self._field_name(field),
                    "goals": str(sum(1 for one in self.all["goals"] if one["field"] == field["slug"])),
                    "measures": str(len(measures)),
                    "reported": str(sum(1 for measure in measures if measure["years"])),
                    "figures": str(sum(1 for indicator in indicators if indicator["latest"])),
                }
            )
        return {"facts": self.all["glance"], "rows": rows}

    def _fields(self) -> Part:
        loose = [self._measure(one) for one in self.all["measures"] if not one["fields"]]
        return {"fields": [self._field(one) for one in self.all["fields"]], "loose": loose}

    def _field(self, field: Part) -> Part:
        slug = field["slug"]
        of_field = [one for one in self.all["measures"] if slug in one["fields"]]
        own = [one for one in of_field if one["fields"][0] == slug]
        approaches = [one for one in self.all["approaches"] if one["field"] == slug]
        return {
            "anchor": f"field-{slug}",
            "name": self._field_name(field),
            "summary": field["summary"],
            "text": tree(field["description"]),
            "goals": [self._goal(one, approaches) for one in self.all["goals"] if one["field"] == slug],
            "approaches": [self._approach(approach) for approach in approaches if approach["goal"] is None],
            "indicators": self._indicators(slug),
            "rows": [self._measure_row(one) for one in of_field],
            "measures": [self._measure(one) for one in own],
            "elsewhere": [
                {
                    "title": one["title"],
                    "anchor": f"measure-{one['slug']}",
                    "page": self._page_of(one),
                    "field": self._field_name(self.fields[one["fields"][0]]),
                }
                for one in of_field
                if one["fields"][0] != slug
            ],
        }

    def _is_marked(self, one: Part) -> bool:
        return bool(one["is_example"]) and not self.is_said_once

    def _page_of(self, measure: Part) -> str:
        """The key of the page that a measure stands on in full."""
        return f"field-{measure['fields'][0]}" if measure["fields"] else LOOSE

    def _field_name(self, field: Part) -> str:
        return str(field["name"]) if field["is_cross_cutting"] else f"{field['code']} {field['name']}"

    def _goal(self, goal: Part, approaches: list[Part]) -> Part:
        return {
            "name": f"{self.words['goal']} {goal['number']}: {goal['title']}",
            "is_example": self._is_marked(goal),
            "text": paragraphs(goal["description"]),
            "approaches": [
                self._approach(approach) for approach in approaches if approach["goal"] == goal["slug"]
            ],
        }

    def _approach(self, one: Part) -> Part:
        return {
            "title": one["title"],
            "description": one["description"],
            "is_example": self._is_marked(one),
        }

    def _body(self, one: Part) -> Part:
        names = [self._organisation(one["lead"]), ", ".join(map(self._organisation, one["members"]))]
        facts = [
            (self.words["role"], one["role_text"]),
            (self.words["lead"], names[0]),
            (self.words["meets"], one["rhythm"]),
            (self.words["members"], names[1] or one["members_note"]),
        ]
        return {
            "name": one["name"],
            "text": paragraphs(one["task"]),
            "facts": _filled(facts),
            "meetings": [
                {
                    "name": f"{meeting['date_text']}: {meeting['title']}",
                    "text": tree(meeting["dealt_with"]),
                    "url": meeting["url"],
                }
                for meeting in one["meetings"]
            ],
        }

    def _milestone(self, one: Part) -> Part:
        return {"when": one["date_text"], "title": one["title"], "text": paragraphs(one["description"])}

    def _organisations(self) -> list[Part]:
        rows = []
        for slug, organisation in self.organisations.items():
            led = sum(1 for one in self.all["measures"] if one["lead"] == slug)
            part = sum(1 for one in self.all["measures"] if slug in one["organisations"])
            if led or part:
                rows.append({"name": organisation["name"], "led": str(led), "part": str(part)})
        return sorted(rows, key=lambda row: row["name"].casefold())

    def _sources(self) -> Part:
        rows = [
            {
                "name": one["name"],
                "source": one["source_name"] or self.words["unknown"],
                "url": one["source_url"],
                "latest": one["latest"]["period_text"] if one["latest"] else self.words["no_data"],
            }
            for one in self.all["indicators"]
        ]
        return {"text": self.all["made"], "rows": rows}

    # --- Measures and figures ------------------------------------------------------------------------

    def _organisation(self, slug: str | None) -> str:
        return str(self.organisations[slug]["name"]) if slug in self.organisations else ""

    def _running_time(self, one: Part) -> str:
        if one["starts_text"] and not one["ends_text"]:
            return self.words["since"] % one["starts_text"]
        return " – ".join(filter(None, (one["starts_text"], one["ends_text"])))

    def _measure_row(self, one: Part) -> Part:
        years = ", ".join(year["year"] for year in one["years"])
        return {
            "title": one["title"],
            "anchor": f"measure-{one['slug']}",
            "page": self._page_of(one),
            "is_example": one["is_example"],
            "progress": one["progress_text"],
            "lead": self._organisation(one["lead"]),
            "reported": years or self.words["no"],
        }

    def _measure(self, one: Part) -> Part:
        involved = ", ".join(filter(None, map(self._organisation, one["organisations"])))
        facts = [
            (self.words["progress"], one["progress_text"]),
            (self.words["running_time"], self._running_time(one)),
            (self.words["lead"], self._organisation(one["lead"])),
            (self.words["partners"], involved),
            (self.words["funding"], ", ".join(one["funding"])),
        ]
        last = one["last_year"]
        return {
            "anchor": f"measure-{one['slug']}",
            "title": one["title"],
            "is_example": one["is_example"],
            "summary": one["summary"],
            "text": tree(one["description"]),
            "facts": _filled(facts),
            "years": [self._year(year) for year in one["years"]],
            "last": {
                **self._year(last),
                "sentence": self.words["last_report"] % last["year"],
            }
            if last
            else None,
            "was_reported": bool(one["years"] or last),
        }

    def _year(self, year: Part) -> Part:
        more = [
            (self.words["figures_reached"], year["figures"]),
            (self.words["next_steps"], year["next_steps"]),
            (self.words["source"], year["source"]),
        ]
        return {
            "heading": f"{self.words['done']}: {year['year']}",
            "text": paragraphs(year["done"]),
            "facts": _filled(more),
        }

    def _indicators(self, field: str | None) -> list[Part]:
        return [self._indicator(one) for one in self.all["indicators"] if one["field"] == field]

    def _indicator(self, one: Part) -> Part:
        points = [value for value in one["values"] if value["group"] is None]
        groups = [value for value in one["values"] if value["group"] is not None]
        last_date = max((value["date"] for value in groups), default="")
        counted = " · ".join(
            filter(
                None,
                (one["population_text"], one["territory_text"], one["rhythm_text"], one["describes_text"]),
            )
        )
        return {
            "anchor": f"indicator-{one['slug']}",
            "name": one["name"],
            "is_example": self._is_marked(one),
            "takeaway": one["takeaway"],
            "chart": one["chart"],
            "alt": f"{one['name']}. {one['takeaway']} {self.words['chart_alt']}",
            "legend": self._legend(one["chart"]),
            "rows": [self._value_row(value, one) for value in reversed(points[-ROWS:])],
            "has_more": len(points) > ROWS,
            "groups": [self._value_row(value, one) for value in groups if value["date"] == last_date],
            "targets": [{**target, "is_example": self._is_marked(target)} for target in one["targets"]],
            "definition": paragraphs(one["definition"]),
            "limits": paragraphs(one["limits"]),
            "counted": counted,
        }

    def _legend(self, chart: Part | None) -> list[str]:
        if chart is None:
            return []
        lines = [
            # Reports that were fixed before time was to scale have bars.
            (
                any(mark["is_hollow"] for mark in [*chart["dots"], *chart.get("bars", ())]),
                "legend_provisional",
            ),
            (chart.get("has_uncertain"), "legend_uncertain"),
            (chart["breaks"], "legend_break"),
            (chart["target"], "legend_target"),
            (chart["missing"], "legend_missing"),
        ]
        return [self.words[key] for is_there, key in lines if is_there]

    def _value_row(self, value: Part, indicator: Part) -> Part:
        status = ": ".join(filter(None, (value["status_text"], value["correction_reason"])))
        return {
            "when": value["period_text"],
            "group": value["group_text"],
            "value": value["value_text"],
            "source": value["source_name"] or indicator["source_name"],
            "url": value["source_url"],
            "note": " ".join(filter(None, (status and f"{status}.", value["note"]))),
        }


def _filled(facts: list[tuple[str, str]]) -> list[Part]:
    return [{"name": name, "value": value} for name, value in facts if value]
