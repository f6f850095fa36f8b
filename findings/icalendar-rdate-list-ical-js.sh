#!/usr/bin/env bash
# Expected: a calendar file written by one well-kept library shows its events at the right hour in another.
# Seen: icalendar's add_missing_timezones() writes the summer times of Europe/Berlin as one RDATE with a list of 57
# values, as the standard allows. ical.js takes only the first value of such a list, so it knows no summer time after
# 1981: 10:00 in Leverkusen in July becomes 09:00 UTC, an hour late (right: 08:00 UTC).
# icalendar 7.3.0 (Python), ical.js 2.2.1 (npm), 2026-11-29.
# Matters: Thunderbird and Nextcloud read calendars with ical.js. A site should write VTIMEZONE with RRULE itself.
set -euo pipefail

for tool in python3 node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq icalendar==7.3.0 tzdata==2026.6
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1

cat > write.py <<'EOF'
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

berlin = ZoneInfo("Europe/Berlin")
calendar = Calendar()
calendar.add("prodid", "-//findings//")
calendar.add("version", "2.0")
event = Event()
event.add("uid", "cafe@example.org")
event.add("dtstamp", datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")))
event.add("dtstart", datetime(2026, 7, 1, 10, tzinfo=berlin))
event.add("dtend", datetime(2026, 7, 1, 11, tzinfo=berlin))
calendar.add_component(event)
calendar.add_missing_timezones()
Path("summer.ics").write_bytes(calendar.to_ical())
print("icalendar", version("icalendar"))
EOF
venv/bin/python write.py

cat > read.mjs <<'EOF'
import fs from "node:fs";
import ICAL from "ical.js";

const { version } = JSON.parse(fs.readFileSync("node_modules/ical.js/package.json", "utf8"));
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync("summer.ics", "utf8")));
const daylight = calendar.getFirstSubcomponent("vtimezone").getFirstSubcomponent("daylight");

function start() {
    const found = new ICAL.Event(new ICAL.Component(calendar.toJSON()).getFirstSubcomponent("vevent")).startDate;
    return new Date(found.toUnixTime() * 1000).toISOString();
}

const seen = start();
const list = daylight.getFirstProperty("rdate");
for (const value of list.getValues()) {
    daylight.addPropertyWithValue("rdate", value);
}
daylight.removeProperty(list);
console.log("ical.js", version, "values in the list:", list.getValues().length);
console.log("expected:", start(), "(as with each value in an RDATE of its own)");
console.log("seen:    ", seen);
if (seen !== "2026-07-01T09:00:00.000Z") {
    console.error("CHANGED: the event no longer starts an hour late");
    process.exit(1);
}
EOF
node read.mjs
