"""Runs inside .venv: compiles the gettext catalogues, so that a fresh machine needs no gettext tools."""

import re
from pathlib import Path

import polib

from dev_tools.environment import ROOT


def sources() -> list[Path]:
    """All .po files of the interface, in a fixed order."""
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


def compiled(source: Path) -> bytes:
    """The .mo file that belongs to a .po file; the same bytes whenever the texts are the same."""
    return polib.pofile(str(source)).to_binary()


def main() -> None:
    """Write every .mo file beside its .po file and tell what still lacks a translation.

    The time of the collection goes, since it alone would change the files each time.
    """
    for source in sources():
        text = source.read_text(encoding="utf-8")
        source.write_text(re.sub(r'(?m)^"POT-Creation-Date:.*\n', "", text), encoding="utf-8")
        source.with_suffix(".mo").write_bytes(compiled(source))
        catalogue = polib.pofile(str(source))
        missing, fuzzy = catalogue.untranslated_entries(), catalogue.fuzzy_entries()
        print(
            f"{source.relative_to(ROOT)}: {len(catalogue.translated_entries())} texts, "
            f"{len(missing)} missing, {len(fuzzy)} to check",
            flush=True,
        )
        for entry in [*missing, *fuzzy]:
            print(f"   {entry.msgid!r}")


if __name__ == "__main__":
    main()
