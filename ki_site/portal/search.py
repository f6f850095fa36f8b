"""How pages are found: by everything that stands in their sections."""

from django.utils.translation import gettext_lazy as _

from ki_site.portal.models import Page
from ki_site.search.registry import Link, Searchable, register


@register(Page)
class PageSearch(Searchable):
    kind = "page"
    label = _("Pages")
    boost = 1.1
    title = ("title",)
    keywords = ("sections__heading",)
    summary = ("teaser",)
    body = ("sections__body",)

    def link(self, obj: Page) -> Link:
        return Link("portal:page", (obj.slug,))
