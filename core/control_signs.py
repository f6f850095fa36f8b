"""Signs that texts from word processors may hold and that tables, XML and calendar files must not."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def without_control_signs(text: str) -> str:
    """The text with a space in place of each of them; tabs and ends of lines stay."""
    return _CONTROL.sub(" ", text)
