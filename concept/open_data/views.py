"""The open data of the concept: the page, the files, the catalogue."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concept.open_data import archive, datasets
from concept.open_data.dcat import catalogue
from concept.open_data.downloads import FORMS, file_response, json_text, table_file
from concept.open_data.licence import about_terms, current_edition, terms


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Three queries: the edition, the days of change, the period."""
    edition = current_edition()
    changed = datasets.changed_on()
    context = {
        "sets": [(one, changed.get(one.slug)) for one in datasets.DATASETS],
        "terms": terms(edition),
        "publisher": edition.data_publisher if edition else None,
        "forms": FORMS,
        "catalogue": catalogue(edition, request.build_absolute_uri, changed),
        "crumbs": [(_("Integration concept"), reverse("concept:overview")), (_("Open data"), None)],
    }
    return render(request, "concept/open_data/data.html", context)


@require_safe
def dataset(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One set as a file; German, whatever the language of the address."""
    found = datasets.BY_SLUG.get(slug)
    if found is None or form not in FORMS:
        raise Http404(_("There is no such page."))
    with translation.override(settings.LANGUAGE_CODE):
        about = {
            "title": str(found.title),
            "description": str(found.description),
            "page": request.build_absolute_uri(reverse("concept:data")),
            **about_terms(current_edition()),
        }
        return table_file(found.table, found.rows(), found.slug, form, about)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All sets in one file; as many queries as the sets have, and two for what is said about them."""
    with translation.override(settings.LANGUAGE_CODE):
        made = archive.archive(
            current_edition(), request.build_absolute_uri, datasets.changed_on(), timezone.localdate()
        )
    response = file_response(made, archive.NAME, "zip")
    response.headers["Content-Type"] = "application/zip"
    return response


@require_safe
def data_catalogue(request: HttpRequest) -> HttpResponse:
    found = catalogue(current_edition(), request.build_absolute_uri, datasets.changed_on())
    response = file_response(json_text(found), "katalog", "json")
    response.headers["Content-Type"] = "application/ld+json; charset=utf-8"
    return response
