#!/usr/bin/env bash
# Expected: a Compiler made once from a template in memory compiles as often as asked, with other inputs each time; that
# is what the class is for beside the function compile().
# Seen: the first compile() works, the second fails with "file not found": the source given as bytes is forgotten after
# use. A Compiler made from the path of a file compiles again and again.
# typst 0.15.2 (Python wheel), 2026-11-29.
# Matters: keeping the compiler (and its fonts) between two PDFs is the natural way to make them quick. The first report
# in each process works, so a test with a single PDF passes.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq typst==0.15.2

cat > check.py <<'EOF'
import sys
from importlib.metadata import version
from pathlib import Path

import typst

SOURCE = b"= Report"


def attempts(source):
    compiler = typst.Compiler(source)
    results = []
    for _ in range(2):
        try:
            results.append("PDF" if compiler.compile(format="pdf").startswith(b"%PDF") else "no PDF")
        except typst.TypstError as error:
            results.append(str(error).split(" (")[0])
    return results


Path("report.typ").write_bytes(SOURCE)
seen = attempts(SOURCE)
print("typst", version("typst"))
print("expected:", attempts("report.typ"), "(as with a path)")
print("seen:    ", seen)
if seen != ["PDF", "file not found"]:
    sys.exit("CHANGED: a compiler made from bytes works again")
EOF
venv/bin/python check.py
