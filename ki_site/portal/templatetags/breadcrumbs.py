"""The breadcrumb for search engines."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.texts import json_ld

register = template.Library()


@register.simple_tag(takes_context=True)
def breadcrumb_json_ld(context: Context, crumbs: Sequence[tuple[Any, str | None]]) -> SafeString:
    """BreadcrumbList of the home page and `crumbs`, (label, address or None) each; needs `request`."""
    request = context["request"]
    trail = [(_("Home page"), reverse("portal:home")), *crumbs]
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": str(label),
            **({"item": request.build_absolute_uri(url)} if url else {}),
        }
        for position, (label, url) in enumerate(trail, start=1)
    ]
    return json_ld({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})
