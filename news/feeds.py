"""The posts as an Atom feed."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from core.control_signs import without_control_signs
from news.models import Post
from offers.opening.clock import BERLIN, start_instant

_NOON = dt.time(12)


class PostsFeed(Atom1Feed):
    """An Atom feed in which each text says its own language: not every post is translated."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["text_language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        attributes = {"type": "html", "xml:lang": item["summary_language"]}
        handler.addQuickElement("summary", item["description"], attributes)


def posts_feed(
    posts: Iterable[Post],
    *,
    title: str,
    author: str,
    language: str,
    page: str,
    address: str,
    absolute: Callable[[str], str],
) -> PostsFeed:
    """A feed of posts with `author` and `changed_at` (see `with_change`).

    `author` stands for posts without one, `page` is the path of the list, `address` that of the feed;
    `absolute` makes a path an address.
    """
    feed = PostsFeed(
        title=title,
        link=absolute(page),
        description=None,
        language=language,
        author_name=author,
        feed_url=absolute(address),
    )
    for post in posts:
        link = absolute(post.get_absolute_url())
        published = _published(post)
        feed.add_item(
            title=without_control_signs(post.text.title),
            link=link,
            description=escape(without_control_signs(post.text.teaser)),
            author_name=_author(post) or author,
            text_language=post.text.language_of("title"),
            summary_language=post.text.language_of("teaser"),
            # The key never changes, the address part may: a reader must not show the same post twice.
            unique_id=f"tag:{link.split('/')[2].split(':')[0]},2025:post-{post.pk}",
            pubdate=published,
            updateddate=getattr(post, "changed_at", None) or published,
        )
    return feed


def _author(post: Post) -> str:
    return without_control_signs(post.author.text.name) if post.author and post.author.is_visible else ""


def _published(post: Post) -> dt.datetime:
    """Noon of its day, which is the same day in most time zones; on the day of its last change not later.

    Never before the day begins in UTC, in which most readers write it.
    """
    noon = start_instant(post.date, _NOON)
    changed = getattr(post, "changed_at", None)
    if not changed or changed.astimezone(BERLIN).date() != post.date:
        return noon
    return max(dt.datetime.combine(post.date, dt.time.min, dt.UTC), min(noon, changed))
