"""Workbooks (.xlsx) that people upload: opened only when nothing in them grows or declares anything."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES_UNPACKED = 100_000_000


class UnreadableError(Exception):
    """The file is no workbook that can be read; the message says why, where that is known."""


@contextmanager
def opened(content: bytes) -> Iterator[Workbook]:
    """The workbook with its values, to be read inside the block; raises UnreadableError, there too."""
    try:
        _look_into(content)
        yield load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (
        zipfile.BadZipFile, InvalidFileException, LookupError, ValueError, TypeError, OSError, SyntaxError,
        NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise UnreadableError from error


def _look_into(content: bytes) -> None:
    """Refuse what grows when it is unpacked, and tables whose XML declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(info.file_size for info in package.infolist()) > MOST_BYTES_UNPACKED:
            raise UnreadableError(_("The file is too large."))
        for info in package.infolist():
            with package.open(info) as part:
                if b"<!DOCTYPE" in part.read(10_000):
                    raise UnreadableError(
                        _("The file declares a document type or entities, which is not allowed.")
                    )
