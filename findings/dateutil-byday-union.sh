#!/usr/bin/env bash
# Expected: the days of one BYDAY are alternatives, as in RFC 5545. "BYDAY=TU,1MO" of a month means each Tuesday and the
# first Monday.
# Seen: python-dateutil keeps days with a number and days without one apart and asks for both at once. No day is a
# Tuesday and the first Monday, so the rule has no dates at all, without a word. rrule for JavaScript, written after it,
# does the same.
# python-dateutil 2.9.0.post0, rrule 2.8.1 (npm), 2026-11-30.
# Matters: a calendar of an office with "each Tuesday, and the first Monday of the month" is empty.
set -euo pipefail

for tool in python3 node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq python-dateutil==2.9.0.post0
npm install --silent --no-audit --no-fund --ignore-scripts rrule@2.8.1

cat > check.mjs <<'JAVASCRIPT'
import rrule from "rrule";
const rule = "DTSTART:20260601T100000Z\nRRULE:FREQ=MONTHLY;BYDAY=TU,1MO;UNTIL=20260630T100000Z";
console.log(rrule.rrulestr(rule).all().length);
JAVASCRIPT
other=$(TZ=UTC node check.mjs)

cat > check.py <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

from dateutil.rrule import rrulestr

start = datetime(2026, 6, 1, 10)


def dates(days):
    rule = rrulestr(f"FREQ=MONTHLY;BYDAY={days};UNTIL=20260630T100000", dtstart=start)
    return [one.day for one in rule]


alone = sorted([*dates("TU"), *dates("1MO")])
both = dates("TU,1MO")
print("python-dateutil", version("python-dateutil"))
print("expected:", alone)
print(f"seen:     {both}, and {sys.argv[1]} dates with rrule for JavaScript")
if alone != [1, 2, 9, 16, 23, 30] or both or sys.argv[1] != "0":
    print("CHANGED: days with and without a number are alternatives", file=sys.stderr)
    sys.exit(1)
PYTHON
venv/bin/python check.py "$other"
