"""What changed from one version to the next, in words that an editor reads."""

import datetime as dt
import difflib
import re
from typing import Any

from django.db.models import Field
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper

from core.content.richtext import RichTextField
from core.content.translations import comparable

# Follow from other fields; a line about them would only puzzle.
DERIVED = {
    "text_digest", "source_digest", "check_due_on", "updated_at",
    "image_width", "image_height", "logo_width", "logo_height",
}  # fmt: skip
# A text at least this long is shown with its changed places only.
LONG = 60
# So many words are shown on either side of a changed place.
AROUND = 5

_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")


class Differences(HistoricalRecordContextHelper):
    """Names, choices, dates and yes/no as in the form; of long texts the changed places."""

    def context_for_delta_changes(self, delta: Any) -> list[dict[str, Any]]:
        rows = []
        for change in delta.changes:
            field = self.model._meta.get_field(change.field)
            if change.field in DERIVED or _is_layout(field, change):
                continue
            old = self.prepare_delta_change_value(change, change.old)
            new = self.prepare_delta_change_value(change, change.new)
            rows.append({"field": capfirst(field.verbose_name), **_row(field, old, new)})
        return rows


def _is_layout(field: Any, change: Any) -> bool:
    return isinstance(field, RichTextField) and comparable(field, change.old) == comparable(field, change.new)


def _row(field: Any, old: Any, new: Any) -> dict[str, Any]:
    before, after = in_words(field, old), in_words(field, new)
    if max(len(before), len(after)) >= LONG and before and after:
        return {"marked": marked(before, after)}
    return {"old": before or "–", "new": after or "–"}


def in_words(field: Field, value: Any) -> str:
    """A value of `field` as an editor reads it; of rich text the words, with a sign at each paragraph."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, dt.time):
        return formats.time_format(value, "H:i")
    if isinstance(value, list):
        return ", ".join(sorted(str(item) for item in value))
    if isinstance(field, RichTextField):
        return strip_tags(_BLOCK_ENDS.sub(" ¶ ", str(value))).strip(" ¶")
    return str(value)


def marked(before: str, after: str, whole: bool = False) -> SafeString:
    """The changed places with <del> and <ins>; the rest is shortened to a few words, unless it is `whole`."""
    old, new = before.split(), after.split()
    pieces: list[SafeString] = []
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, start, end, new_start, new_end) in enumerate(steps):
        if kind == "equal":
            same = (
                " ".join(old[start:end])
                if whole
                else _shortened(old[start:end], first=number == 0, last=number == len(steps) - 1)
            )
            pieces.append(conditional_escape(same))
            continue
        if end > start:
            pieces.append(format_html("<del>{}</del>", " ".join(old[start:end])))
        if new_end > new_start:
            pieces.append(format_html("<ins>{}</ins>", " ".join(new[new_start:new_end])))
    return format_html_join(" ", "{}", ((piece,) for piece in pieces))


def _shortened(words: list[str], first: bool, last: bool) -> str:
    head = [] if first else words[:AROUND]
    tail = [] if last else words[max(len(head), len(words) - AROUND) :]
    gap = ["…"] if len(head) + len(tail) < len(words) else []
    return " ".join([*head, *gap, *tail])
