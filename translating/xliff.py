"""XLIFF 2.0, the exchange format of translation programs.

Written and read with the standard library: the one maintained library that knows version 2 (Translate
Toolkit) puts notes into segments, where the standard does not allow them, and programs that validate refuse
such files. Rich text stands as its HTML, which these programs show as tags.
"""

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.parsers import expat

from django.conf import settings
from django.utils.translation import gettext as _

from core.content.translation_states import State
from translating.reading import MOST_UNITS, BrokenFileError, Read
from translating.units import Unit, printable

SPACE = "urn:oasis:names:tc:xliff:document:2.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_STATES = {State.MACHINE: "translated", State.DRAFT: "translated", State.REVIEWED: "reviewed"}


def write(units: Iterable[Unit], language: str) -> bytes:
    """One file element with a unit for each text; what is missing or outdated has the state "initial"."""
    ElementTree.register_namespace("", SPACE)
    root = ElementTree.Element(
        f"{{{SPACE}}}xliff", {"version": "2.0", "srcLang": settings.LANGUAGE_CODE, "trgLang": language}
    )
    file = ElementTree.SubElement(root, f"{{{SPACE}}}file", {"id": "content"})
    for unit in units:
        element = ElementTree.SubElement(
            file, f"{{{SPACE}}}unit", {"id": unit.key, f"{{{_XML}}}space": "preserve"}
        )
        notes = ElementTree.SubElement(element, f"{{{SPACE}}}notes")
        ElementTree.SubElement(notes, f"{{{SPACE}}}note").text = printable(f"{unit.title}, {unit.field}")
        state = _STATES.get(unit.state, "initial") if unit.text else "initial"
        segment = ElementTree.SubElement(element, f"{{{SPACE}}}segment", {"state": state})
        ElementTree.SubElement(segment, f"{{{SPACE}}}source").text = printable(unit.german)
        if unit.text:
            ElementTree.SubElement(segment, f"{{{SPACE}}}target").text = printable(unit.text)
    if not len(file):
        root.remove(file)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def read(content: bytes, language: str) -> list[Read]:
    """The units of a file; raises BrokenFileError. Declarations of types and entities are refused."""
    root = _parse(content)
    if not root.tag.startswith("{urn:oasis:names:tc:xliff:document:2.") or not root.tag.endswith("}xliff"):
        raise BrokenFileError(_("This is no XLIFF file of version 2."))
    if root.get("trgLang") != language:
        raise BrokenFileError(
            _("The file is in the language “%(other)s”, not in “%(language)s”.")
            % {"other": root.get("trgLang") or "–", "language": language}
        )
    space = root.tag.removesuffix("xliff")
    units = list(root.iter(f"{space}unit"))
    if not units or len(units) > MOST_UNITS:
        raise BrokenFileError(_("The file holds no texts or far too many."))
    return [_read_unit(number, unit, space) for number, unit in enumerate(units, start=1)]


def _read_unit(number: int, unit: ElementTree.Element, space: str) -> Read:
    """Programs may divide a unit into segments; together they are the text."""
    texts, fits = [], True
    for part in unit:
        if part.tag not in (f"{space}segment", f"{space}ignorable"):
            continue
        target = part.find(f"{space}target")
        if target is None and part.tag.endswith("ignorable"):
            target = part.find(f"{space}source")
        if target is not None and len(target):
            raise BrokenFileError(
                _("Unit %(number)d holds inline codes, which were not in the export.") % {"number": number}
            )
        texts.append((target.text or "") if target is not None else "")
        if part.tag.endswith("segment") and part.get("state", "initial") == "initial":
            fits = False
    return Read(number, unit.get("id", ""), "".join(texts), fits)


def _parse(content: bytes) -> ElementTree.Element:
    """Expat looks first, so that nothing is ever expanded; then it is safe to build the tree."""
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _refuse
    guard.EntityDeclHandler = _refuse
    try:
        guard.Parse(content, True)
        return ElementTree.fromstring(content)  # noqa: S314  without a document type
    except expat.ExpatError as error:
        raise BrokenFileError(
            _("The file is no valid XML: line %(line)d, column %(column)d.")
            % {"line": error.lineno, "column": error.offset + 1}
        ) from error
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise BrokenFileError(_("The file is no valid XML.")) from error


def _refuse(*_arguments: object) -> None:
    raise BrokenFileError(_("The file declares a document type or entities, which is not allowed."))
