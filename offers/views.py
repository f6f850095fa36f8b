"""The public pages of offers, organisations and places."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ki_site.core.views import visible_or_404
from offers import filters, jsonld, states
from offers.models import (
    Audience,
    Contact,
    Document,
    FundingProgramme,
    Offer,
    Organisation,
    Place,
    Topic,
)

PAGE_SIZE = 20
RELATED = 3


@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """All offers with filters; htmx gets the results alone."""
    groups = filters.groups(request.GET)
    page = Paginator(filters.chosen_offers(request.GET).for_cards(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    states.attach(request, page.object_list)
    template = (
        "offers/_results.html"
        if request.htmx and not request.htmx.history_restore_request
        else "offers/list.html"
    )  # type: ignore[attr-defined]
    context = {
        "page": page,
        "groups": groups,
        "chosen": [choice for group in groups for choice in group.chosen],
        "selected": sum(len(group.chosen) for group in groups),
        "crumbs": [(_("Offers"), None)],
    }
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    offer = visible_or_404(request, _with_details(), slug=slug)
    if offer.is_service_point:
        return redirect("offers:service_point", permanent=True)
    return _render_offer(request, offer, "offers/detail.html", [(_("Offers"), reverse("offers:list"))])


@require_safe
def service_point(request: HttpRequest) -> HttpResponse:
    """The page of the one offer that is the Service-Point."""
    offer = visible_or_404(request, _with_details(), is_service_point=True)
    return _render_offer(request, offer, "offers/service_point.html", [])


def _with_details() -> "filters.OfferQuerySet":
    """An offer with everything that its page shows: nine queries, whatever hangs on it."""
    return (
        Offer.objects.for_cards()
        .select_related("checked_by")
        .prefetch_related(
            Prefetch("topics", Topic.objects.translated()),
            Prefetch("audiences", Audience.objects.translated()),
            Prefetch("partners", Organisation.objects.published().translated()),
            Prefetch("funding", FundingProgramme.objects.translated()),
            Prefetch("documents", Document.objects.published().translated()),
            Prefetch(
                "contacts",
                Contact.objects.published()
                .select_related("place", "organisation")
                .translated("place", "organisation")
                .prefetch_related("languages"),
            ),
        )
    )


def _render_offer(
    request: HttpRequest, offer: Offer, template: str, trail: list[tuple[str, str | None]]
) -> HttpResponse:
    now = timezone.now()
    states.attach(request, [offer], now)
    states.attach(request, offer.contacts.all(), now)
    related = list(_related(offer))
    states.attach(request, related, now)
    main = offer.openings[0] if offer.openings else None  # type: ignore[attr-defined]
    offer.first_phone = next((one.phone for one in offer.contacts.all() if one.phone), "")  # type: ignore[attr-defined]
    offer.first_email = next((one.email for one in offer.contacts.all() if one.email), "")  # type: ignore[attr-defined]
    context = {
        "offer": offer,
        "opening": main,
        "week": states.week_rows(main.schedule, now) if main else [],
        "exceptions": states.exception_rows(main.schedule, now) if main else [],
        "related": related,
        "fields": offer.action_fields.published().translated(),
        "json_ld": jsonld.offer(offer, request),
        "crumbs": [*trail, (offer.text.title, None)],
    }
    return render(request, template, context)


def _related(offer: Offer) -> "filters.OfferQuerySet":
    """Other offers of the same topics, the nearest in order first."""
    topics = [topic.pk for topic in offer.topics.all()]
    same = Offer.objects.filter(topics__in=topics).values("pk")
    return Offer.objects.published().filter(pk__in=same).exclude(pk=offer.pk).for_cards()[:RELATED]


@require_safe
def volunteering(request: HttpRequest) -> HttpResponse:
    """Programmes that look for volunteers."""
    offers = list(
        Offer.objects.published()
        .seeking_volunteers()
        .for_cards()
        .prefetch_related(Prefetch("contacts", Contact.objects.published().translated()))
    )
    states.attach(request, offers)
    return render(request, "offers/volunteering.html", {"offers": offers, "crumbs": [(_("Join in"), None)]})


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organisations = Organisation.objects.select_related("place", "part_of").translated("place", "part_of")
    organisation = visible_or_404(request, organisations, slug=slug)
    offers = list(organisation.offers.published().for_cards())
    states.attach(request, offers)
    contacts = list(
        organisation.contacts.published()
        .select_related("place", "organisation")
        .translated("place")
        .prefetch_related("languages")
    )
    states.attach(request, contacts)
    context = {
        "organisation": organisation,
        "offers": offers,
        "contacts": contacts,
        "documents": organisation.documents.published().translated(),
        "json_ld": jsonld.organisation(organisation, request),
        "crumbs": [(organisation.text.name, None)],
    }
    return render(request, "offers/organisation.html", context)


@require_safe
def place_detail(request: HttpRequest, slug: str) -> HttpResponse:
    place = visible_or_404(request, Place.objects.select_related("quarter__borough").translated(), slug=slug)
    now = timezone.now()
    states.attach(request, [place], now)
    offers = list(place.offers.published().for_cards())
    states.attach(request, offers, now)
    contacts = list(
        place.contacts.published()
        .select_related("organisation")
        .translated("organisation")
        .prefetch_related("languages")
    )
    states.attach(request, contacts, now)
    main = place.openings[0] if place.openings else None  # type: ignore[attr-defined]
    context = {
        "place": place,
        "opening": main,
        "week": states.week_rows(main.schedule, now) if main else [],
        "exceptions": states.exception_rows(main.schedule, now) if main else [],
        "offers": offers,
        "contacts": contacts,
        "crumbs": [(place.text.name, None)],
    }
    return render(request, "offers/place.html", context)
