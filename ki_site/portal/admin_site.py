"""The admin site: the desk in front, behind it the lists by purpose."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from ki_site.portal import sending_again

# Heading and models, in the order in which they are needed.
PURPOSES = (
    (_("Offers"), ("offers.offer", "offers.contact", "offers.organisation", "offers.place",
                   "offers.hoursset", "offers.closure", "offers.document")),
    (_("News"), ("news.post", "news.event", "portal.notice")),
    (_("Integration concept"), ("concept.actionfield", "concept.goal", "concept.approach",
                                "concept.measure", "concept.round", "concept.indicator",
                                "concept.indicatorvalue",
                                "concept.reportrun", "concept.report", "concept.body", "concept.meeting",
                                "concept.milestone", "concept.edition")),
    (_("Messages and pages"), ("portal.enquiry", "portal.page", "portal.term", "portal.siteprofile")),
    (_("Lists to sort by"), ("offers.topic", "offers.audience", "offers.spokenlanguage",
                             "offers.fundingprogramme", "offers.borough", "offers.quarter",
                             "concept.group")),
    (_("Search"), ("search.synonym", "search.missedsearch")),
    (_("Users"), ("auth.user", "auth.group")),
)  # fmt: skip
# Reached from the page of what they belong to.
PARTS = {"concept.measureyear", "concept.indicatortarget", "news.eventexception", "portal.pagesection"}


class KiAdminSite(AdminSite):
    site_header = _("KI: editing")
    site_title = _("KI: editing")
    index_title = _("Desk")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from ki_site.portal.desk import Desk

        context = {"desk": Desk(request.user), **(extra_context or {})}  # type: ignore[arg-type]
        return super().index(request, context)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, but nothing that was typed is lost.

        Browsers may keep the pages in their history until the log-out clears it: Django's no-store makes
        Firefox forget the fields. What is sent after the end of a session comes back for another try.
        """
        inner = super().admin_view(view, cacheable=True)
        if not cacheable:
            inner = cache_control(private=True, no_cache=True)(inner)

        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated and sending_again.is_worth_it(request):
                return sending_again.ask(request)
            return inner(request, *args, **kwargs)

        return keeping

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        response = super().logout(request, extra_context)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def get_urls(self) -> list[Any]:
        from translating import bulk, overview, views

        own = [
            path(
                "translate/<str:label>/<int:pk>/<str:language>/",
                self.admin_view(views.translate),
                name="translate",
            ),
            path("translations/", self.admin_view(overview.overview), name="translations"),
            path("translations/export/", self.admin_view(bulk.export), name="translations_export"),
            path("translations/import/", self.admin_view(bulk.upload), name="translations_import"),
        ]
        return [*own, *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """By purpose; a model that is in none of the purposes stands in a group of its app."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        rows = {row["model"]._meta.label_lower: row for app in apps for row in app["models"]}
        groups = []
        for number, (name, labels) in enumerate(PURPOSES):
            if models := [rows.pop(label) for label in labels if label in rows]:
                groups.append(_group(f"purpose-{number}", name, models))
        for app in apps:
            own = [row for row in app["models"] if row["model"]._meta.label_lower in rows]
            if models := [row for row in own if row["model"]._meta.label_lower not in PARTS]:
                groups.append(_group(app["app_label"], app["name"], models))
        return groups


def _group(label: str, name: Any, models: list[Any]) -> dict[str, Any]:
    return {"app_label": label, "name": name, "app_url": "", "has_module_perms": True, "models": models}
