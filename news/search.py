"""How posts and events are found."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.content.dates import shifted
from core.content.days import LAST_DAY
from news.models import Event, Post
from news.recurrence import occurrences, series_rule
from search.registry import Link, Need, Searchable, register

# A series that is longer than this counts as one that goes on.
LONGEST_SERIES = 3660  # days


@register(Post)
class PostSearch(Searchable):
    kind = "post"
    label = _("News")
    need = Need.NEWS
    boost = 0.95
    title = ("title",)
    keywords = ("topics__name", "fields__short_name")
    summary = ("teaser",)
    body = ("body", "author__name")

    def link(self, obj: Post) -> Link:
        return Link("news:post", (obj.slug,))


@register(Event)
class EventSearch(Searchable):
    kind = "event"
    label = _("Events")
    need = Need.EVENT
    title = ("title",)
    keywords = ("topics__name", "fields__short_name", "place__name", "place__quarter__name")
    summary = ("teaser",)
    body = ("body", "place_note", "how_to_register", "organiser__name", "partners__name", "exceptions__note")

    def link(self, obj: Event) -> Link:
        return Link("news:event", (obj.slug,))

    def ends_on(self, obj: Event) -> date | None:
        """The last day of the event or of its series; None: it goes on."""
        rule = series_rule(obj)
        if rule and not rule.has_end:
            return None
        end = shifted(obj.starts_on, LONGEST_SERIES)
        last = max(
            (occurrence.last_day for occurrence in occurrences(obj, obj.starts_on, end)),
            default=obj.ends_on or obj.starts_on,
        )
        return min(last, LAST_DAY)
