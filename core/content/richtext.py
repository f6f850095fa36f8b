"""Rich text of editors: a small set of elements, sanitised on every save."""

from typing import Any

from django_prose_editor.fields import ProseEditorField

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
}


def rich_text(*args: Any, **kwargs: Any) -> ProseEditorField:
    """A field for text with headings, lists and links; stored as clean HTML."""
    kwargs.setdefault("blank", True)
    return ProseEditorField(*args, extensions=EXTENSIONS, sanitize=True, **kwargs)
