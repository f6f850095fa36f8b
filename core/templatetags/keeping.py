"""`{% kept "name" value … %}…{% endkept %}`: a part of a page that is made once and kept in memory.

What stands inside may depend on content, on the language and on the values, and on nothing else: not on the
request, not on the hour. It is made anew when the content changes, something appears or disappears by its
window, or the day ends (`core.epoch`).
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from core.memory.epoch import Memory

register = template.Library()

# Some kilobytes each.
_parts: Memory[SafeString] = Memory(2000)


class KeptNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: Context) -> SafeString:
        key = tuple([value.resolve(context) for value in self.values])
        part = _parts.get(key)
        return _parts.put(key, self.nodelist.render(context)) if part is None else part


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """The first value names the part, unlike any other part in all templates."""
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    if not values:
        raise template.TemplateSyntaxError("“kept” needs the name of the part.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
