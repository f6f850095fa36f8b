"""How pages, life situations and words of the glossary are found."""

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
    keywords = ("sections__heading", "search_words")
    summary = ("teaser",)
    body = ("sections__body",)

    def link(self, obj: Page) -> Link | None:
        return None if obj.is_situation else Link("portal:page", (obj.slug,))


@register(Page)
class SituationSearch(Searchable):
    kind = "situation"
    label = _("What to do")
    need = Need.SITUATION
    # What people type is as good as the title; a word that comes in passing asks for no situation.
    title = ("title", "search_words")
    summary = ("teaser",)
    boost = 1.3

    def link(self, obj: Page) -> Link | None:
        return Link("portal:page", (obj.slug,)) if obj.is_situation else None


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
