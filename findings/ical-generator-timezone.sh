#!/usr/bin/env bash
# Expected: `timezone: "Europe/Berlin"` writes DTSTART;TZID=Europe/Berlin, and DTSTAMP in UTC (RFC 5545 allows nothing
# else).
# Seen: a zone set at the calendar makes DTSTART, DTEND and even DTSTAMP floating (no TZID, no Z), while EXDATE gets the
# TZID: a value that matches no date of its own series. With the zone at the event all is as expected.
# ical-generator 11.1.2 (npm), 2026-11-29.
# Matters: a floating start shows 10:00 to everyone, wherever the phone is, and whether the cancelled date stays depends
# on the reader. Naming the zone at the events alone gives a sound file.
set -euo pipefail

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts ical-generator@11.1.2

cat > check.mjs <<'EOF'
import fs from "node:fs";
import ical from "ical-generator";

const { version } = JSON.parse(fs.readFileSync("node_modules/ical-generator/package.json", "utf8"));

function lines(calendarZone, eventZone) {
    const calendar = ical({ timezone: calendarZone });
    calendar.createEvent({
        timezone: eventZone, summary: "Course", stamp: "2026-01-01T00:00:00",
        start: "2026-07-06T10:00:00", end: "2026-07-06T11:00:00",
        repeating: { freq: "WEEKLY", count: 3, exclude: ["2026-07-13T10:00:00"] },
    });
    return calendar.toString().split("\r\n").filter((line) => /^(DTSTAMP|DTSTART|EXDATE)/.test(line)).join("  ");
}

const seen = lines("Europe/Berlin", null);
console.log("ical-generator", version);
console.log("expected:", lines(null, "Europe/Berlin"), "(as with the zone at the event)");
console.log("seen:    ", seen);
if (seen !== "DTSTAMP:20260101T000000  DTSTART:20260706T100000  EXDATE;TZID=Europe/Berlin:20260713T100000") {
    console.error("CHANGED: the zone is written in another way");
    process.exit(1);
}
EOF
TZ=UTC node check.mjs
