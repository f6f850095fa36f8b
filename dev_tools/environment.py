"""The virtual environment .venv and the pinned packages in it."""

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from dev_tools.console import StopError, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

RUN_PINS = ("requirements.txt",)
TEST_PINS = ("requirements.txt", "requirements-dev.txt")

# Settings under which the tests and the type checker load the site, whatever the shell has: production's,
# but for plain http and with all languages.
TEST_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "ki_site.settings",
    "SECRET_KEY": "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "DEBUG": "0",
    "HTTPS": "0",
    "LANGUAGES": "de,de-simple,en,fr,ar,tr,uk,ru,fa,pl",
}

_NO_NETWORK = re.compile(
    r"connection broken by|NewConnectionError|ConnectTimeout|ReadTimeout|Failed to establish a new|"
    r"name resolution|Connection refused|Network is unreachable|ProxyError|Could not fetch URL",
    re.IGNORECASE,
)


def ensure(pins: tuple[str, ...]) -> None:
    """Make .venv where it is missing or broken, and install `pins` where they have changed since."""
    if not _usable(PYTHON):
        _make_venv()
    for name in pins:
        install(ROOT / name, PYTHON, VENV)


def _usable(python: Path) -> bool:
    """Whether the interpreter starts (its Python may have been removed), is new enough and has pip."""
    if not python.exists():
        return False
    check = "import sys, importlib.util as u; sys.exit(sys.version_info < (3, 11) or not u.find_spec('pip'))"
    try:
        return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def missing_venv_module() -> str:
    """The line that tells what to install where Python comes without venv, as on Debian; else empty."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return ""
    return (
        "This Python has no venv module. On Debian and Ubuntu install it with: apt install python3-venv "
        "(as root), then run the same command again."
    )


def _make_venv() -> None:
    if message := missing_venv_module():
        raise StopError(message)
    say(f"Making the virtual environment .venv with Python {sys.version.split()[0]}")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise StopError(
            f"The virtual environment .venv could not be made: {_last_line(made.stdout + made.stderr)}"
        )


def install(requirements: Path, python: Path, venv: Path) -> None:
    """Install the hashed pins of a file, unless a stamp in `venv` says that just these are there already."""
    pins = requirements.read_bytes()
    stamp = venv / f".{requirements.stem}.sha256"
    digest = hashlib.sha256(pins).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    count = len(re.findall(rb"^[\w.-]+==", pins, re.MULTILINE))
    say(f"Installing the {count} packages of {requirements.name} (the first time takes a minute or two)")
    command = [str(python), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--require-hashes", "-r", str(requirements)]
    environ = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_RETRIES": "2", **os.environ}
    output = []
    with subprocess.Popen(
        command, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            if line.startswith("Collecting"):
                print("   " + line.split(" (from")[0].split(":")[0].rstrip(), flush=True)
    if pip.returncode:
        raise StopError(pip_failure("".join(output), requirements.name))
    stamp.write_text(digest)


def pip_failure(output: str, name: str) -> str:
    """One line about why pip failed on the file `name`, read from all that pip wrote."""
    if "DO NOT MATCH THE HASHES" in output:
        return (
            f"A downloaded package is not the one that {name} pins (its hash differs). Try again; "
            "if it stays so, do not trust the package index in use."
        )
    if _NO_NETWORK.search(output):
        return (
            "No network: pip could not reach the package index. Connect this machine (behind a proxy set "
            "HTTPS_PROXY, for a mirror PIP_INDEX_URL), then run the same command again."
        )
    return f"pip could not install {name}: {_last_line(output)}"


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["it said nothing."])[-1]
