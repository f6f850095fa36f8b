"""The posts as an Atom feed."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from news.models import Post
from offers.opening.clock import start_instant


def posts_feed(
    posts: Iterable[Post],
    *,
    title: str,
    language: str,
    page: str,
    address: str,
    absolute: Callable[[str], str],
) -> Atom1Feed:
    """A feed of posts with `changed_at` (see `with_change`).

    `page` is the path of the list, `address` that of the feed; `absolute` makes a path an address.
    """
    feed = Atom1Feed(
        title=title,
        link=absolute(page),
        description=None,
        language=language,
        feed_url=absolute(address),
    )
    for post in posts:
        link = absolute(post.get_absolute_url())
        published = start_instant(post.date, dt.time.min)
        feed.add_item(
            title=post.text.title,
            link=link,
            description=escape(post.text.teaser),
            # The key never changes, the address part may: a reader must not show the same post twice.
            unique_id=f"tag:{link.split('/')[2].split(':')[0]},2025:post-{post.pk}",
            pubdate=published,
            updateddate=getattr(post, "changed_at", None) or published,
        )
    return feed
