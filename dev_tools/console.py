"""What the developer reads while a command works, and how it ends when it cannot go on."""

import sys


class StopError(Exception):
    """Ends the command with exit code 1; the text is one line that names the trouble and the remedy."""


def say(text: str) -> None:
    """One line about what happens now, written out at once."""
    print(f"== {text}", flush=True)


def complain(text: str) -> None:
    """One line on the error stream."""
    print(text, file=sys.stderr, flush=True)
