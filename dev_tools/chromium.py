"""A real Chromium for the browser tests: found, or installed."""

import os
import shutil
import subprocess
from pathlib import Path

from dev_tools.console import StopError, say

# The first is the same engine without windows: half the work for the same answers.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str:
    """Path of a Chromium that starts: from CHROMIUM, then of the system; an empty text when there is none."""
    if chosen := os.environ.get("CHROMIUM", ""):
        return chosen
    for candidate in (*NAMES, MAC):
        path = shutil.which(candidate)
        if path and _starts(path):
            return path
    return ""


def ensure(python: Path) -> str:
    """Path of a Chromium that starts, installed where it was missing; StopError with the reason if not.

    Installs with apt as root on Debian and Ubuntu, else playwright's own into its cache; `python` is
    the interpreter of .venv.
    """
    path = find() or _own(python)
    if path:
        if not _starts(path):
            raise StopError(
                f"{path} is no Chromium that starts. Set CHROMIUM to one, or unset it to use the system's."
            )
        return path
    reasons = []
    if shutil.which("apt-get") and os.geteuid() == 0:
        reasons.append(_install_with_apt())
        if path := find():
            return path
    reasons.append(_install_with_playwright(python))
    if (path := _own(python)) and _starts(path):
        return path
    raise StopError(
        "The browser tests need a Chromium, and it could not be installed: "
        + "; ".join(filter(None, reasons))
        + ". Install one (Debian: apt install chromium) or set CHROMIUM to its path."
    )


def _starts(path: str) -> bool:
    """Whether the program tells its version; Ubuntu's package, for one, is a mere pointer to a snap."""
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _own(python: Path) -> str:
    """Path of playwright's own Chromium when it is installed."""
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    asked = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else ""


def _install_with_apt() -> str:
    """Install Debian's Chromium with letters of many scripts; returns the reason when it did not work."""
    say("Installing Chromium with apt (once)")
    if reason := _apt("update"):
        return reason
    for browser in ("chromium-headless-shell", "chromium"):  # the second where the first is unknown
        reason = _apt("install", "-y", "--no-install-recommends", browser, "fonts-noto-core")
        if find():
            return ""
    return reason or "the package of apt brought no browser that starts"


def _apt(verb: str, *arguments: str) -> str:
    """Run apt-get; returns what it said when it did not work."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", verb, *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    return f"apt-get {verb} said: {reason(done.stderr or done.stdout)}" if done.returncode else ""


def _install_with_playwright(python: Path) -> str:
    """Download playwright's Chromium; returns the reason when it did not work."""
    say("Installing playwright's Chromium (once)")
    command = [str(python), "-m", "playwright", "install", "chromium"]
    if os.name != "nt" and os.geteuid() == 0:
        command.append("--with-deps")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    return f"playwright install said: {reason(done.stderr or done.stdout)}"


def reason(output: str) -> str:
    """The line in what a program wrote that tells best why it failed."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E:", "Error", "Failed"))]
    return (errors or lines or ["nothing"])[-1]
