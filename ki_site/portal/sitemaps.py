"""What search engines are told about: published pages, in each language into which they are translated."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from concept.models import ActionField, Indicator, Measure, ReportRun
from core.content.shown_languages import languages_of, with_languages
from core.models import Publishable
from ki_site.portal.frame import frame_data, in_cluster
from ki_site.portal.models import Page
from news.models import Event, Post
from offers.models import Offer, Organisation, Place


class InLanguages(Sitemap):
    """Each page once in every language that it can be read in, with its equals as `hreflang` has them."""

    i18n = True

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[Any]:
        urls = super().get_urls(page, site, protocol)
        start = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            entry, code = url["item"]
            rest = url["location"].removeprefix(f"{start}/{code}/")
            languages = self.get_languages_for_item(entry)
            cluster = [language for language in languages if in_cluster(language, set(languages))]
            if code in cluster and len(cluster) > 1:
                url["alternates"] = [
                    {"lang_code": name, "location": f"{start}/{one}/{rest}"}
                    for name, one in [*((one, one) for one in cluster), ("x-default", settings.LANGUAGE_CODE)]
                ]
        return urls


class FixedPages(InLanguages):
    """The pages that exist without an entry, in the languages into which the site itself is translated."""

    def items(self) -> list[str]:
        return [
            "portal:home",
            "offers:list",
            "offers:volunteering",
            "offers:map",
            "concept:overview",
            "concept:indicators",
            "concept:coverage",
            "concept:data",
            "concept:measures",
            "concept:bodies",
            "concept:reports",
            "news:list",
            "news:events",
            "portal:contact",
            "portal:contents",
            "portal:glossary",
        ]

    def get_languages_for_item(self, item: str) -> list[str]:
        return _in_order(frame_data().languages)

    def location(self, item: str) -> str:
        return reverse(item)


class Entries(InLanguages):
    """The published entries of one model; one query."""

    def __init__(self, model: type[Publishable]) -> None:
        self.model = model

    def items(self) -> QuerySet[Any]:
        return with_languages(self.model.objects.public().with_change()).order_by("pk")

    def get_languages_for_item(self, item: Any) -> list[str]:
        return _in_order(languages_of(item))

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def lastmod(self, item: Any) -> Any:
        return item.changed_at


def _in_order(languages: set[str]) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code in languages]


SITEMAPS: dict[str, Sitemap] = {
    "fixed": FixedPages(),
    "offers": Entries(Offer),
    "organisations": Entries(Organisation),
    "places": Entries(Place),
    "fields": Entries(ActionField),
    "indicators": Entries(Indicator),
    "measures": Entries(Measure),
    "reports": Entries(ReportRun),
    "posts": Entries(Post),
    "events": Entries(Event),
    "pages": Entries(Page),
}
