"""Text of editors inside a report."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from concept.reports.richtext import to_html

register = template.Library()


@register.simple_tag
def report_text(nodes: list[Any], heading: int) -> SafeString:
    """Nodes of `reporting.richtext` as HTML; their headings begin at the level `heading`."""
    return to_html(nodes, heading)
