"""Reads a file of the site with one of the programs below; the answer is a line of JSON about it.

python files.py feed < posts.atom
"""

import io
import json
import sys
import tempfile
from pathlib import Path


def feed(content: bytes) -> dict:
    """As feed readers do (feedparser)."""
    import feedparser

    found = feedparser.parse(content)
    return {
        "trouble": str(found.get("bozo_exception", "")),
        "author": found.feed.get("author"),
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "author": entry.get("author"),
                "language": entry.title_detail.language,
                "summary_language": entry.summary_detail.language,
                "day": "{}-{:02}-{:02}".format(*entry.published_parsed[:3]),
            }
            for entry in found.entries
        ],
    }


def catalogue(content: bytes) -> dict:
    """The open data for catalogues, against the shapes beside this file (pyshacl)."""
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(io.BytesIO(content), format="json-ld")
    shapes = rdflib.Graph().parse(Path(__file__).with_name("catalogue.ttl"))
    holds, _graph, report = pyshacl.validate(graph, shacl_graph=shapes)
    return {"holds": holds, "report": report, "triples": len(graph)}


def table(content: bytes) -> dict:
    """A table of the open data as CSV (frictionless)."""
    import frictionless

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(content)
        resource = frictionless.Resource(path=path.name, basepath=folder)
        report = resource.validate()
        rows = [[None if cell is None else str(cell) for cell in row.cells] for row in resource.read_rows()]
    return {"valid": report.valid, "trouble": report.flatten(["message"]), "rows": rows}


def workbook(content: bytes) -> list:
    """The rows of the first sheet of a workbook (calamine)."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def security(content: bytes) -> list:
    """What sectxt finds wrong in security.txt, but for what needs a server in the internet."""
    import sectxt

    parsed = sectxt.Parser(content)
    return [found["code"] for found in parsed.errors]


def phones(content: bytes) -> list:
    """What phonenumbers (Android's library) makes of each of a list of German phone numbers."""
    import phonenumbers

    def read(text: str) -> str:
        number = phonenumbers.parse(text, "DE")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    return [read(text) for text in json.loads(content)]


READERS = {one.__name__: one for one in (feed, catalogue, table, workbook, security, phones)}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(READERS[sys.argv[1]](sys.stdin.buffer.read())))
