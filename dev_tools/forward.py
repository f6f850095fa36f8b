"""`dev.py forward`: the suite on newer Pythons and on the newest Django, outside of the daily proof.

Each combination has a virtual environment of its own in var/forward/. What the newest Django warns of is
shown, not an error: the site stays on the long-term release, and this tells early what a change will cost.
"""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from dev_tools import environment
from dev_tools.console import StopError, say
from dev_tools.environment import ROOT

FOLDER = ROOT / "var" / "forward"
NEWEST_DJANGO = "django>=6,<7"


@dataclass(frozen=True)
class Combination:
    """`django` empty: the pinned packages as they are; else what pip shall install in place of its pin."""

    python: str
    django: str = ""

    def __str__(self) -> str:
        return f"Python {self.python}, " + (self.django or "the pinned packages")


COMBINATIONS = (Combination("3.11"), Combination("3.13"), Combination("3.13", NEWEST_DJANGO))


def forward(arguments: list[str]) -> int:
    """Run the tests without a browser on SQLite in each combination; `arguments` go to pytest.

    A Python that this machine lacks is an error: nothing is skipped silently.
    """
    failures = []
    for one in COMBINATIONS:
        started = time.monotonic()
        python = _installed(one)
        say(f"Tests with {one}")
        warnings = ["-W", "default"] if one.django else []
        command = [python, "-m", "pytest", "--browser-tests=without", "-n", "2", *warnings, *arguments]
        environ = os.environ | environment.TEST_ENVIRONMENT
        environ.pop("DATABASE_URL", None)
        if subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode:
            failures.append(str(one))
        say(f"{one}: {time.monotonic() - started:.0f} s")
    say(f"FAILED: {'; '.join(failures)}" if failures else "ALL GREEN")
    return 1 if failures else 0


def interpreter(version: str) -> str:
    """The path of this Python, of the shell's path or of pyenv. Raises StopError."""
    if found := shutil.which(f"python{version}"):
        check = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        if check.returncode == 0 and f" {version}." in check.stdout:
            return found
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    if found_here := sorted((root / "versions").glob(f"{version}.*/bin/python")):
        return str(found_here[-1])
    raise StopError(
        f"Python {version} is not installed: install it (apt, pyenv, uv python install {version})."
    )


def _installed(one: Combination) -> str:
    """The interpreter of the combination's environment, made or brought up to date where it is needed."""
    name = one.python + ("-newest" if one.django else "")
    folder = FOLDER / name
    python = folder / "bin" / "python"
    if not python.exists():
        say(f"Making an environment for {one}")
        subprocess.run([interpreter(one.python), "-m", "venv", "--clear", str(folder)], check=True)
    wanted = FOLDER / f"{name}.txt"
    text = requirements(one)
    if not wanted.exists() or wanted.read_text() != text:
        listed = FOLDER / f"{name}.in"
        listed.write_text(text)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--upgrade", "--disable-pip-version-check"]
        if subprocess.run([*pip, "-r", str(listed)], cwd=ROOT, check=False).returncode:
            raise StopError(f"pip could not install what {one} needs.")
        listed.replace(wanted)
    return str(python)


def requirements(one: Combination) -> str:
    """What pip shall install: the pins without hashes, and another Django in place of the pinned one."""
    lines = []
    for file in environment.TEST_PINS:
        for line in (ROOT / file).read_text().splitlines():
            if pin := re.match(r"([A-Za-z0-9._-]+(?:\[[^\]]+\])?)==([^\s;\\]+)(\s*;[^\\]+)?", line):
                name, version, marker = pin[1], pin[2], (pin[3] or "").rstrip()
                replaced = one.django and name.lower() == "django"
                lines.append(f"{one.django}{marker}" if replaced else f"{name}=={version}{marker}")
    return "\n".join(dict.fromkeys(lines)) + "\n"
