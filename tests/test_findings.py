"""The scripts of `findings/` keep their form. What they show is not tested here, for it needs the network."""

import os
import re
import shlex
from pathlib import Path

import pytest

from dev_tools.environment import ROOT

FOLDER = ROOT / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))
EXACT = re.compile(r"(?P<name>[\w.-]+)(?:\[\w+\])?(?:==|@)(?P<version>\d[\w.]*)")


def installed(script: str) -> list[str]:
    """All packages that the script's calls of pip and npm name."""
    lines = script.replace("\\\n", " ").splitlines()
    calls = [shlex.split(line) for line in lines if re.search(r"\b(?:pip|npm) (?:install|i)\b", line)]
    return [word for call in calls for word in call[2:] if not word.startswith("-")]


def table_rows() -> dict[str, str]:
    """Rows of the README's table by the file that they link."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return {
        row[1]: row[0] for row in re.findall(r"^(\| \[[\w-]+\]\(([\w-]+\.sh)\) \|.*)$", text, re.MULTILINE)
    }


def test_the_table_lists_exactly_the_scripts() -> None:
    assert SCRIPTS
    assert list(table_rows()) == [path.name for path in SCRIPTS]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_script_keeps_the_form(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    first, *lines = script.splitlines()
    end = lines.index("set -euo pipefail")
    comment = " ".join(lines[:end])
    assert os.access(path, os.X_OK)
    assert first == "#!/usr/bin/env bash"
    assert 3 <= end <= 8
    assert all(line.startswith("# ") for line in lines[:end])
    assert re.search(r"\b\d{4}-\d\d-\d\d\b", comment)
    assert 'work=$(mktemp -d)\ntrap \'rm -rf "$work"\' EXIT\ncd "$work"\n' in script
    assert "CHANGED: " in script
    assert not re.search(r"index-url|registry|find-links|/(?:home|tmp|work|opt|usr/(?!bin/env))", script)

    packages = installed(script)
    assert packages
    pins = [EXACT.fullmatch(package) for package in packages]
    assert None not in pins, packages
    row = table_rows()[path.name].split("|")[2]
    for name, version in re.findall(r"([\w.-]+) (\d[\w.]*)", row):
        assert f"{name} {version}" in comment
        assert (name, version) in [(pin["name"], pin["version"]) for pin in pins if pin]


@pytest.mark.parametrize(
    ("line", "packages"),
    [
        ("venv/bin/pip install -qq icalendar==7.3.0 tzdata==2026.6", ["icalendar==7.3.0", "tzdata==2026.6"]),
        ("venv/bin/pip install -qq django", ["django"]),
        ("npm install --silent \\\n    rrule@2.8.1 ical.js", ["rrule@2.8.1", "ical.js"]),
    ],
)
def test_packages_are_found_with_or_without_a_pin(line: str, packages: list[str]) -> None:
    assert installed(line) == packages
    assert all(EXACT.fullmatch(package) for package in packages) == (
        not {"django", "ical.js"} & set(packages)
    )
