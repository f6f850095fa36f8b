#!/usr/bin/env bash
# Expected: in XLIFF 2.0 notes stand in <unit>, before its segments, and a segment has a state. A toolkit for
# translators reads them, and writes its own in the same place.
# Seen: getnotes() finds nothing there, and addnote() writes <notes> into <segment>, where the standard allows none.
# Text put into a reviewed segment leaves it "reviewed", and inline codes are gone from `source`.
# translate-toolkit 3.20.4 (Python), 2026-11-29.
# Matters: the notes tell translators where a text stands; a new text counts as reviewed that nobody has seen.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq translate-toolkit==3.20.4

cat > offer.xlf <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="fr">
  <file id="f1">
    <unit id="u1">
      <notes><note category="context">title of an offer</note></notes>
      <segment state="reviewed"><source>Kurs <ph id="1"/> Deutsch</source><target>Cours <ph id="1"/> d'allemand</target></segment>
    </unit>
  </file>
</xliff>
EOF
cat > check.py <<'EOF'
import sys
import xml.etree.ElementTree as ElementTree
from importlib.metadata import version

from translate.storage.xliff2 import Xliff2File

store = Xliff2File.parsefile("offer.xlf")
unit = store.units[0]
read = (unit.getnotes(), unit.source)
unit.target = "Autre texte"
unit.addnote("checked")
root = ElementTree.fromstring(bytes(store))
space = "{urn:oasis:names:tc:xliff:document:2.0}"
segment = root.find(f".//{space}segment")
seen = {
    "note": read[0],
    "inline code": "{" in read[1] or "<" in read[1],
    "new notes in": [part.tag.removeprefix(space) for part in root.iter() if any(
        note.text == "checked" for note in part.findall(f"{space}notes/{space}note"))],
    "state": segment.get("state"),
}
print("translate-toolkit", version("translate-toolkit"))
print("expected:", {"note": "title of an offer", "inline code": True, "new notes in": ["unit"], "state": "translated"})
print("seen:    ", seen)
if seen != {"note": "", "inline code": False, "new notes in": ["segment"], "state": "reviewed"}:
    sys.exit("CHANGED: notes or states are treated in another way")
EOF
venv/bin/python check.py
