#!/usr/bin/env bash
# Expected: RFC 8058 (one-click unsubscribe, which large mailboxes ask of everyone who sends in bulk) wants
# List-Unsubscribe and List-Unsubscribe-Post both under the DKIM signature, so a signer's default covers both.
# Seen: dkimpy signs List-Unsubscribe and leaves List-Unsubscribe-Post out; `include_headers` must name all headers
# again.
# dkimpy 1.1.8 (Python), 2026-11-29.
# Matters: a newsletter is then signed, the check of the signature passes, and yet it does not satisfy the RFC: a
# mailbox may show no button for unsubscribing.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq dkimpy==1.1.8 rsa==4.9.1

cat > check.py <<'EOF'
import re
import sys
from importlib.metadata import version

import dkim
import rsa

MESSAGE = b"\r\n".join([
    b"From: KI <ki@example.org>",
    b"To: reader@example.org",
    b"Subject: News",
    b"Date: Sun, 29 Nov 2026 12:00:00 +0000",
    b"Message-ID: <1@example.org>",
    b"List-Unsubscribe: <https://example.org/unsubscribe/1>",
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    b"",
    b"Hello",
    b"",
])
key = rsa.newkeys(1024)[1].save_pkcs1()
signature = dkim.sign(MESSAGE, b"news", b"example.org", key).decode()
signed = re.sub(r"\s", "", re.search(r"\bh=([^;]+);", signature)[1]).lower().split(":")
seen = [name for name in ("list-unsubscribe", "list-unsubscribe-post") if name in signed]
print("dkimpy", version("dkimpy"))
print("expected: list-unsubscribe, list-unsubscribe-post among the signed headers")
print("seen:    ", ", ".join(seen), "among", ", ".join(sorted(set(signed))))
if seen != ["list-unsubscribe"]:
    sys.exit("CHANGED: other headers are signed by default")
EOF
venv/bin/python check.py
