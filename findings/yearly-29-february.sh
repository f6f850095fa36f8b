#!/usr/bin/env bash
# Expected: FREQ=YEARLY from 29 February means one thing. RFC 5545 says that dates which do not exist are ignored: 2024,
# 2028, 2032.
# Seen: three answers. python-dateutil and rrule follow the RFC, ical.js takes 1 March in the years between, node-ical
# 28 February.
# python-dateutil 2.9.0.post0 (Python); rrule 2.8.1, ical.js 2.2.1, node-ical 0.26.1 (npm); 2026-11-29.
# Matters: a yearly event of that day appears on three different days in three calendars. Refuse such a rule, or write
# the dates one by one.
set -euo pipefail

for tool in python3 node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq python-dateutil==2.9.0.post0
npm install --silent --no-audit --no-fund --ignore-scripts \
    rrule@2.8.1 ical.js@2.2.1 node-ical@0.26.1 rrule-temporal@1.6.0

cat > check.py <<'EOF'
from dateutil.rrule import rrulestr

print(*(date.strftime("%Y-%m-%d") for date in rrulestr("DTSTART:20240229T000000\nRRULE:FREQ=YEARLY;COUNT=3")))
EOF
cat > check.mjs <<'EOF'
import ical from "node-ical";
import ICAL from "ical.js";
import rrule from "rrule";

const rule = "FREQ=YEARLY;COUNT=3";
const dates = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString("2024-02-29"));
const day = (date) => date.toISOString().slice(0, 10);
const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//findings//", "BEGIN:VEVENT", "UID:leap",
    "DTSTAMP:20240101T000000Z", "DTSTART:20240229T000000Z", `RRULE:${rule}`, "END:VEVENT", "END:VCALENDAR", ""];
const event = ical.sync.parseICS(text.join("\r\n")).leap;
const range = { from: new Date("2024-01-01"), to: new Date("2040-01-01") };
console.log("rrule:", ...rrule.rrulestr(`DTSTART:20240229T000000Z\nRRULE:${rule}`).all().map(day));
console.log("ical.js:", ...[1, 2, 3].map(() => String(dates.next())));
console.log("node-ical:", ...ical.expandRecurringEvent(event, range).map((found) => day(found.start)));
EOF
{ echo "python-dateutil: $(venv/bin/python check.py)"; TZ=UTC node check.mjs; } > seen
cat > known <<'EOF'
python-dateutil: 2024-02-29 2028-02-29 2032-02-29
rrule: 2024-02-29 2028-02-29 2032-02-29
ical.js: 2024-02-29 2025-03-01 2026-03-01
node-ical: 2024-02-29 2025-02-28 2026-02-28
EOF
venv/bin/pip list 2>/dev/null | grep dateutil
npm ls --depth=0 | tail -n +2
echo "expected: 2024-02-29 2028-02-29 2032-02-29 from all four"
echo "seen:"
cat seen
diff known seen >&2 || { echo "CHANGED: the answers are not those of 2026-11-29" >&2; exit 1; }
