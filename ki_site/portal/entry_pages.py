"""Where the links within texts lead: pages of entries by kind and slug, and other pages of the site."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from concept.models import ActionField, Indicator, Measure, ReportRun
from core.content.held_addresses import HeldAddress
from core.memory.validity import KeptWhileTrue
from ki_site.portal.models import Page
from news.models import Event, Post
from offers.models import Offer, Organisation, Place

# The kinds as references name them, each with its model and the name of its page.
KINDS: dict[str, tuple[Any, str]] = {
    "angebot": (Offer, "offers:detail"),
    "organisation": (Organisation, "offers:organisation"),
    "ort": (Place, "offers:place"),
    "seite": (Page, "portal:page"),
    "beitrag": (Post, "news:post"),
    "termin": (Event, "news:event"),
    "handlungsfeld": (ActionField, "concept:field"),
    "indikator": (Indicator, "concept:indicator"),
    "massnahme": (Measure, "concept:measure"),
    "bericht": (ReportRun, "concept:report"),
}
_KIND_OF_PAGE = {name: kind for kind, (_model, name) in KINDS.items()}

_kept: KeptWhileTrue[str] = KeptWhileTrue("pages that texts lead to", megabytes=1, in_languages=False)


def pages(targets: Iterable[str]) -> dict[str, str]:
    """Paths without their language by target; "" for what visitors may not see.

    Two queries for each kind of entry, whatever their number; none for what this process has looked up since
    the last change.
    """
    return _kept.made_of_all(dict.fromkeys(targets), _look_up)


def target(path: str) -> str:
    """What names the page at a path without its language: "angebot/griffbereit", "/kontakt/"; else ""."""
    plain, _anchor, _rest = path.partition("#")
    plain, question, _rest = plain.partition("?")
    with translation.override(settings.LANGUAGE_CODE):
        try:
            match = resolve(f"/{settings.LANGUAGE_CODE}{plain}")
        except Resolver404:
            return ""
    kind = _KIND_OF_PAGE.get(match.view_name)
    if kind is None or question:
        return path
    return f"{kind}/{match.kwargs['slug']}{path[len(plain) :]}"


def _look_up(targets: list[str]) -> dict[str, str]:
    found = {target: target if target.startswith("/") else "" for target in targets}
    for kind, (model, _name) in KINDS.items():
        slugs = {
            one: one.partition("/")[2].partition("#")[0] for one in targets if one.startswith(f"{kind}/")
        }
        if slugs:
            paths = _paths(model, set(slugs.values()))
            for one, slug in slugs.items():
                if path := paths.get(slug):
                    found[one] = path + one[len(f"{kind}/{slug}") :]
    return found


def _paths(model: Any, slugs: set[str]) -> dict[str, str]:
    held = HeldAddress.objects.filter(kind=model._meta.label_lower, slug__in=slugs)
    keys = dict(held.values_list("slug", "object_id"))
    entries = {entry.pk: entry for entry in model.objects.public().order_by().filter(pk__in=keys.values())}
    with translation.override(settings.LANGUAGE_CODE):
        start = len(f"/{settings.LANGUAGE_CODE}")
        return {slug: entries[key].get_absolute_url()[start:] for slug, key in keys.items() if key in entries}
