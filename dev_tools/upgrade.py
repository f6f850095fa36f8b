"""`dev.py upgrade`: new pins, what is known against them, and the proof."""

import json
import subprocess
import sys
from typing import Any

from dev_tools import environment, proof
from dev_tools.console import StopError, say
from dev_tools.environment import ROOT

TOOLS = ROOT / "var" / "upgrade"
# Tools of their own, so that they are no packages of the site.
PACKAGES = ("uv", "pip-audit")


def upgrade() -> int:
    """Compile the pins anew, look up known vulnerabilities, then run the whole proof; 1 when one fails."""
    for name in ("requirements", "requirements-dev"):
        say(f"Compiling {name}.txt")
        _run("uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11",
             "--generate-hashes", "--no-emit-index-url", f"{name}.in", "-o", f"{name}.txt")  # fmt: skip
    say("Looking for known vulnerabilities")
    complaints = audit()
    for line in complaints:
        print(f"   {line}")
    return proof.test([], None) or int(bool(complaints))


def audit() -> list[str]:
    """What is known against the pinned packages, and each package about which nothing could be looked up:
    the tool alone calls it no vulnerability when it could look nothing up. Raises StopError.
    """
    command = [_tool("pip-audit"), "--format", "json", "--disable-pip", "--require-hashes"]
    done = subprocess.run(
        [*command, "-r", "requirements.txt"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    try:
        return complaints_of(json.loads(done.stdout))
    except ValueError as error:
        raise StopError("pip-audit could look nothing up: connect this machine, then run again.") from error


def complaints_of(report: dict[str, Any]) -> list[str]:
    """One line for each vulnerability and each package that was skipped, from pip-audit's JSON."""
    found = []
    for package in report["dependencies"]:
        if "skip_reason" in package:
            found.append(f"{package['name']}: nothing could be looked up ({package['skip_reason']})")
        for one in package.get("vulns", ()):
            mended = ", ".join(one["fix_versions"]) or "no version"
            found.append(f"{package['name']} {package['version']}: {one['id']}, mended in {mended}")
    return found


def _run(name: str, *arguments: str) -> None:
    if subprocess.run([_tool(name), *arguments], cwd=ROOT, check=False).returncode:
        raise StopError(f"{name} failed: see what it said above.")


def _tool(name: str) -> str:
    program = TOOLS / "bin" / name
    if not program.exists():
        say(f"Installing {', '.join(PACKAGES)}")
        environment.ROOT.joinpath("var").mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES]
        if subprocess.run(pip, check=False).returncode:
            raise StopError("The tools for an upgrade could not be installed.")
    return str(program)
