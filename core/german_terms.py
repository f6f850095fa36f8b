"""`[[Ausländerbehörde]]`: the mark-up of German terms in translated texts.

Translators keep the official German word beside their own, because people need it at the counter. Where a
text is shown, `wording` makes it `<span lang="de" dir="ltr">`; everywhere else it stands without brackets.
"""

import re

MARKED = re.compile(r"\[\[([^\[\]]+)\]\]")


def unmarked(text: str) -> str:
    """`text` without the brackets, the words inside kept."""
    return MARKED.sub(r"\1", text) if "[[" in text else text
