"""What stands around every page: identity, contact with today's state, notices, menus, languages.

What comes from the database is kept in memory for each language, so that it costs a page nothing; what
depends on the address and the clock is worked out for each request.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone, translation

from core.content.shown_languages import languages_of, with_languages
from core.languages import EASY_GERMAN, speaks_german
from core.memory import expiry
from core.memory.validity import KeptWhileTrue
from core.middleware import language_of_path
from core.models import Publishable, TranslatedModel
from core.words.standing import Standing, standing
from ki_site.portal.models import Notice, Page, SiteProfile
from offers import opening
from offers.models import Contact, Organisation, Place
from offers.schedules import Opening, main_opening, openings

# The page that says what this site offers, in easy language, as the law demands.
EASY_PAGE = "leichte-sprache"


@dataclass
class FrameData:
    """The part of the frame that comes from the database, in one language."""

    profile: SiteProfile
    languages: set[str]
    organisation: Organisation | None
    contact: Contact | None
    place: Place | None
    opening: Opening | None
    notices: list[Notice]
    pages: list[Page]


_kept: KeptWhileTrue[FrameData] = KeptWhileTrue("frame", megabytes=None, shared=True)


@dataclass(frozen=True)
class LanguageLink:
    code: str
    endonym: str
    dir: str
    url: str
    current: bool


def frame_data() -> FrameData:
    """Of the active language; about seven queries when something has changed, else none."""
    return _kept.made("", _fetch)


def _fetch() -> FrameData:
    profiles = SiteProfile.objects.translated("organisation", "contact", "contact__place").select_related(
        "organisation", "contact__place__quarter", "contact__organisation"
    )
    profile = with_languages(profiles).first()
    contact = profile.contact if profile else None
    return FrameData(
        profile=profile or SiteProfile(name="Kommunales Integrationszentrum"),
        languages=languages_of(profile),
        organisation=profile.organisation if profile else None,
        contact=contact,
        place=contact.place if contact else None,
        opening=main_opening(openings([contact]).get(contact.pk, [])) if contact else None,
        notices=list(Notice.objects.filter(status=Publishable.Status.PUBLISHED).translated()),
        pages=list(
            Page.objects.filter(
                ~Q(menu="") | Q(slug=Page.EMERGENCY), status=Publishable.Status.PUBLISHED
            ).translated()
        ),
    )


class Frame:
    """The frame of one page."""

    easy_page = EASY_PAGE

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._data = frame_data()
        self.now: datetime = timezone.now()
        self.profile = self._data.profile
        self.organisation = self._data.organisation
        self.contact = self._data.contact
        self.place = self._data.place

    @cached_property
    def state(self) -> opening.State | None:
        if self._data.opening is None:
            return None
        state = opening.state(self._data.opening.schedule, self.now)
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
        return self._data.opening.lines if self._data.opening else []

    @property
    def opening(self) -> Opening | None:
        return self._data.opening

    @cached_property
    def notices(self) -> list[Notice]:
        path = self.path
        return [notice for notice in self._data.notices if notice.is_visible and notice.shows_on(path)]

    @cached_property
    def legal_pages(self) -> list[Page]:
        return self._menu(Page.Menu.LEGAL)

    @cached_property
    def about_pages(self) -> list[Page]:
        return self._menu(Page.Menu.ABOUT)

    @cached_property
    def first_steps(self) -> Page | None:
        return next(iter(self._menu(Page.Menu.FIRST)), None)

    @cached_property
    def situations(self) -> list[Page]:
        return self._menu(Page.Menu.SITUATION)

    @cached_property
    def emergency(self) -> Page | None:
        """The page with the numbers to call in danger; None where staff have none."""
        pages = (page for page in self._data.pages if page.is_emergency and page.is_visible)
        return next(pages, None)

    @property
    def is_emergency(self) -> bool:
        return self.path == f"{Page.EMERGENCY}/"

    def _menu(self, menu: str) -> list[Page]:
        return [page for page in self._data.pages if page.menu == menu and page.is_visible]

    @property
    def path(self) -> str:
        """The address of the page without its language: "angebote/griffbereit/"."""
        path = self._request.path_info.lstrip("/")
        return path.partition("/")[2] if language_of_path(path) else path

    @property
    def canonical(self) -> str:
        return self._request.build_absolute_uri(self._request.path)

    @property
    def is_whole_list(self) -> bool:
        """Whether nothing but the number of a page is asked for: a choice of a list is no page of its own."""
        return self._request.GET.keys() <= {"page"}

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """The page in every language of the site, with the choices in its address."""
        current = translation.get_language()
        query = self._request.META.get("QUERY_STRING", "") if self._request.method != "POST" else ""
        path = "" if self._is_missing else f"{self.path}{'?' if query else ''}{query}"
        return [
            LanguageLink(
                code=code,
                endonym=name,
                dir="rtl" if translation.get_language_info(code)["bidi"] else "ltr",
                url=f"/{code}/{path}",
                current=code == current,
            )
            for code, name in settings.LANGUAGES
        ]

    @property
    def _is_missing(self) -> bool:
        return getattr(self._request, "is_missing", False)

    @property
    def has_easy_german(self) -> bool:
        """Whether the link to the page in easy language leads into the easy edition of the whole site."""
        return EASY_GERMAN in self._data.languages

    @property
    def language(self) -> LanguageLink | None:
        """The language of the page; None on pages without a language, such as those of the admin."""
        return next((link for link in self.languages if link.current), None)

    @property
    def _main_entry(self) -> Any:
        return getattr(self._request, "main_entry", None)

    @cached_property
    def translated_into(self) -> set[str]:
        """The languages in which the page can really be read; pages without an entry follow the site."""
        entry = self._main_entry
        return languages_of(entry) if entry is not None else self._data.languages

    @property
    def is_untranslated(self) -> bool:
        """Whether the page is shown in German although another language is asked for."""
        return translation.get_language() not in self.translated_into

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """Language and whole address of the page's equals for search engines, none where it has none.

        Easy German stands outside: for a search engine it would be a second German page.
        """
        cluster = [code for code, _name in settings.LANGUAGES if in_cluster(code, self.translated_into)]
        if len(cluster) < 2 or translation.get_language() not in cluster:
            return []
        links = [(code, self._request.build_absolute_uri(f"/{code}/{self.path}")) for code in cluster]
        return [*links, ("x-default", dict(links)[settings.LANGUAGE_CODE])]

    @cached_property
    def standing(self) -> Standing:
        """What the reader should know about the language of the page; no query."""
        entry = self._main_entry
        if entry is None:
            return standing([self.profile.text])
        return (
            standing(entry.page_texts()) if isinstance(entry, TranslatedModel) else Standing(is_german=True)
        )


def in_cluster(code: str, languages: set[str]) -> bool:
    """Whether search engines are told of this language as one of a page that exists in `languages`."""
    return code in languages and (code == settings.LANGUAGE_CODE or not speaks_german(code))
