"""`{% reading %}…{% endreading %}` around the content of a page: what concerns all of its texts at once."""

import re
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_LINK = re.compile(r'<a class="term" href="[^"#]*#([\w-]+)">(.*?)</a>')
_HINT = re.compile(r'<p class="only-german">[^<]*</p>')
# So many hints stand at the texts themselves; more of them would shout, so the note on top says it once.
MOST_HINTS = 3


class ReadingNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        content = _first_mentions(self.nodelist.render(context))
        request, frame = context.get("request"), context.get("frame")
        if request is None or frame is None:
            return content
        is_readable = bool(context.get("is_readable")) or hasattr(request, "main_entry")
        note: dict[str, Any] = {"is_readable": is_readable, "is_short": bool(context.get("is_note_short"))}
        if request.LANGUAGE_CODE != settings.LANGUAGE_CODE and not getattr(request, "is_missing", False):
            hints = content.count('<p class="only-german">')
            standing = frame.standing
            note |= {"standing": standing, "some_german": hints > MOST_HINTS and not standing.is_german}
            note["german"] = next(
                language for language in frame.languages if language.code == settings.LANGUAGE_CODE
            )
            if hints > MOST_HINTS or standing.is_german:
                content = mark_safe(_HINT.sub("", content))  # noqa: S308 - from templates
        page = context.template.engine.get_template("includes/reading.html")  # type: ignore[union-attr]
        return page.render(Context(note)) + content


@register.tag
def reading(parser: Parser, token: Token) -> ReadingNode:
    """Puts the note on the language and the button for reading aloud before the content.

    Of links to the glossary only the first of each word stays, and of hints at German texts only a few.
    """
    nodelist = parser.parse(("endreading",))
    parser.delete_first_token()
    return ReadingNode(nodelist)


def _first_mentions(content: SafeString) -> SafeString:
    met: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[1] in met:
            return found[2]
        met.add(found[1])
        return found[0]

    return mark_safe(_LINK.sub(once, content)) if 'class="term"' in content else content  # noqa: S308
