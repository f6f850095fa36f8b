"""One stylesheet from the component files of static/css, without a build tool."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

STYLESHEET = "css/site.css"


def stylesheet(folder: Path) -> str:
    """All *.css files of `folder` and its subfolders, joined in the order of their names.

    The first, `00-layers.css`, sets the order of the cascade layers, so the order of the rest is only
    a matter of reading.
    """
    files = sorted(folder.rglob("*.css"), key=lambda file: file.relative_to(folder).as_posix())
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


class StylesheetFinder(BaseFinder):
    """Finds `css/site.css`, written anew into var/ from its parts whenever it is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.source = settings.BASE_DIR / "static" / "css"
        self.storage = FileSystemStorage(settings.VAR_DIR / "bundle")

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != STYLESHEET:
            return []
        found = self._write()
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield STYLESHEET, self.storage

    def _write(self) -> str:
        target = Path(self.storage.path(STYLESHEET))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(stylesheet(self.source), encoding="utf-8")
        return str(target)
