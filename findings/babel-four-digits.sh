#!/usr/bin/env bash
# Expected: CLDR says for Polish and Spanish that numbers of four digits are not grouped (minimumGroupingDigits 2), so a
# library made from CLDR writes 1251 and 12 510. Babel even ships that value with its data.
# Seen: Babel groups them all the same: "1 251". Intl of Node, made from the same data, writes "1251".
# babel 2.18.0 (Python), Intl of Node 20 or newer, 2026-11-30.
# Matters: a page whose numbers come from Babel and whose charts come from Intl writes the same number in two ways.
set -euo pipefail

for tool in python3 node; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq babel==2.18.0
intl=$(node -p 'new Intl.NumberFormat("pl").format(1251)')

cat > check.py <<'PYTHON'
import sys
from importlib.metadata import version

from babel.numbers import format_decimal

seen = [format_decimal(number, locale="pl") for number in (1251, 12510)]
print("babel", version("babel"))
print(f"expected: '1251', as Intl of Node: {sys.argv[1]!r}")
print(f"seen:     {seen[0]!r}")
if sys.argv[1] != "1251" or seen != ["1\xa0251", "12\xa0510"]:
    print("CHANGED: Babel and Intl no longer differ for Polish", file=sys.stderr)
    sys.exit(1)
PYTHON
venv/bin/python check.py "$intl"
