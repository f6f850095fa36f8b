#!/usr/bin/env bash
# Expected: a RECURRENCE-ID belongs to the series with the same UID, so moving one date of the café leaves the course,
# which meets at the same hour, where it is.
# Seen: an ICAL.Event built from a component relates to itself every exception in the same calendar, whatever its UID:
# the course's second date becomes "Café, moved". `strictExceptions: true` raises an error for the same, valid file;
# only passing the right exceptions by hand helps.
# ical.js 2.2.1 (npm), 2026-11-29.
# Matters: one feed holds all events of a centre, and many of them begin at the same hour. Changed dates are safer as
# events of their own than as exceptions.
set -euo pipefail

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1

cat > check.mjs <<'EOF'
import fs from "node:fs";
import ICAL from "ical.js";

const { version } = JSON.parse(fs.readFileSync("node_modules/ical.js/package.json", "utf8"));
const event = (uid, summary, lines) =>
    ["BEGIN:VEVENT", `UID:${uid}@example.org`, "DTSTAMP:20260101T000000Z", ...lines, `SUMMARY:${summary}`, "END:VEVENT"];
const series = ["DTSTART:20260706T080000Z", "DTEND:20260706T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3"];
const moved = ["RECURRENCE-ID:20260713T080000Z", "DTSTART:20260713T120000Z", "DTEND:20260713T130000Z"];
const text = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//findings//",
    ...event("course", "Course", series), ...event("cafe", "Café", series), ...event("cafe", "Café, moved", moved),
    "END:VCALENDAR", "",
].join("\r\n");

function course(options) {
    const component = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
    const found = new ICAL.Event(component, options);
    const dates = found.iterator();
    return [1, 2, 3].map(() => found.getOccurrenceDetails(dates.next()).item.summary).join(" | ");
}

function strict() {
    try {
        return course({ strictExceptions: true });
    } catch (error) {
        return error.message;
    }
}

const seen = course({});
console.log("ical.js", version);
console.log("expected:", course({ exceptions: [] }), "(as with the exceptions passed by hand)");
console.log("seen:    ", seen);
console.log("strict:  ", strict());
if (seen !== "Course | Café, moved | Course") {
    console.error("CHANGED: exceptions of another UID are no longer taken");
    process.exit(1);
}
EOF
node check.mjs
