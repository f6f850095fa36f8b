"""The report as a PDF: typst sets the document from plain data. Tagged, PDF/UA-1, without the network.

The typst source is fixed; what people wrote goes in as JSON and is never part of it.
"""

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.template.loader import render_to_string

from concept.reports.presenting import document
from concept.reports.snapshot import Snapshot

HERE = Path(__file__).parent
# Signs that the bundled fonts can show: Latin with Vietnamese, Greek, Cyrillic, punctuation, some symbols.
# PDF/UA allows no sign without a shape, so all others (pictures, Arabic …) become a box instead of an error.
_SHOWABLE = (
    "\t\n -~\xa0-\xac\xae-\u017e\u018f\u0192\u01cd-\u01dc\u0218-\u021b\u02bc\u0300-\u030c\u0323-\u032a"
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u0493\u0496-\u049b\u04a0-\u04a3\u04ae-\u04b3"
    "\u04d8\u04d9\u04e8\u04e9\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022"
    "\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u215b-\u215e\u2190-\u2193\u2212\u221e\u2248\u2260"
    "\u2264\u2265\u25a0\u2610\u2611\u2713"
)
_OTHER = re.compile(f"[^{_SHOWABLE}]")
# Signs that steer how text is set and have no shape themselves.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
BOX = "\u25a0"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
    )


def pdf(snapshot: Snapshot, sha256: str = "") -> bytes:
    """Some tenths of a second for 80 measures; the same bytes for the same snapshot and version of typst."""
    return _compiled(snapshot, sha256, "pdf")


def pages(snapshot: Snapshot, sha256: str = "") -> list[bytes]:
    """The pages as PNG, for looking at."""
    found: Any = _compiled(snapshot, sha256, "png")
    return found if isinstance(found, list) else [found]


def _compiled(snapshot: Snapshot, sha256: str, output: str) -> bytes:
    as_of = dt.date.fromisoformat(snapshot["report"]["as_of"])
    compiled: Any = typst.compile  # its types know no format that is chosen while the program runs
    made: bytes = compiled(
        (HERE / "report.typ").read_bytes(),
        root=str(HERE),
        format=output,
        ppi=60 if output == "png" else None,
        pdf_standards=["ua-1"] if output == "pdf" else [],
        font_paths=_fonts(),
        ignore_system_fonts=True,
        timestamp=dt.datetime(as_of.year, as_of.month, as_of.day, tzinfo=dt.UTC),
        sys_inputs={"report": data(snapshot, sha256)},
    )
    return made


def data(snapshot: Snapshot, sha256: str = "") -> str:
    """What typst is given: the document as JSON, with the charts as SVG."""
    found = document(snapshot) | {"sha256": sha256}
    for indicator in _indicators(found):
        indicator["svg"] = svg(indicator["chart"]) if indicator["chart"] else None
    return json.dumps(_shown(found), ensure_ascii=False, sort_keys=True)


def _indicators(found: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [one for chapter in found["chapters"] for one in (chapter, *chapter.get("fields", ()))]
    return [one for part in parts for one in part.get("indicators", ())]


def svg(chart: dict[str, Any]) -> str:
    """A chart as a picture of its own, for paper: black on white, marks and dashes beside colour."""
    return render_to_string("concept/reports/chart.svg", {"chart": chart})


def _shown(value: Any) -> Any:
    """The same data without invisible signs, and with a box for every other one that cannot be shown."""
    if isinstance(value, str):
        # Nothing at all would make an empty heading, which PDF/UA does not allow either.
        return _OTHER.sub(BOX, _INVISIBLE.sub("", value)) or (value and BOX)
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    return value
