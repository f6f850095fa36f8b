"""`dev.py interop`: programs of others read the files of the site, Firefox and WebKit walk through it.

None of them is needed to run the site or for its other tests, so they are installed into var/interop, pinned,
only when this command is called.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from dev_tools import environment
from dev_tools.chromium import reason
from dev_tools.console import StopError, say
from dev_tools.environment import PYTHON, ROOT

FOLDER = ROOT / "var" / "interop"
TESTS = ROOT / "tests" / "interop"
OLDEST_NODE = 18
# How many random series are tried, and of how many pages of the site one is looked at.
FULL = {"INTEROP_EXAMPLES": "300", "INTEROP_PAGES_STEP": "1"}
SHORT = {"INTEROP_EXAMPLES": "25", "INTEROP_PAGES_STEP": "9"}


def interop(short: bool, arguments: list[str]) -> int:
    """Install what is missing, then run tests/interop; `arguments` go to pytest. Returns its exit code."""
    started = time.monotonic()
    environment.ensure(environment.TEST_PINS)
    node, firefox = _node(), _firefox()
    driver, webkit = _webkit()
    python = _python_packages()
    _node_packages()
    environ = os.environ | environment.TEST_ENVIRONMENT | (SHORT if short else FULL)
    environ |= {"INTEROP": str(FOLDER), "INTEROP_PYTHON": str(python), "INTEROP_NODE": node}
    environ |= {"FIREFOX": firefox, "WEBKIT": str(webkit), "WEBKIT_DRIVER": driver}
    environ.pop("DATABASE_URL", None)
    say("Programs of others read the files of the site")
    command = [str(PYTHON), "-m", "pytest", str(TESTS), *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode
    say(f"{'FAILED' if code else 'ALL GREEN'}: interop; {time.monotonic() - started:.0f} s in all")
    return code


def _python_packages() -> Path:
    """The interpreter of an environment with the pinned readers in Python."""
    venv = FOLDER / "venv"
    python = venv / ("Scripts" if os.name == "nt" else "bin") / PYTHON.name
    if not python.exists():
        say("Making an environment for the readers in Python")
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    environment.install(TESTS / "requirements.txt", python, venv)
    return python


def _node_packages() -> None:
    """The pinned readers in JavaScript, without the scripts that packages bring for their installation."""
    lock = (TESTS / "package-lock.json").read_bytes()
    stamp, digest = FOLDER / ".node.sha256", hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Installing the readers in JavaScript")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TESTS / name, FOLDER / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StopError(f"npm could not install the readers: {reason(done.stderr or done.stdout)}")
    stamp.write_text(digest)


def _node() -> str:
    """Path of Node.js, installed where it was missing (Debian, as root)."""
    if not (shutil.which("node") and shutil.which("npm")):
        _install("Node.js", ["nodejs", "npm"])
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        raise StopError("Node.js is needed: install it (Debian, as root: apt install nodejs npm).")
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if not told.startswith("v") or int(told[1:].partition(".")[0]) < OLDEST_NODE:
        raise StopError(f"Node.js {OLDEST_NODE} or newer is needed, and this is {told or 'broken'}.")
    return node


def _firefox() -> str:
    """Path of Firefox: from FIREFOX, of the system, or installed (Debian, as root)."""
    for _attempt in range(2):
        path = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
        if path:
            return path
        _install("Firefox", ["firefox-esr"])
    raise StopError(
        "Firefox is needed: install it (Debian, as root: apt install firefox-esr) or set FIREFOX to its path."
    )


def _webkit() -> tuple[str, Path]:
    """Paths of WebKit's driver and its small browser, of the system or installed (Debian, as root)."""
    for _attempt in range(2):
        driver, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
        browser = next(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"), None)
        if driver and screen and browser:
            return driver, browser
        _install("WebKit", ["webkit2gtk-driver", "xvfb", "xauth"])
    raise StopError(
        "WebKit is needed: install its driver (Debian, as root: apt install webkit2gtk-driver xvfb xauth)."
    )


def _install(name: str, packages: list[str]) -> None:
    """Install packages of Debian where that is possible; StopError with the reason where it fails."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    say(f"Installing {name} with apt (once)")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], install):
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise StopError(f"{' '.join(command[:2])} for {name} said: {reason(done.stderr or done.stdout)}")
