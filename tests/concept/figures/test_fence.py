"""Small numbers are protected in one place: who else reads the raw number of a value is on this list."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# What stands there has gone through `concept.figures`, is a target, or is the value as a whole.
FROM_FIGURES = {
    "concept/indicators/pages.py: row.value",
    "concept/indicators/pages.py: target.value",
    "concept/indicators/pages.py: value.previous_value",
    "concept/overview/pages.py: aim.value",
    "concept/reports/figures.py: one.value",
}
# Names that the raw numbers of a value go by.
RAW = {"value", "previous_value"}
# From stored to shown; what staff type, upload and look at; targets, which are no counts of people.
ROOMS = ("concept/figures/", "concept/admin/", "concept/tables/", "concept/grid/", "concept/models/")


def readers() -> Iterator[str]:
    """Places that import the model of the values and take a number from something."""
    for folder in ("concept", "ki_site", "news", "offers", "search", "translating"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            name = str(path.relative_to(settings.BASE_DIR))
            if name.startswith(ROOMS) or "/migrations/" in name:
                continue
            yield from found_in(name, path)


def found_in(name: str, path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    if not imported & {"IndicatorValue", "Figure"}:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in RAW and "state" not in ast.unparse(node).lower():
            yield f"{name}: {ast.unparse(node)}"


def test_only_these_read_raw_numbers() -> None:
    assert set(readers()) == FROM_FIGURES
