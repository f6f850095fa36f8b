"""What search engines are told about: published pages in German, the language that all of them have."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from concept.models import ActionField, ReportRun
from ki_site.core.models import Publishable
from ki_site.portal.models import Page
from news.models import Event, Post
from offers.models import Offer, Organisation, Place


class FixedPages(Sitemap):
    """The pages that exist without an entry."""

    def items(self) -> list[str]:
        return [
            "portal:home",
            "offers:list",
            "offers:volunteering",
            "concept:overview",
            "concept:reports",
            "news:list",
            "news:events",
            "portal:contact",
            "portal:contents",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Entries(Sitemap):
    """The published entries of one model; one query."""

    def __init__(self, model: type[Publishable], changed: str | None = None) -> None:
        self.model = model
        self.changed = changed

    def items(self) -> QuerySet[Any]:
        return self.model.objects.published().order_by("pk")

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def lastmod(self, item: Any) -> Any:
        return getattr(item, self.changed) if self.changed else None


SITEMAPS: dict[str, Sitemap] = {
    "fixed": FixedPages(),
    "offers": Entries(Offer, "checked_on"),
    "organisations": Entries(Organisation),
    "places": Entries(Place),
    "fields": Entries(ActionField),
    "reports": Entries(ReportRun),
    "posts": Entries(Post, "date"),
    "events": Entries(Event),
    "pages": Entries(Page, "checked_on"),
}
