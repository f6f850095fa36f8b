"""Which code makes the pages: what another code kept in a shared cache must not be shown, nor even read."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

# What decides how a page looks, beside the content.
ROOMS = (
    "core",
    "search",
    "translating",
    "offers",
    "concept",
    "news",
    "ki_site",
    "templates",
    "locale",
    "static",
)
KINDS = {".py", ".html", ".txt", ".mo", ".css", ".js", ".svg"}


def code_version(project: Path) -> str:
    """20 hex digits, the same on every host with the same code; about a tenth of a second."""
    digest = hashlib.blake2b(digest_size=10)
    for path in sorted(_files(project)):
        digest.update(f"{path.relative_to(project)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _files(project: Path) -> Iterable[Path]:
    yield project / "requirements.txt"
    for room in ROOMS:
        for path in (project / room).rglob("*"):
            if path.suffix in KINDS and path.is_file():
                yield path
