"""`{% kept "name" value … %}…{% endkept %}`: a part of a page that is made once and kept in memory.

What stands inside may depend on content, on the language and on the values, and on nothing else: not on the
request, not on the hour. It is made anew when the content changes, something appears or disappears by its
window, or the day ends (`core.memory.validity`).
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from core.memory.validity import KeptWhileTrue

register = template.Library()

_parts: KeptWhileTrue[SafeString] = KeptWhileTrue("parts of pages", megabytes=4)


class KeptNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: Context) -> SafeString:
        key = tuple([value.resolve(context) for value in self.values])
        return _parts.made(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """The first value names the part, unlike any other part in all templates."""
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    if not values:
        raise template.TemplateSyntaxError("“kept” needs the name of the part.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
