"""Pages of editors, and the list of everything."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.models import ActionField
from core.views import visible_or_404
from ki_site.portal.models import Page, PageSection
from ki_site.portal.situations import callable_contacts, offers_of
from offers.models import Document, Offer, Topic

# Where somebody goes who must not be seen on the page for emergencies: the weather, from a public office.
NEUTRAL_PAGE = "https://www.dwd.de/"


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of sections; sections without text are shown to staff as missing and to nobody else.

    A life situation costs one query more for its offers (two where they are those of a topic), and those of
    `cards.prepare`.
    """
    pages = Page.objects.translated().prefetch_related(
        Prefetch("sections", PageSection.objects.translated()),
        Prefetch("documents", Document.objects.published().translated()),
    )
    found = visible_or_404(request, pages, slug=slug)
    context: dict[str, Any] = {"page": found, "crumbs": [(found.text.title, None)]}
    if found.is_emergency:
        context |= {"leave_url": NEUTRAL_PAGE, "is_note_short": True}
        return render(request, "portal/emergency.html", context)
    if found.has_steps:
        context |= _with_steps(request, found)
        return render(request, "portal/steps.html", context)
    return render(request, "portal/page.html", context)


def _with_steps(request: HttpRequest, page: Page) -> dict[str, Any]:
    now = timezone.now()
    sections = [section for section in page.sections.all() if section.body]
    keys = [page.contact_id, *(section.contact_id for section in sections)]
    contacts = callable_contacts(request, keys, now)
    return {
        "steps": [(section, contacts.get(section.contact_id)) for section in sections],
        "contact": contacts.get(page.contact_id),
        "offers": offers_of(request, page, now),
    }


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """All topics with their offers, all fields and pages: the sitemap for people."""
    offers = Offer.objects.published().translated()
    context = {
        "topics": Topic.objects.translated().prefetch_related(
            Prefetch("offers", offers, to_attr="published_offers")
        ),
        "fields": ActionField.objects.published().translated(),
        "pages": Page.objects.published().translated(),
        "crumbs": [(_("All topics and pages"), None)],
    }
    return render(request, "portal/contents.html", context)
