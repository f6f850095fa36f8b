"""What a life situation leads to: whom to call, and the offers that help."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest

from ki_site.portal.models import Page
from offers import cards
from offers.directory import directory
from offers.models import Contact, Offer
from offers.opening import Status

# More would be a list to search in, not an answer.
MOST = 4
# What visitors can use first: open now, then with known hours, then those of which no hours are known.
_RANK = {Status.OPEN: 0, Status.APPOINTMENT: 0, Status.PHONE: 0, Status.CLOSED: 1, Status.UNKNOWN: 2}


def callable_contacts(
    request: HttpRequest, keys: Iterable[int | None], now: datetime
) -> dict[int | None, Contact]:
    """Copies of those visible contact points with a number, with today's state; no query."""
    known = directory().contacts
    rows = [known[key] for key in dict.fromkeys(keys) if key in known]
    return {row.pk: row for row in cards.contacts(request, rows, now) if row.phone}


def offers_of(request: HttpRequest, page: Page, now: datetime) -> list[Offer]:
    """The offers that help, made ready for cards: those that staff have chosen, else those of the topic.

    One query for chosen ones, two for those of a topic, and those of `cards.prepare`.
    """
    published = Offer.objects.published().translated()
    offers = list(published.filter(pk__in=page.offers.through.objects.filter(page=page).values("offer")))
    if not offers and page.topic_id:
        offers = list(published.filter(topics=page.topic_id))
    cards.prepare(request, offers, now)
    return usable(offers)[:MOST]


def usable(offers: Iterable[Offer]) -> list[Offer]:
    """Without those that are over, the useful first; an offer whose state is unclear comes after the others.

    Takes offers that `cards.prepare` has seen. Over is what is closed and never opens again.
    """
    going_on = [one for one in offers if one.state_status != Status.CLOSED or one.state.next is not None]
    return sorted(going_on, key=lambda one: (_RANK[Status(one.state_status)], one.is_uncertain))
