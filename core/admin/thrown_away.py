"""What was deleted lately and can be brought back, with the relations that others had to it."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import roles
from core.admin.addresses import url
from core.content import changes
from core.editing.applying import apply, name_again
from core.models import Version

KEPT_FOR = timedelta(days=30)
SHOWN = 20


def deleted() -> QuerySet:
    """The last versions of entries that are not there any more, the newest first."""
    later = Version.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return Version.objects.filter(~Exists(later), is_deleted=True).order_by("-pk")


def may_bring_back(user: Any, version: Version) -> bool:
    """Who may add entries of the kind; what visitors saw once only who may publish."""
    may_add: bool = roles.may(user, "add", apps.get_model(version.kind))
    return may_add and (not version.was_public or roles.may_publish(user))


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The bin, and the button that brings one entry back."""
    found = deleted().filter(saved_at__gte=timezone.now() - KEPT_FOR).select_related("saved_by")
    if request.method == "POST":
        return _bring_back(request, get_object_or_404(found, pk=request.POST.get("version", "0")[:18]))
    allowed = [
        model._meta.label_lower for model in apps.get_models() if roles.may(request.user, "view", model)
    ]
    versions = found.filter(kind__in=allowed).defer("body")[:SHOWN]
    rows = [
        {
            "version": version,
            "kind": capfirst(apps.get_model(version.kind)._meta.verbose_name),
            "can": may_bring_back(request.user, version),
        }
        for version in versions
    ]
    context = {**admin.site.each_context(request), "title": _("Bin"), "rows": rows, "days": KEPT_FOR.days}
    return render(request, "admin/bin.html", context)


def _bring_back(request: HttpRequest, version: Version) -> HttpResponse:
    if not may_bring_back(request.user, version):
        raise PermissionDenied
    model = apps.get_model(version.kind)
    try:
        with changes.batch():
            apply(model, version.key, version.body, None)
            name_again(model, version.key, version.body.get("incoming", {}))
    except ValidationError as error:
        messages.error(request, f"{_('This cannot be brought back:')} {' '.join(error.messages)}")
        return HttpResponseRedirect(reverse("admin:bin"))
    messages.success(request, _("“%(name)s” is back.") % {"name": version.name})
    return HttpResponseRedirect(url(model, "change", version.key))
