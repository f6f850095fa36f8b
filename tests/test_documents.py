"""What the documents say is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from concept.models import rounds
from core import roles
from dev_tools import cli
from dev_tools.environment import ROOT
from ki_site.portal.models import ENQUIRY_DAYS
from search import misses

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Places that appear only when the site runs, and those of a server.
MADE = ("var/", ".venv", "/", "~", "http")
# A file or folder of the repository, in backticks or as the target of a link.
PLACE = re.compile(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|txt|yaml))`|\]\(((?!http)[^)#]+)\)")
HOUSE = {path.name for path in ROOT.iterdir()}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def places(path: Path) -> list[str]:
    """What a document names of the repository; only what begins like something that is there."""
    found = [in_backticks or linked for in_backticks, linked in PLACE.findall(text(path))]
    return [one for one in found if not one.startswith(MADE)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_place_that_a_document_names_is_there(path: Path) -> None:
    missing = [
        place
        for place in places(path)
        if not (ROOT / place).exists() and not (path.parent / place).exists() and not _inside_of_a_room(place)
    ]
    assert missing == []


def _inside_of_a_room(place: str) -> bool:
    """Rooms inside of `concept/` and `tests/` are listed by their last name beside the first one."""
    return any((ROOT / room / place).exists() for room in ("concept", "tests", "ki_site", "news"))


def test_every_command_of_dev_py_stands_in_a_document_and_none_more() -> None:
    commands = set(next(iter(cli.parser()._subparsers._group_actions)).choices)  # type: ignore[union-attr]
    written = {name for path in DOCUMENTS for name in re.findall(r"dev\.py ([a-z][\w-]*)", text(path))}

    assert written == commands


def test_every_management_command_stands_in_the_readme_and_none_more() -> None:
    ours = {name for name, app in get_commands().items() if str(app).partition(".")[0] in HOUSE}
    readme = text(ROOT / "README.md")
    named = set(re.findall(r"manage\.py ([a-z_]+)", readme))

    assert ours - named == {"demo_users"}, "demo_users belongs to dev.py run"
    assert {name for name in named if name not in get_commands()} == set()


@pytest.mark.parametrize(
    ("command", "days"),
    [("enquiries", ENQUIRY_DAYS), ("rounds", rounds.PURGE_DAYS), ("searches", misses.DAYS)],
)
def test_readme_says_when_personal_data_go(command: str, days: int) -> None:
    line = re.search(rf"^\| `manage.py purge_{command}` \|.*$", text(ROOT / "README.md"), re.MULTILINE)

    assert line
    assert f" {days} days" in line[0]


def test_roles_are_called_as_in_the_admin() -> None:
    readme = text(ROOT / "README.md")

    assert [
        role for role in (roles.REDAKTION, roles.LEITUNG, roles.ADMINISTRATION) if f"**{role}**" not in readme
    ] == []


def test_readme_stays_short() -> None:
    assert len(text(ROOT / "README.md").splitlines()) < 200


def test_decisions_are_few_and_all_listed() -> None:
    files = {path.name for path in (ROOT / "docs" / "decisions").glob("*.md")} - {"README.md"}

    assert len(files) <= 10
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", text(ROOT / "docs" / "decisions" / "README.md"))) == files


def test_version_of_the_project_heads_the_changelog() -> None:
    version = re.search(r'^version = "(.+)"$', text(ROOT / "pyproject.toml"), re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert version
    assert version[1] in " ".join(headings)
