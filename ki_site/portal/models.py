"""The site as a whole: its identity, pages, notices and the messages that people send."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField

from core.content.days import DayField
from core.content.links import MESSAGE as LINK_MESSAGE
from core.content.links import is_link, validate_link
from core.content.richtext import rich_text
from core.icons import validate_icon
from core.models import (
    Checked,
    EntryQuerySet,
    Publishable,
    PublishableQuerySet,
    Text,
    TranslatedModel,
    TranslatedQuerySet,
    Translation,
    translation_of,
)
from core.uploads.places import Unguessable
from ki_site.portal.terms import Term, TermTranslation
from offers.models import Contact, Document, Offer, Organisation, Topic

__all__ = [
    "Enquiry",
    "Notice",
    "NoticeTranslation",
    "Page",
    "PageSection",
    "PageSectionTranslation",
    "PageTranslation",
    "SiteProfile",
    "SiteProfileTranslation",
    "Term",
    "TermTranslation",
]

# Messages are deleted this many days after they came in.
ENQUIRY_DAYS = 180


class SiteProfileTexts(models.Model):
    name = models.CharField(_("name of the site"), max_length=120)
    welcome = models.CharField(_("welcome in one line"), max_length=160)
    intro = models.TextField(_("introduction on the home page"), blank=True)
    description = models.CharField(
        _("description for search engines"),
        max_length=200,
        help_text=_("One sentence about the site."),
    )
    logo_alt = models.CharField(_("description of the logo"), max_length=120, blank=True)

    class Meta:
        abstract = True


class SiteProfile(SiteProfileTexts, TranslatedModel):
    """One row: what is the same on every page."""

    city = models.CharField(_("city"), max_length=80)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        verbose_name=_("organisation behind the site"),
    )
    contact = models.ForeignKey(
        Contact,
        models.PROTECT,
        related_name="+",
        verbose_name=_("main contact point"),
        help_text=_("Its address, phone and hours stand at the foot of every page."),
    )
    logo = ImageField(
        _("official logo"),
        upload_to=Unguessable("logo"),
        blank=True,
        auto_add_fields=True,
        formats={"header": ["default", ("thumbnail", (320, 96))]},
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity of the site")
        verbose_name_plural = _("identity of the site")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="portal_siteprofile_only_one"),
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="portal_siteprofile_logo_has_alt",
                violation_error_message=_("Describe the logo for people who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)


class SiteProfileTranslation(Translation, SiteProfileTexts):
    parent = translation_of(SiteProfile)

    class Meta(Translation.Meta):
        verbose_name = _("translation of the identity")
        verbose_name_plural = _("translations of the identity")


class PageTexts(models.Model):
    title = models.CharField(_("title"), max_length=160)
    teaser = models.CharField(_("teaser"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Page(PageTexts, TranslatedModel, Publishable, Checked):
    """A page of sections. Required sections that are empty appear to staff as missing, never to visitors.

    The first steps and the life situations stand on the home page; their sections are numbered steps.
    """

    # The address part of the page that every page leads to, for whoever is in danger.
    EMERGENCY = "notfall"

    class Menu(models.TextChoices):
        NONE = "", _("in no menu")
        FIRST = "first", _("Home page: first steps")
        SITUATION = "life", _("Home page: life situation")
        ABOUT = "about", _("About the KI")
        LEGAL = "legal", _("Foot of the page: legal")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    menu = models.CharField(_("menu"), max_length=8, choices=Menu, blank=True, default=Menu.NONE)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    icon = models.CharField(
        _("icon"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        validators=[validate_icon],
        help_text=_("Name of an icon of the Heroicons set. Example: academic-cap"),
    )
    contact = models.ForeignKey(
        Contact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whom to call"),
        help_text=_("Its number stands on top of the page and follows every change of the contact point."),
    )
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
        help_text=_("Where no offers are chosen, those of this topic stand on the page."),
    )
    offers = models.ManyToManyField(
        Offer,
        blank=True,
        related_name="+",
        verbose_name=_("offers that help"),
        help_text=_("What is open or has known hours stands first by itself."),
    )
    search_words = models.TextField(
        _("words that people search with"),
        blank=True,
        default="",
        db_default="",
        help_text=_("In all languages, one line for each. Example: letter, office, deadline"),
    )
    documents = models.ManyToManyField(
        Document, blank=True, related_name="pages_with_it", verbose_name=_("documents")
    )

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:page", args=[self.slug])

    @property
    def is_emergency(self) -> bool:
        return self.slug == self.EMERGENCY

    @property
    def is_situation(self) -> bool:
        return self.menu == self.Menu.SITUATION

    @property
    def has_steps(self) -> bool:
        """Whether its sections are numbered steps."""
        return self.menu in (self.Menu.FIRST, self.Menu.SITUATION)

    def page_texts(self) -> list[Text]:
        return [self.text, *(section.text for section in self.sections.all() if section.body)]


class PageTranslation(Translation, PageTexts):
    parent = translation_of(Page)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a page")
        verbose_name_plural = _("translations of pages")


class PageSectionTexts(models.Model):
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    body = rich_text(_("text"))

    class Meta:
        abstract = True


class PageSectionQuerySet(TranslatedQuerySet):
    def missing(self) -> "PageSectionQuerySet":
        """Required by law or by the page, and still empty: what only the city can supply."""
        return self.filter(is_required=True, body="")


class PageSection(PageSectionTexts, TranslatedModel):
    page = models.ForeignKey(Page, models.CASCADE, related_name="sections", verbose_name=_("page"))
    key = models.SlugField(_("short key"))
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    contact = models.ForeignKey(
        Contact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whom to call"),
        help_text=_("A button below the text calls its number."),
    )
    is_required = models.BooleanField(
        _("required"),
        default=False,
        help_text=_("As long as the text is empty, it stands on the desk as missing."),
    )
    hint = models.TextField(
        _("what belongs here"),
        blank=True,
        help_text=_("For staff: what is expected and from whom."),
    )

    objects = PageSectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "key"],
                name="portal_pagesection_key_once",
                violation_error_message=_("This page has a section with this key already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.heading or self.key}"


class PageSectionTranslation(Translation, PageSectionTexts):
    parent = translation_of(PageSection)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a section")
        verbose_name_plural = _("translations of sections")


class NoticeTexts(models.Model):
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        abstract = True


class NoticeQuerySet(PublishableQuerySet, TranslatedQuerySet):
    pass


class Notice(NoticeTexts, TranslatedModel, Publishable):
    """A message on top of pages, from `published_from` until `published_until`."""

    class Level(models.TextChoices):
        INFO = "info", _("Information")
        WARNING = "warning", _("Important")
        URGENT = "urgent", _("Urgent")

    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.INFO)
    paths = models.TextField(
        _("only on these pages"),
        blank=True,
        help_text=_(
            "One address a line, without the language. Empty: on every page. "
            "Example: angebote/ for the offers and everything below. A single / is the home page alone."
        ),
    )
    link = models.CharField(
        _("link"),
        max_length=300,
        blank=True,
        validators=[validate_link],
        help_text=_("Example: /de/kontakt/"),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-published_from", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=is_link("link"),
                name="portal_notice_link",
                violation_error_message=LINK_MESSAGE,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def shows_on(self, path: str) -> bool:
        """Whether it stands on `path`, the address without its language ("angebote/deutsch/")."""
        asked = path.lstrip("/")
        prefixes = [line.strip().lstrip("/") for line in self.paths.splitlines() if line.strip()]
        return not prefixes or any(asked.startswith(one) if one else not asked for one in prefixes)


class NoticeTranslation(Translation, NoticeTexts):
    parent = translation_of(Notice)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a notice")
        verbose_name_plural = _("translations of notices")


def _purge_date() -> object:
    return timezone.localdate() + timedelta(days=ENQUIRY_DAYS)


class Enquiry(models.Model):
    """A message from the contact form: the least that an answer needs, and the day it is deleted."""

    class Reason(models.TextChoices):
        QUESTION = "question", _("I have a question")
        VOLUNTEER = "volunteer", _("I want to volunteer")
        ERROR = "error", _("Something on a page is wrong")
        BARRIER = "barrier", _("I met a barrier on this site")

    class Status(models.TextChoices):
        NEW = "new", _("new")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")

    reason = models.CharField(_("reason"), max_length=10, choices=Reason, default=Reason.QUESTION)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    message = models.TextField(_("message"))
    page = models.CharField(_("page"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=16, default="de")
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NEW, db_index=True)
    staff_note = models.TextField(_("note of the staff"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    purge_on = DayField(_("will be deleted on"), default=_purge_date, db_index=True)
    # Two messages never come from the same form: it was sent twice.
    form = models.UUIDField(unique=True, null=True, editable=False)
    # The KI has not been told by mail yet.
    is_mail_due = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({timezone.localtime(self.created_at):%d.%m.%Y})"
