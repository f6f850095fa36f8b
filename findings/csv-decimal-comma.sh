#!/usr/bin/env bash
# Expected: a column described as a German number (decimalChar ",", groupChar ".") refuses "1.2": a group has three
# digits, so this is an English number or a slip of the hand.
# Seen: both libraries take all points out wherever they stand, and read 12. frictionless calls the table valid, csvw
# says nothing; a date such as "1.9.2026" in that column is the number 192026.
# frictionless 5.21.0, csvw 4.1.1 (Python), 2026-11-29.
# Matters: rates of a statistics office arrive in both writings; ten times too much passes every check of the schema.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq frictionless==5.21.0 csvw==4.1.1

cat > check.py <<'EOF'
import json
import sys
from importlib.metadata import version
from pathlib import Path

from csvw import Table
from frictionless import Resource, validate

CELLS = ["1.234,5", "1.2", "1.9.2026"]
Path("rates.csv").write_text("rate\n" + "".join(f'"{cell}"\n' for cell in CELLS))
Path("rates.csv-metadata.json").write_text(json.dumps({
    "@context": "http://www.w3.org/ns/csvw",
    "url": "rates.csv",
    "tableSchema": {"columns": [
        {"name": "rate", "datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}}},
    ]},
}))
resource = Resource.from_descriptor({
    "name": "rates",
    "path": "rates.csv",
    "schema": {"fields": [{"name": "rate", "type": "number", "decimalChar": ",", "groupChar": "."}]},
})
seen = {
    "frictionless": [str(row["rate"]) for row in resource.read_rows()],
    "csvw": [str(row["rate"]) for row in Table.from_file("rates.csv-metadata.json")],
}
valid = validate(resource).valid
print("frictionless", version("frictionless"), "csvw", version("csvw"))
print("cells:   ", CELLS)
print("expected: 1234.5, and an error for each of the other two")
print("seen:    ", seen, "valid" if valid else "invalid")
if not valid or any(values != ["1234.5", "12", "192026"] for values in seen.values()):
    sys.exit("CHANGED: points in the wrong place are refused")
EOF
venv/bin/python check.py
