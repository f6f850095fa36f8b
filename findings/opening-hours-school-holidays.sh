#!/usr/bin/env bash
# Expected: "SH off" (closed in the school holidays) works, or is refused where the package has no calendar of them.
# Seen: opening-hours-py accepts SH without a word and never finds a school holiday: open on 22 July 2026, in the middle
# of the holidays of North Rhine-Westphalia. Public holidays are those of the whole country only: open on Corpus
# Christi; "DE-NW" is refused as a country. opening_hours.js knows both.
# opening-hours-py 2.1.4 (Python), opening_hours 3.15.0 (npm), 2026-11-29.
# Matters: courses and parents' cafés pause in the school holidays; the page would say "open now" to a closed door.
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

LEVERKUSEN = (51.03, 6.98)
for rule, day in (("SH off", 22), ("PH off", 4)):
    hours = OpeningHours(f"Mo-Fr 09:00-17:00; {rule}", coords=LEVERKUSEN)
    print(rule, "open" if hours.is_open(datetime(2026, 7 if day == 22 else 6, day, 12)) else "closed")
EOF
cat > check.mjs <<'EOF'
import OpeningHours from "opening_hours";

const leverkusen = { lat: 51.03, lon: 6.98, address: { country_code: "de", state: "Nordrhein-Westfalen" } };
for (const [rule, day] of [["SH off", "2026-07-22"], ["PH off", "2026-06-04"]]) {
    const hours = new OpeningHours(`Mo-Fr 09:00-17:00; ${rule}`, leverkusen);
    console.log(rule, hours.getStateString(new Date(`${day}T12:00`), true));
}
EOF
venv/bin/pip list 2>/dev/null | grep -i opening
npm ls --depth=0 | tail -n +2
echo "expected: closed, closed (opening_hours.js: $(TZ=Europe/Berlin node check.mjs | paste -sd, -))"
seen=$(venv/bin/python check.py | paste -sd, -)
echo "seen:     $seen"
[ "$seen" = "SH off open,PH off open" ] || { echo "CHANGED: holidays are known now" >&2; exit 1; }
