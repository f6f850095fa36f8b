"""XML that is uploaded: it declares nothing, and its elements are counted before a tree is made of them."""

from collections.abc import Container
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from django.utils.translation import gettext as _

from core.uploads.refusal import RefusedError

_PIECE = 64 * 1024


def look(file: IO[bytes], most: int, cheap: Container[str] = (), most_cheap: int = 0) -> None:
    """Go through a file without keeping anything of it.

    Raises RefusedError where it declares a document type, or has more than `most` elements (those named in
    `cheap` are counted apart); expat.ExpatError, LookupError or ValueError where it is no XML.
    """
    left = [most, most_cheap]

    def start(name: str, _attributes: object) -> None:
        is_cheap = name in cheap
        left[is_cheap] -= 1
        if left[is_cheap] < 0:
            raise RefusedError(_("The file is too large."))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    while piece := file.read(_PIECE):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def tree(file: IO[bytes], most: int) -> ElementTree.Element:
    """The root of an XML file of `most` elements at most; raises RefusedError."""
    try:
        look(file, most)
        file.seek(0)
        return ElementTree.parse(file).getroot()  # noqa: S314  without a document type
    except expat.ExpatError as error:
        raise RefusedError(
            _("The file is no valid XML: line %(line)d, column %(column)d.")
            % {"line": error.lineno, "column": error.offset + 1}
        ) from error
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise RefusedError(_("The file is no valid XML.")) from error


def _refuse(*_arguments: object) -> None:
    raise RefusedError(_("The file declares a document type or entities, which is not allowed."))
