"""What stands around every page: identity, contact with today's state, notices, menus, languages.

What comes from the database is kept in memory for each language under the content version, so that it costs
a page nothing; what depends on the address and the clock is worked out for each request.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from ki_site.core import expiry, version
from ki_site.core.middleware import language_of_path
from ki_site.core.models import Publishable
from ki_site.portal.models import Notice, Page, SiteProfile
from offers import opening
from offers.models import Contact, Organisation, Place
from offers.schedules import Opening, main_opening, openings

_kept: dict[str, tuple[str, "Stock"]] = {}


@dataclass
class Stock:
    """The part of the frame that comes from the database, in one language."""

    profile: SiteProfile
    organisation: Organisation | None
    contact: Contact | None
    place: Place | None
    opening: Opening | None
    notices: list[Notice]
    pages: list[Page]


@dataclass(frozen=True)
class LanguageLink:
    code: str
    endonym: str
    dir: str
    url: str
    current: bool


def stock() -> Stock:
    """The stock of the active language; about seven queries when the content has changed, else none."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    token = version.current()
    kept = _kept.get(language)
    if kept is None or kept[0] != token:
        kept = _kept[language] = (token, _fetch())
    return kept[1]


def forget() -> None:
    """Drop what is kept in memory (between tests)."""
    _kept.clear()


def _fetch() -> Stock:
    profile = (
        SiteProfile.objects.select_related("organisation", "contact__place__quarter", "contact__organisation")
        .translated("organisation", "contact", "contact__place")
        .first()
    )
    contact = profile.contact if profile else None
    return Stock(
        profile=profile or SiteProfile(name="Kommunales Integrationszentrum"),
        organisation=profile.organisation if profile else None,
        contact=contact,
        place=contact.place if contact else None,
        opening=main_opening(openings([contact]).get(contact.pk, [])) if contact else None,
        notices=list(Notice.objects.filter(status=Publishable.Status.PUBLISHED).translated()),
        pages=list(Page.objects.filter(status=Publishable.Status.PUBLISHED).exclude(menu="").translated()),
    )


class Frame:
    """The frame of one page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._stock = stock()
        self.now: datetime = timezone.now()
        self.profile = self._stock.profile
        self.organisation = self._stock.organisation
        self.contact = self._stock.contact
        self.place = self._stock.place

    @cached_property
    def state(self) -> opening.State | None:
        if self._stock.opening is None:
            return None
        state = opening.state(self._stock.opening.schedule, self.now)
        expiry.until(self._request, state.changes_at)
        return state

    @property
    def state_status(self) -> str:
        return self.state.status if self.state else opening.Status.UNKNOWN

    @property
    def today(self) -> str:
        """Today's state of the main contact in words, empty when its hours are not known."""
        return opening.describe(self.state, self.now) if self.state else ""

    @cached_property
    def hours_lines(self) -> list[tuple[str, str]]:
        return self._stock.opening.lines if self._stock.opening else []

    @property
    def opening(self) -> Opening | None:
        return self._stock.opening

    @cached_property
    def notices(self) -> list[Notice]:
        path = self.path
        return [notice for notice in self._stock.notices if notice.is_visible and notice.shows_on(path)]

    @cached_property
    def legal_pages(self) -> list[Page]:
        return self._menu(Page.Menu.LEGAL)

    @cached_property
    def about_pages(self) -> list[Page]:
        return self._menu(Page.Menu.ABOUT)

    def _menu(self, menu: str) -> list[Page]:
        return [page for page in self._stock.pages if page.menu == menu and page.is_visible]

    @property
    def path(self) -> str:
        """The address of the page without its language: "angebote/griffbereit/"."""
        path = self._request.path_info.lstrip("/")
        return path.partition("/")[2] if language_of_path(path) else path

    @property
    def canonical(self) -> str:
        return self._request.build_absolute_uri(self._request.path)

    @property
    def site_url(self) -> str:
        return self._request.build_absolute_uri("/")

    @cached_property
    def languages(self) -> list[LanguageLink]:
        current = translation.get_language()
        return [
            LanguageLink(
                code=code,
                endonym=name,
                dir="rtl" if translation.get_language_info(code)["bidi"] else "ltr",
                url=f"/{code}/{self.path}",
                current=code == current,
            )
            for code, name in settings.LANGUAGES
        ]
