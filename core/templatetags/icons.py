"""The tags of heroicons with the same output, made once: a page has some dozens of icons.

An icon whose arguments all stand in the template becomes plain text when the template is compiled; one
whose name comes from the content is kept by its arguments.
"""

from collections.abc import Callable
from functools import cache, lru_cache, partial

from django import template
from django.template.base import FilterExpression, Node, Parser, TextNode, Token, Variable
from django.template.library import SimpleNode
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags import heroicons

from core.drawings import DRAWINGS

register = template.Library()


@cache
def _kept(draw: Callable[..., str]) -> Callable[..., str]:
    """`draw` with a memory for its latest results."""
    return lru_cache(512)(draw)


def _constant(expression: FilterExpression) -> bool:
    """Whether the value stands in the template itself, as a text or number without filters."""
    value = expression.var
    return not expression.filters and (not isinstance(value, Variable) or value.lookups is None)


def _compiled(compile_tag: Callable[[Parser, Token], SimpleNode], parser: Parser, token: Token) -> Node:
    node = compile_tag(parser, token)
    if node.target_var is None and all(map(_constant, (*node.args, *node.kwargs.values()))):
        return TextNode(node.render(template.Context()))
    node.func = _kept(node.func)
    return node


for _name, _compile in heroicons.register.tags.items():
    register.tag(_name, partial(_compiled, _compile))


@register.simple_tag
def drawing(icon: str) -> SafeString | str:
    """The drawing that stands for an icon, for eyes alone; empty where there is none."""
    shapes = DRAWINGS.get(icon)
    if not shapes:
        return ""
    svg = f'<svg class="drawing" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{shapes}</svg>'
    return mark_safe(svg)  # noqa: S308  all of it stands in the code
