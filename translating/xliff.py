"""XLIFF 2.0, the exchange format of translation programs.

Written and read with the standard library: the one maintained library that knows version 2 (Translate
Toolkit) puts notes into segments, where the standard does not allow them, and programs that validate refuse
such files. Rich text stands as its HTML, which these programs show as tags.
"""

import io
from collections.abc import Iterable
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _

from core.content.translation_states import State
from core.control_signs import without_control_signs
from core.uploads import xml
from core.uploads.refusal import RefusedError
from translating.reads import MOST_UNITS, Read, fits, other_language
from translating.units import Unit

SPACE = "urn:oasis:names:tc:xliff:document:2.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_MOST_ELEMENTS = 400_000
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
        ElementTree.SubElement(notes, f"{{{SPACE}}}note").text = without_control_signs(
            f"{unit.title}, {unit.field}"
        )
        state = _STATES.get(unit.state, "initial") if unit.text else "initial"
        segment = ElementTree.SubElement(element, f"{{{SPACE}}}segment", {"state": state})
        ElementTree.SubElement(segment, f"{{{SPACE}}}source").text = without_control_signs(unit.german)
        if unit.text:
            ElementTree.SubElement(segment, f"{{{SPACE}}}target").text = without_control_signs(unit.text)
    if not len(file):
        root.remove(file)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def read(content: bytes, language: str) -> list[Read]:
    """The units of a file; raises RefusedError."""
    root = xml.tree(io.BytesIO(content), _MOST_ELEMENTS)
    if not root.tag.startswith("{urn:oasis:names:tc:xliff:document:2.") or not root.tag.endswith("}xliff"):
        raise RefusedError(_("This is no XLIFF file of version 2."))
    tag = root.get("trgLang", "")
    if not fits(tag, language):
        raise RefusedError(other_language(tag, language))
    space = root.tag.removesuffix("xliff")
    units = list(root.iter(f"{space}unit"))
    if not units or len(units) > MOST_UNITS:
        raise RefusedError(_("The file holds no texts or far too many."))
    return [_read_unit(number, unit, space) for number, unit in enumerate(units, start=1)]


def _read_unit(number: int, unit: ElementTree.Element, space: str) -> Read:
    """Programs may divide a unit into segments, and put their targets in another order; together they are the
    text. It counts only when each segment with words is translated.
    """
    key, sources = unit.get("id", ""), []
    texts: dict[int, str] = {}
    translated, missing, confirmed = 0, 0, True
    parts = [part for part in unit if part.tag in (f"{space}segment", f"{space}ignorable")]
    for place, part in enumerate(parts, start=1):
        source, target = part.find(f"{space}source"), part.find(f"{space}target")
        if not (_is_plain(source, space) and _is_plain(target, space)):
            return Read(number, key, "", problem=_("It holds inline codes, which were not in the export."))
        german = _text(source)
        text = german if target is None and not _has_words(german) else _text(target)
        if part.tag.endswith("segment"):
            is_initial = part.get("state", "initial") == "initial"
            confirmed = confirmed and not is_initial
            if text.strip() and not (is_initial and text == german):
                translated += 1
            elif _has_words(german):
                missing += 1
        order = target.get("order", "") if target is not None else ""
        texts[int(order) if order.isdecimal() and len(order) < 6 else place] = text
        sources.append(german)
    german = "".join(sources)
    if not translated:
        return Read(number, key, "", confirmed, german)
    if missing or len(texts) < len(parts):
        problem = (
            _("Some of its segments are not translated.")
            if missing
            else _("The order of its segments is not clear.")
        )
        return Read(number, key, "", confirmed, german, problem)
    return Read(number, key, "".join(texts[place] for place in sorted(texts)), confirmed, german)


def _is_plain(element: ElementTree.Element | None, space: str) -> bool:
    """Whether there is text alone; marks that programs set beside it, for terms and remarks, do not count."""
    notes = {f"{space}{name}" for name in ("mrk", "sm", "em")}
    return element is None or all(one is element or one.tag in notes for one in element.iter())


def _text(element: ElementTree.Element | None) -> str:
    return "" if element is None else "".join(element.itertext())


def _has_words(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
