"""Answers for machines, and the way from the bare address to a language."""

from datetime import UTC, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.languages import EASY_GERMAN
from ki_site.portal.frame import Frame

# Codes of single languages that belong to one of the site: Dari and Farsi, standard and spoken Arabic.
_MEMBERS = {
    **dict.fromkeys(("prs", "pes"), "fa"),
    **dict.fromkeys(("arb", "apc", "acm", "arz", "ary", "arq", "aeb"), "ar"),
}


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the first language of the browser that the site has, else German."""
    with translation.override(_accepted(request.headers.get("Accept-Language", ""))):
        response = HttpResponseRedirect(reverse("portal:home"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _accepted(header: str) -> str:
    for wanted, _quality in parse_accept_lang_header(header.lower()):
        try:
            return _of_the_site(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def _of_the_site(tag: str) -> str:
    """The site's language for one of a browser, by BCP 47. Raises LookupError where it has none."""
    primary, *others = tag.split("-")
    if others and f"{primary}-{others[-1]}" == EASY_GERMAN:
        tag = EASY_GERMAN
    else:
        tag = "-".join([_MEMBERS.get(primary, primary), *others])
    return get_supported_language_variant(tag)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a weakness. Without a known address there is no such file."""
    contact = Frame(request).contact
    if contact is None or not contact.email:
        return HttpResponse(status=404)
    expires = timezone.now().astimezone(UTC).replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{contact.email}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    profile = Frame(request).profile
    data = {
        "name": f"{profile.name} {profile.city}".strip(),
        "short_name": f"KI {profile.city}".strip(),
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "display": "browser",
        "icons": [
            {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("img/apple-touch-icon.png"), "sizes": "180x180", "type": "image/png"},
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503; for the monitoring of the server."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/favicon.ico"))
