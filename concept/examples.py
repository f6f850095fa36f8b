"""How a page says that its entries are examples: once for all of them, or with a mark at each that is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Examples:
    """`banner`: all are, so it is said once; `marks`: only some are, so each says it."""

    banner: bool
    marks: bool


def examples(entries: Iterable[Any]) -> Examples:
    """Of what a page shows; each entry has `is_example`."""
    flags = [entry.is_example for entry in entries]
    return Examples(bool(flags) and all(flags), any(flags) and not all(flags))
