"""The public pages of offers, organisations and places."""

import copy
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.memory import expiry
from core.memory.parameters import understands
from core.memory.validity import KeptWhileTrue
from core.views import visible_or_404
from offers import asking, cards, city_map, jsonld, weeks
from offers.directory import directory
from offers.finder import PARAMETERS, offer_results
from offers.models import Offer, Organisation, Place, Quarter
from offers.schedules import Opening, main_opening
from search import finder

RELATED = 3
# Kinds that help somebody in their own life.
_HELPS = {
    Offer.Kind.ADVICE, Offer.Kind.COURSE, Offer.Kind.PROGRAMME, Offer.Kind.MEETING, Offer.Kind.SERVICE,
}  # fmt: skip
Trail = list[tuple[str, str | None]]

_related_offers: KeptWhileTrue[list[Offer]] = KeptWhileTrue("related offers", megabytes=4)


@require_safe
@understands(*PARAMETERS)
def offer_list(request: HttpRequest) -> HttpResponse:
    """The finder: all offers with filters and search; htmx gets the results and the new counts alone."""
    now = timezone.now()
    results = offer_results(request.GET, now)
    if elsewhere := finder.without_empty(request, results):
        return elsewhere
    page = finder.page_of(request, results)
    offers = results.entries(list(page.object_list))
    cards.prepare(request, offers, now)
    expiry.until(request, results.moment.until)
    context = {"page": page, "offers": offers, "crumbs": [(_("Offers"), None)]}
    return finder.respond(request, results, "offers/list.html", "offers/_results.html", context)


@require_safe
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    offer = visible_or_404(request, Offer.objects.translated(), slug=slug)
    if offer.is_service_point:
        return redirect("offers:service_point", permanent=True)
    return _render_offer(request, offer, "offers/detail.html", [(_("Offers"), reverse("offers:list"))])


@require_safe
def service_point(request: HttpRequest) -> HttpResponse:
    """The page of the one offer that is the Service-Point."""
    offer = visible_or_404(request, Offer.objects.translated(), is_service_point=True)
    return _render_offer(request, offer, "offers/detail.html", [])


def _render_offer(request: HttpRequest, offer: Offer, template: str, trail: Trail) -> HttpResponse:
    """Four queries: the related offers, what all of them point to, their hours, the action fields.

    None in a process that has shown the offer since the last change.
    """
    now = timezone.now()
    related = _related(offer)
    cards.prepare(request, [offer, *related], now)
    contacts = asking.own_first(offer, cards.contacts(request, offer.links.contacts, now))
    context = {
        "offer": offer,
        "contacts": contacts,
        "phone": asking.phone(offer, contacts),
        "unknown": asking.unknown(offer),
        "related": related,
        "fields": offer.action_fields.published().translated(),
        "json_ld": jsonld.offer(offer, request),
        "crumbs": [*trail, (offer.text.title, None)],
        **_hours(offer.openings, now),
    }
    return render(request, template, context)


def _hours(found: list[Opening], now: datetime) -> dict[str, Any]:
    main = main_opening(found)
    return {
        "opening": main,
        "week": weeks.week_rows(main.schedule, now) if main else [],
        "exceptions": weeks.exception_rows(main.schedule, now) if main else [],
    }


def _related(offer: Offer) -> list[Offer]:
    """Copies of other offers for the same need: of a shared topic, or advice for the same people.

    Who needs help is not sent to a festival, a fund or a training.
    """

    def fetch() -> list[Offer]:
        topics, people = offer.topics.values("pk"), offer.audiences.values("pk")
        others = Offer.objects.published().exclude(pk=offer.pk)
        if offer.kind in _HELPS:
            others = others.filter(kind__in=_HELPS)
        ranked = others.annotate(
            same_topics=Count("topics", filter=Q(topics__in=topics), distinct=True),
            same_people=Count("audiences", filter=Q(audiences__in=people), distinct=True),
        )
        near = ranked.filter(Q(same_topics__gt=0) | Q(kind=Offer.Kind.ADVICE, same_people__gt=0))
        nearest = near.order_by("-same_topics", "-same_people", "position", "title")
        return list(nearest.translated()[:RELATED])

    return [copy.copy(other) for other in _related_offers.made(offer.pk, fetch)]


@require_safe
def volunteering(request: HttpRequest) -> HttpResponse:
    """Programmes that look for volunteers."""
    offers = list(Offer.objects.published().seeking_volunteers().translated())
    cards.prepare(request, offers)
    return render(request, "offers/volunteering.html", {"offers": offers, "crumbs": [(_("Join in"), None)]})


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organisations = Organisation.objects.select_related("place", "part_of").translated("place", "part_of")
    organisation = visible_or_404(request, organisations, slug=slug)
    known = directory()
    now = timezone.now()
    offers = organisation.offers.published().translated()
    own = [row for row in known.contacts.values() if row.organisation_id == organisation.pk]
    documents = [row for row in known.documents.values() if row.publisher_id == organisation.pk]
    context = {
        "organisation": organisation,
        "offers": offers,
        "contacts": cards.contacts(request, own, now),
        "documents": [row for row in documents if row.is_visible],
        "json_ld": jsonld.organisation(organisation, request),
        "crumbs": [(organisation.text.name, None)],
    }
    return render(request, "offers/organisation.html", context)


@require_safe
def place_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    places = Place.objects.select_related("quarter__borough").translated()
    place = cards.place(request, visible_or_404(request, places, slug=slug), now)
    offers = list(place.offers.published().translated())
    cards.prepare(request, offers, now)
    here = [row for row in directory().contacts.values() if row.place_id == place.pk]
    context = {
        "place": place,
        "offers": offers,
        "contacts": cards.contacts(request, here, now),
        "ways": city_map.ways(place),
        "crumbs": [(_("Map"), reverse("offers:map")), (place.text.name, None)],
        **_hours(place.openings, now),
    }
    return render(request, "offers/place.html", context)


@require_safe
def place_map(request: HttpRequest) -> HttpResponse:
    """The drawn map and, saying the same, the list of places with what takes place there.

    Two queries, the quarters and the offers, and those of `cards.prepare`.
    """
    known = directory()
    offers = list(Offer.objects.published().filter(places__isnull=False).distinct().translated())
    cards.prepare(request, offers)
    here = {row.pk: city_map.Here(row) for row in known.places.values() if row.is_visible}
    for offer in offers:
        for place in offer.links.places:
            here[place.pk].offers.append(offer)
    for contact in known.contacts.values():
        if contact.is_visible and contact.place_id in here:
            here[contact.place_id].contacts.append(contact)
    quarters = list(Quarter.objects.select_related("borough"))
    markers, nowhere = city_map.markers(here.values(), quarters)
    names = [(quarter.name, where) for quarter in quarters if (where := city_map.spot(quarter.point))]
    context = {"markers": markers, "nowhere": nowhere, "names": names, "crumbs": [(_("Map"), None)]}
    return render(request, "offers/map.html", context)
