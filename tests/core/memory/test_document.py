"""docs/memory.md names everything that is kept, and how much of it."""

import re
from pathlib import Path

from django.template import engines

import ki_site.urls  # noqa: F401 - loads all views with what they keep
from core.memory import validity

ROOT = Path(__file__).resolve().parents[3]
ROW = re.compile(r"^\| ([\w ]+) \| [^|]+ \| `([\w/.]+)` \| (yes|no)[^|]* \| ([^|]+) \|$", re.MULTILINE)


def test_every_memory_stands_in_the_document_with_its_bound() -> None:
    engines.all()  # loads the tags with what they keep
    found = {
        name: (language == "yes", bound)
        for name, _module, language, bound in ROW.findall((ROOT / "docs/memory.md").read_text())
    }
    assert found == {
        memory.name: (
            memory.in_languages,
            "by the content" if memory.megabytes is None else f"{memory.megabytes:g} MB",
        )
        for memory in validity.memories()
    }


def test_every_memory_stands_in_the_module_that_the_document_names() -> None:
    for name, module, _language, _bound in ROW.findall((ROOT / "docs/memory.md").read_text()):
        assert f'"{name}"' in (ROOT / module).read_text(), module
