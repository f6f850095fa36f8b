"""Runs inside .venv: compiles the gettext catalogues, so that a fresh machine needs no gettext tools."""

from pathlib import Path

import polib

from dev_tools.environment import ROOT


def sources() -> list[Path]:
    """All .po files of the interface, in a fixed order."""
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


def compiled(source: Path) -> bytes:
    """The .mo file that belongs to a .po file; the same bytes whenever the texts are the same."""
    return polib.pofile(str(source)).to_binary()


def orderly(source: Path) -> polib.POFile:
    """The catalogue by the order of its texts, without places in the code and the time of the collection.

    So a moved line of code changes no catalogue, and two branches that add texts seldom meet. A text that
    stands in it twice (as after a merge) is there once.
    """
    catalogue = polib.pofile(str(source), wrapwidth=0)
    catalogue.metadata.pop("POT-Creation-Date", None)
    entries = {(entry.msgid, entry.msgctxt or "", entry.obsolete): entry for entry in catalogue}
    found = polib.POFile(wrapwidth=0)
    found.metadata, found.header = catalogue.metadata, ""
    for _key, entry in sorted(entries.items(), key=lambda item: item[0]):
        entry.occurrences = []
        if not entry.obsolete:
            found.append(entry)
    return found


def main() -> None:
    """Put every catalogue in order, write its .mo file beside it and tell what still lacks a translation."""
    for source in sources():
        orderly(source).save(str(source))
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
