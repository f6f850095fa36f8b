"""All languages by kind, outdated first, and the way to what is to be done."""

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.content.translation_states import other_languages
from translating import coverage


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`?language=` shows its kinds, `?kind=` the entries to work on. One query, two more for a kind."""
    models = coverage.models_for(request.user)
    if not models or not other_languages():
        raise PermissionDenied
    language, kind = request.GET.get("language", ""), request.GET.get("kind", "")
    found = coverage.counted(models)
    context = {
        **admin.site.each_context(request),
        "title": _("Translations"),
        "languages": coverage.by_language(models, found),
    }
    if language in other_languages():
        context |= {
            "code": language,
            "language": dict(settings.LANGUAGES)[language],
            "kinds": coverage.by_kind(models, found, language),
        }
        if kind in {model._meta.label_lower for model in models}:
            model = apps.get_model(kind)
            context |= {"kind": model._meta.verbose_name_plural, "to_do": coverage.to_do(model, language)}
    return render(request, "admin/translating/overview.html", context)
