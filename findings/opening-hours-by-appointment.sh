#!/usr/bin/env bash
# Expected: Mo 09:00-12:00 || unknown "nach Vereinbarung" says "by appointment" at every time outside of the fixed
# hours.
# Seen: opening-hours-py uses the fallback only on days without any hours: Tuesday is "unknown", Monday afternoon
# "closed". And a comment alone ("nach Vereinbarung") is OPEN day and night there, in opening_hours.js "unknown".
# opening-hours-py 2.1.4 (Python), opening_hours 3.15.0 (npm), 2026-11-29.
# Matters: advice centres have fixed hours and appointments besides; two readers of the same open data say "closed",
# "open" and "ask" about the same door. State the word (open, unknown) and write the other hours as rules of their own.
set -euo pipefail

for tool in python3 node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq opening-hours-py==2.1.4
npm install --silent --no-audit --no-fund --ignore-scripts opening_hours@3.15.0

cat > check.py <<'EOF'
from datetime import datetime

from opening_hours import OpeningHours

MONDAY, TUESDAY = datetime(2026, 6, 8, 15), datetime(2026, 6, 9, 15)
hours = OpeningHours('Mo 09:00-12:00 || unknown "nach Vereinbarung"')
comment = OpeningHours('"nach Vereinbarung"')
states = (hours.state(MONDAY), hours.state(TUESDAY), comment.state(MONDAY))
print(*(str(state[0]).removeprefix("State.").lower() for state in states))
EOF
cat > check.mjs <<'EOF'
import OpeningHours from "opening_hours";

const [monday, tuesday] = [new Date("2026-06-08T15:00"), new Date("2026-06-09T15:00")];
const hours = new OpeningHours('Mo 09:00-12:00 || unknown "nach Vereinbarung"');
const comment = new OpeningHours('"nach Vereinbarung"');
console.log(hours.getStateString(monday, true), hours.getStateString(tuesday, true), comment.getStateString(monday, true));
EOF
venv/bin/pip list 2>/dev/null | grep -i opening
npm ls --depth=0 | tail -n +2
echo "Monday afternoon, Tuesday afternoon, comment alone"
echo "expected: unknown unknown unknown (opening_hours.js: $(TZ=Europe/Berlin node check.mjs))"
seen=$(venv/bin/python check.py)
echo "seen:     $seen"
[ "$seen" = "closed unknown open" ] || { echo "CHANGED: fallbacks or comments are read in another way" >&2; exit 1; }
