"""Pages of editors, and the list of everything."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.models import ActionField
from core.views import visible_or_404
from ki_site.portal.models import Page, PageSection
from offers.models import Document, Offer, Topic


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of sections; sections without text are shown to staff as missing and to nobody else."""
    pages = Page.objects.translated().prefetch_related(
        Prefetch("sections", PageSection.objects.translated()),
        Prefetch("documents", Document.objects.published().translated()),
    )
    found = visible_or_404(request, pages, slug=slug)
    return render(request, "portal/page.html", {"page": found, "crumbs": [(found.text.title, None)]})


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
