"""`dev.py run`: the whole site on this machine."""

import argparse
import errno
import os
import secrets
import socket
import subprocess
from pathlib import Path

from dev_tools import environment
from dev_tools.console import StopError, say

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")


def port_number(text: str) -> int:
    """A TCP port from the command line."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; choose one from 1024 to 65535")
    return int(text)


def run(host: str, port: int) -> int:  # noqa: RET503  execve does not return
    """Prepare everything and serve until Ctrl-C; where the system can, this process becomes the server."""
    if message := port_trouble(host, port):
        raise StopError(message)
    environ = serving_environment(host)
    if not prepare(environ):
        return 1
    shown = f"[{host}]" if ":" in host else host
    visible = "127.0.0.1" if host in EVERYWHERE else shown
    say(f"Serving the site at http://{visible}:{port}/  (Ctrl-C ends it)")
    if host not in LOOPBACK:
        say("Others in the network can reach this development server; use it there only for a short look.")
    command = [str(environment.PYTHON), "manage.py", "runserver", f"{shown}:{port}"]
    if os.name == "nt":
        return subprocess.run(command, cwd=environment.ROOT, env=environ, check=False).returncode
    os.chdir(environment.ROOT)
    os.execve(command[0], command, environ)  # Ctrl-C and signals reach the server itself


def prepare(environ: dict[str, str]) -> bool:
    """Packages, var/, database, content and demo users; False when that failed (told on the way)."""
    environment.ensure(environment.RUN_PINS)
    make_var(environment.ROOT / "var")
    command = [str(environment.PYTHON), "-m", "dev_tools.prepare"]
    return not subprocess.run(command, cwd=environment.ROOT, env=environ, check=False).returncode


def where(addresses: list[str]) -> int:
    """Name the files that make the pages at these addresses."""
    environ = serving_environment("127.0.0.1")
    if not (environment.ROOT / "var" / "db.sqlite3").exists() and not prepare(environ):
        return 1
    command = [str(environment.PYTHON), "-m", "dev_tools.where", *addresses]
    return subprocess.run(command, cwd=environment.ROOT, env=environ, check=False).returncode


def serving_environment(host: str) -> dict[str, str]:
    """The variables of the development server; whatever is set already stays as it is."""
    environ = {"DEBUG": "1", "DJANGO_RUNSERVER_HIDE_WARNING": "true", "PYTHONUNBUFFERED": "1"}
    if host not in LOOPBACK:
        environ["ALLOWED_HOSTS"] = "*" if host in EVERYWHERE else f"127.0.0.1,localhost,{host}"
    return environ | os.environ


def make_var(folder: Path) -> None:
    """Create the folder for everything that is not in git, with a secret key of its own, once."""
    for name in ("", "media", "static"):
        (folder / name).mkdir(exist_ok=True)
    try:
        handle = os.open(folder / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    say("Created var/ for database, media and a generated secret key")


def port_trouble(host: str, port: int) -> str:
    """The line that tells why the address cannot be served and what to do, or an empty text."""
    try:
        _bind(host, port)
    except socket.gaierror:
        return f"There is no host {host!r}. Use --host 127.0.0.1 (this machine) or 0.0.0.0 (the network)."
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = _free_port(host, port)
            return f"Port {port} is in use. Choose another one: python3 dev.py run --port {other}"
        if error.errno == errno.EACCES:
            return f"Port {port} needs the rights of an administrator. Choose a higher one: --port 8000"
        return (
            f"Cannot serve on {host}:{port}: {error.strerror}. Use --host 127.0.0.1 for this machine alone."
        )
    return ""


def _bind(host: str, port: int) -> None:
    """Take the address for a moment, as the server will do; an OSError when that is not possible."""
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def _free_port(host: str, port: int) -> int:
    """The next port that can be had, for the message."""
    for candidate in range(port + 1, min(port + 100, 65536)):
        try:
            _bind(host, candidate)
        except OSError:
            continue
        return candidate
    return 8000
