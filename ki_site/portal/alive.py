"""What the home page has to show even if no editor writes: checked offers, tasks, fresh news, a figure."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from concept.figures.figures import Figure
from concept.indicators.pages import whole_figures
from concept.models import Indicator
from core.memory.validity import KeptWhileTrue
from news.models import Post
from offers.models import Offer

# News older than this look as if nobody were there any more.
DAYS_OF_NEWS = 183
MOST = 3
# So many of the latest checks are looked at: some of them may be of offers whose state is unclear.
LATEST_CHECKS = 20


@dataclass(frozen=True)
class Alive:
    """Empty where there is nothing; a section without content is not shown."""

    service_point: Offer | None
    checked: list[Offer]
    sought: list[Offer]
    posts: list[Post]
    figure: Figure | None


_kept: KeptWhileTrue[Alive] = KeptWhileTrue("home page", megabytes=None)


def alive() -> Alive:
    """Five queries when the content or the day has changed, else none.

    The Service-Point is a copy, as pages add its state to it; the others are shared: do not change them.
    """
    found = _kept.made("", _fetch)
    return Alive(copy.copy(found.service_point), found.checked, found.sought, found.posts, found.figure)


def _fetch() -> Alive:
    today = timezone.localdate()
    offers = Offer.objects.published()
    return Alive(
        service_point=offers.filter(is_service_point=True).translated().first(),
        checked=newest_checked(offers.order_by("-checked_on", "position").translated()[:LATEST_CHECKS]),
        sought=certain(offers.seeking_volunteers().translated())[:MOST],
        posts=fresh(Post.objects.published().translated()[:MOST], today),
        figure=city_figure(whole_figures(Indicator.objects.published().filter(field=None).translated())),
    )


def fresh(posts: Iterable[Post], today: date) -> list[Post]:
    """Those of the last six months."""
    return [post for post in posts if post.date > today - timedelta(days=DAYS_OF_NEWS)]


def certain(offers: Iterable[Offer]) -> list[Offer]:
    """Those of which we know that they still are as described."""
    return [offer for offer in offers if not offer.is_uncertain]


def newest_checked(offers: Iterable[Offer]) -> list[Offer]:
    """The first of these whose last check still holds, in their order."""
    return [offer for offer in certain(offers) if not offer.is_old][:MOST]


def city_figure(figures: Iterable[Figure]) -> Figure | None:
    """The first figure that has a value and says where it comes from."""
    return next((figure for figure in figures if figure.latest and figure.latest.source_name), None)
