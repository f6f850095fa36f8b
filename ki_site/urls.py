"""All addresses. Path words are German in every language, so that a link survives a change of its prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("ki_site.portal.urls_plain")),
    *i18n_patterns(
        path("", include("offers.urls")),
        path("", include("concept.urls")),
        path("", include("news.urls")),
        path("", include("ki_site.portal.urls")),
        prefix_default_language=True,
    ),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

handler400 = "ki_site.portal.views.errors.bad_request"
handler404 = "ki_site.portal.views.errors.not_found"
handler500 = "ki_site.portal.views.errors.server_error"
