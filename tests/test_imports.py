"""Imports run one way: core <- search, translating <- offers <- concept <- news <- ki_site."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# From the base of the house upwards; a module may name only its own package and those before it.
ORDER = ["core", "search", "translating", "offers", "concept", "news", "ki_site"]
LABELS = {name: name for name in ORDER[:-1]} | {"portal": "ki_site.portal"}
RELATION = re.compile(rf"({'|'.join(LABELS)})\.[A-Z]\w+")


def rank(module: str) -> int | None:
    """Where a module stands in ORDER; None for what is not part of the house."""
    places = [number for number, name in enumerate(ORDER) if f"{module}.".startswith(f"{name}.")]
    return min(places, key=lambda number: -len(ORDER[number])) if places else None


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Name and syntax tree of every module of the house."""
    for package in ORDER:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(tree: ast.Module, module: str) -> Iterator[tuple[int, str]]:
    """Line and name of every module that the code imports or, as "label.Model", relates to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(module.split(".")[: -node.level]) if node.level else ""
            source = ".".join(filter(None, (base, node.module or "")))
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and RELATION.fullmatch(node.value)
        ):
            yield node.lineno, LABELS[node.value.partition(".")[0]]


def wrong_way(module: str, tree: ast.Module) -> list[str]:
    """What the module names although it stands above it, or outside of the house (tests, tools)."""
    own = rank(module)
    assert own is not None
    found = []
    for line, name in named(tree, module):
        other = rank(name)
        outside = name.partition(".")[0] in ("tests", "dev_tools")
        if outside or (other is not None and other > own):
            found.append(f"{module}:{line} names {name}")
    return found


def test_imports_run_one_way() -> None:
    assert [line for module, tree in modules() for line in wrong_way(module, tree)] == []


def test_every_room_of_the_house_is_read() -> None:
    assert {rank(module) for module, _tree in modules()} == set(range(len(ORDER)))


def test_import_of_a_later_room_is_noticed_wherever_it_stands() -> None:
    tree = ast.parse(
        "from ki_site import portal\n"
        "def later():\n    import news.models\n"
        "place = ForeignKey('offers.Place')\n"
        "field = ForeignKey('concept.ActionField')\n"
        "from ki_site.core.models import Anything\n"
    )

    assert sorted(wrong_way("offers.models", tree)) == [
        "offers.models:1 names ki_site.portal",
        "offers.models:3 names news.models",
        "offers.models:5 names concept",
    ]
