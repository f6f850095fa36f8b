#!/usr/bin/env bash
# Expected: expandRecurringEvent() gives all dates of a series: its rule, the extra dates (RDATE), and for a change
# "from here on" (RECURRENCE-ID;RANGE=THISANDFUTURE) the new time for every later date.
# Seen: EXDATE is honoured, RDATE is not read at all, and the change moves a single date; no warning.
# node-ical 0.26.1 (npm), 2026-11-29. recurring-ical-events (Python) and ical.js give the expected dates.
# Matters: an extra date for a lesson that was cancelled, or "from May on at six", is everyday work; a board in the foyer fed
# with this library sends people to the old hour.
set -euo pipefail

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1 rrule-temporal@1.6.0

cat > check.mjs <<'EOF'
import fs from "node:fs";
import ical from "node-ical";

const { version } = JSON.parse(fs.readFileSync("node_modules/node-ical/package.json", "utf8"));
const event = (uid, lines) =>
    ["BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20260101T000000Z", ...lines, "SUMMARY:Course", "END:VEVENT"];
const text = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//findings//",
    ...event("extra", ["DTSTART:20260706T080000Z", "DTEND:20260706T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE:20260713T080000Z", "RDATE:20260722T080000Z"]),
    ...event("later", ["DTSTART:20260706T080000Z", "DTEND:20260706T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3"]),
    ...event("later", ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260713T080000Z", "DTSTART:20260713T160000Z",
        "DTEND:20260713T170000Z"]),
    "END:VCALENDAR", "",
].join("\r\n");
const events = ical.sync.parseICS(text);
const dates = (uid) =>
    ical.expandRecurringEvent(events[uid], { from: new Date("2026-07-01"), to: new Date("2026-08-01") })
        .map((found) => found.start.toISOString().slice(5, 16)).join(" ");

const extra = dates("extra");
const later = dates("later");
console.log("node-ical", version);
console.log("expected: extra: 07-06T08:00 07-20T08:00 07-22T08:00   later: 07-06T08:00 07-13T16:00 07-20T16:00");
console.log(`seen:     extra: ${extra}               later: ${later}`);
if (extra !== "07-06T08:00 07-20T08:00" || later !== "07-06T08:00 07-13T16:00 07-20T08:00") {
    console.error("CHANGED: RDATE or THISANDFUTURE is treated in another way");
    process.exit(1);
}
EOF
TZ=UTC node check.mjs
