#!/usr/bin/env python3
"""The one command of a developer: `python3 dev.py run | test | coverage | lint | messages | interop | bench`.

Needs nothing but Python; makes .venv and installs the pins by itself. This file stays readable for
any old Python, so that one says in a line what is missing instead of showing a syntax error.
"""

import sys

NEEDED = (3, 11)


def too_old(version):
    """The line that tells what to do when `version` (a tuple) is too old, else an empty text."""
    if tuple(version[:2]) >= NEEDED:
        return ""
    return (
        "This site needs Python %d.%d or newer, and this is Python %s. Install a newer one (Debian 12, "
        "Ubuntu 24.04 and later: apt install python3 python3-venv; else from python.org) and start dev.py "
        "with it, for example: python3.12 dev.py run"
    ) % (NEEDED + (".".join(str(part) for part in version[:3]),))


if __name__ == "__main__":
    message = too_old(sys.version_info)
    if message:
        sys.stderr.write(message + "\n")
        sys.exit(1)
    from dev_tools.cli import main

    sys.exit(main(sys.argv[1:]))
