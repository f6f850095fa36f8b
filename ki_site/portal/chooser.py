"""What staff can name in a text: facts of contact points, pages of entries and other pages of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import references
from core.admin import doors
from ki_site.portal.entry_pages import KINDS
from offers import facts
from offers.directory import directory

# Of each kind; who sees no more types another word.
MOST = 6
_PLACES = {
    "offers:list": gettext_lazy("Offers"),
    "offers:service_point": "Service-Point",
    "offers:volunteering": gettext_lazy("Join in"),
    "portal:contact": gettext_lazy("Contact"),
    "portal:glossary": gettext_lazy("Glossary"),
    "concept:overview": gettext_lazy("Integration concept"),
    "concept:measures": gettext_lazy("Measures"),
    "concept:indicators": gettext_lazy("Indicators"),
    "concept:reports": gettext_lazy("Reports"),
    "news:list": gettext_lazy("News"),
    "news:events": gettext_lazy("Events"),
}


@require_safe
def choices(request: HttpRequest) -> JsonResponse:
    """Without a question all facts and the words of the dialog; with one (`q`) the pages that fit it.

    One query for each kind of entry.
    """
    doors.check(request, "offers.view_contact")
    words = request.GET.get("q", "").strip()
    if words:
        return JsonResponse({"pages": [*_places(words), *_entries(words)]})
    return JsonResponse({"facts": _facts(), "words": _words()})


def _words() -> dict[str, str]:
    return {
        "open": _("Insert contact details or a link"),
        "search": _("Name of the contact point or the page"),
        "close": _("Close"),
        "hidden": _("not public"),
        "nothing": _("Nothing found."),
        "unknown": _("not known"),
        "legend": _("This text takes from elsewhere:"),
    }


def _facts() -> list[dict[str, Any]]:
    return [
        {
            "text": f"{{{{{kind}:{contact.slug}}}}}",
            "label": f"{references.LABELS[kind]}: {contact.name}",
            "says": says,
            "hidden": not contact.is_visible,
        }
        for contact in directory().contacts.values()
        for kind in references.KINDS
        if (says := facts.said_by(contact, kind))
    ]


def _places(words: str) -> list[dict[str, Any]]:
    start = len(f"/{settings.LANGUAGE_CODE}")
    return [
        {"href": f"{references.SCHEME}{reverse(name)[start:]}", "label": label, "hidden": False}
        for name, label in ((name, str(label)) for name, label in _PLACES.items())
        if words.casefold() in label.casefold()
    ]


def _entries(words: str) -> list[dict[str, Any]]:
    found = []
    for kind, (model, _page) in KINDS.items():
        name = "title" if any(field.name == "title" for field in model._meta.fields) else "name"
        rows = model.objects.filter(**{f"{name}__icontains": words}).exclude(status="archived").order_by(name)
        found += [
            {
                "href": f"{references.SCHEME}{kind}/{row.slug}",
                "label": f"{capfirst(model._meta.verbose_name)}: {row}",
                "name": getattr(row, name),
                "hidden": not row.is_visible,
            }
            for row in rows[:MOST]
        ]
    return found
