"""Pages for when the site itself cannot answer, in all languages: files for the web server.

They need neither the database nor the application when they are sent, only when they are written.
"""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ki_site.portal.models import Page, SiteProfile

# What happened: heading and advice. The web server knows the pages by these names.
PAGES = {
    "down": (
        _("We will be back in a moment"),
        _("The site does not answer just now. Please try again in a few minutes."),
    ),
    "broken": (
        _("Something went wrong here"),
        _("It is not your fault. Please try again in a few minutes."),
    ),
    "many": (
        _("Too many requests at once"),
        _("So much was asked from your connection that we paused. Please wait a minute and try again."),
    ),
    "large": (
        _("That is too large"),
        _("The site takes files of 25 MB at most. Go back, choose a smaller file and send it once more."),
    ),
    "unclear": (
        _("We could not understand this request"),
        _("Go back and try it once more, or begin on the home page."),
    ),
}


def page(name: str, language: str, profile: SiteProfile | None = None) -> str:
    """The whole page; without a profile it costs no query and names neither the KI nor its phone."""
    title, advice = PAGES[name]
    with translation.override(language):
        context = {"title": title, "advice": advice, "profile": profile, "language": language}
        context["emergency_url"] = reverse("portal:page", args=[Page.EMERGENCY])
        return render_to_string("error_page.html", context)


def written(name: str, language: str) -> str:
    """The page as it was written, else one that names less; no query."""
    path = settings.ERROR_PAGES_DIR / language / f"{name}.html"
    return path.read_text(encoding="utf-8") if path.exists() else page(name, language)


def write() -> int:
    """Write all pages into ERROR_PAGES_DIR; returns their number. One query a language."""
    folder = Path(settings.ERROR_PAGES_DIR)
    for language, _name in settings.LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        with translation.override(language):
            profile = SiteProfile.objects.translated().select_related("contact").first()
        for name in PAGES:
            (folder / language / f"{name}.html").write_text(page(name, language, profile), encoding="utf-8")
    return len(settings.LANGUAGES) * len(PAGES)
