"""The admin site: the desk in front, behind it the lists by purpose."""

import logging
import re
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.contrib.admin import AdminSite
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from ki_site.portal import sending_again

logger = logging.getLogger(__name__)

# All our tables count their rows.
KEY = re.compile(r"[0-9]{1,18}")

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

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The lists stand on the desk by purpose, whatever app they belong to."""
        return HttpResponseRedirect(reverse("admin:index"))

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
            return _answer(inner, request, *args, **kwargs)

        return keeping

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        response = super().logout(request, extra_context)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def get_urls(self) -> list[Any]:
        from core.admin import thrown_away
        from ki_site.portal import chooser, finding
        from translating import bulk, overview, views

        own = [
            path("find/", self.admin_view(finding.find), name="find"),
            path(
                "translate/<str:label>/<int:pk>/<str:language>/",
                self.admin_view(views.translate),
                name="translate",
            ),
            path("bin/", self.admin_view(thrown_away.show), name="bin"),
            path("references/", self.admin_view(chooser.choices), name="references"),
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


def _answer(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What is no question to a list is answered by the list as it is; it comes from no link of ours.

    A text with NUL (which PostgreSQL cannot be asked for) leads nowhere, nor do ticked rows without a key.
    """
    ticked = request.POST.getlist("_selected_action")
    if "\0" in unquote(request.get_full_path()) or not all(KEY.fullmatch(key) for key in ticked):
        raise Http404
    try:
        answer: HttpResponseBase = view(request, *args, **kwargs)
    except (ValueError, TypeError, LookupError, OverflowError, DatabaseError):
        if not _asks_a_list(request):
            raise
        logger.warning("A list cannot be asked this: %r", request.get_full_path(), exc_info=True)
        return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
    return answer


def _asks_a_list(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else ""
    asked = set(request.GET) - {ERROR_FLAG}
    return request.method == "GET" and bool(asked) and str(name).endswith("_changelist")


def _group(label: str, name: Any, models: list[Any]) -> dict[str, Any]:
    return {"app_label": label, "name": name, "app_url": "", "has_module_perms": True, "models": models}
