#!/usr/bin/env bash
# Expected: RFC 5545 asks that UNTIL is in UTC when DTSTART has a TZID, and that it is inclusive. A weekly course at
# 10:00 in Leverkusen until "20260720T080000Z" (the very start of its third date) has three dates.
# Seen: rrule compares the digits of UNTIL with the local clock (08:00 < 10:00) and drops the last date. West of
# Greenwich the same rule keeps all three, so tests with New York pass.
# rrule 2.8.1 (npm), 2026-11-29.
# Matters: every correct calendar file for Germany that ends its series by the last start loses the last date.
set -euo pipefail

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts rrule@2.8.1

cat > check.mjs <<'EOF'
import fs from "node:fs";
import rrule from "rrule";

const { version } = JSON.parse(fs.readFileSync("node_modules/rrule/package.json", "utf8"));
const dates = (zone, until) =>
    rrule.rrulestr(`DTSTART;TZID=${zone}:20260706T100000\nRRULE:FREQ=WEEKLY;UNTIL=${until}`).all().length;
const berlin = dates("Europe/Berlin", "20260720T080000Z");
const newYork = dates("America/New_York", "20260720T140000Z");
console.log("rrule", version);
console.log("expected: 3 dates in Berlin, 3 in New York");
console.log(`seen:     ${berlin} dates in Berlin, ${newYork} in New York`);
if (berlin !== 2 || newYork !== 3) {
    console.error("CHANGED: UNTIL is no longer compared with the local clock");
    process.exit(1);
}
EOF
TZ=UTC node check.mjs
