"""How pages are found: by everything that stands in their sections."""

from django.utils.translation import gettext_lazy as _

from ki_site.portal.models import Page, Term
from search.registry import Link, Need, Searchable, register


@register(Page)
class PageSearch(Searchable):
    kind = "page"
    label = _("Pages")
    need = Need.PAGE
    boost = 1.1
    title = ("title",)
    keywords = ("sections__heading",)
    summary = ("teaser",)
    body = ("sections__body",)

    def link(self, obj: Page) -> Link:
        return Link("portal:page", (obj.slug,))


@register(Term)
class TermSearch(Searchable):
    kind = "term"
    label = _("Glossary")
    need = Need.GLOSSARY
    # Who types the name of an office looks for the office first: even the title is light.
    boost = 0.6
    title = ("name",)
    keywords = ("forms",)
    summary = ("explanation",)
    body = ("more",)

    def link(self, obj: Term) -> Link:
        return Link("portal:glossary", anchor=obj.slug)
