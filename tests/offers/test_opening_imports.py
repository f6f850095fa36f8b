"""The package stays free of models and of the framework, but for the translation of words."""

import ast
from pathlib import Path

import offers.opening

PACKAGE = Path(offers.opening.__file__).parent


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_only_display_imports_django_and_only_its_translation():
    found = {
        path.name: {name for name in imported(path) if name.split(".")[0] in {"django", "offers", "ki_site"}}
        for path in PACKAGE.glob("*.py")
    }
    assert {name: names for name, names in found.items() if names} == {
        "display.py": {"django.utils.translation"}
    }


def test_no_module_reaches_out_of_the_package():
    assert [
        path.name for path in PACKAGE.glob("*.py") if any(n.startswith("..") for n in imported(path))
    ] == []
