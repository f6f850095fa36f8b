"""The words that offers are found by: topics, audiences, languages, funding programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.content.richtext import rich_text
from core.icons import validate_icon
from core.models import TranslatedModel, TranslatedQuerySet, Translation, translation_of


class TopicTexts(models.Model):
    name = models.CharField(_("name"), max_length=80, help_text=_("Example: Learn German"))
    hint = models.CharField(
        _("one line below it"),
        max_length=120,
        blank=True,
        help_text=_("What somebody finds there. Example: Courses, tests, language cafés"),
    )

    class Meta:
        abstract = True


class Topic(TopicTexts, TranslatedModel):
    slug = models.SlugField(_("address part"), unique=True)
    icon = models.CharField(
        _("icon"),
        max_length=40,
        default="information-circle",
        validators=[validate_icon],
        help_text=_("Name of an icon of the Heroicons set. Example: academic-cap"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    on_home = models.BooleanField(_("tile on the home page"), default=True)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class TopicTranslation(Translation, TopicTexts):
    parent = translation_of(Topic)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a topic")
        verbose_name_plural = _("translations of topics")


class AudienceTexts(models.Model):
    name = models.CharField(_("name"), max_length=80, help_text=_("Example: Families with small children"))

    class Meta:
        abstract = True


class Audience(AudienceTexts, TranslatedModel):
    slug = models.SlugField(_("address part"), unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.name


class AudienceTranslation(Translation, AudienceTexts):
    parent = translation_of(Audience)

    class Meta(Translation.Meta):
        verbose_name = _("translation of an audience")
        verbose_name_plural = _("translations of audiences")


class SpokenLanguageTexts(models.Model):
    name = models.CharField(_("name"), max_length=60, help_text=_("In German. Example: Ukrainisch"))

    class Meta:
        abstract = True


class SpokenLanguage(SpokenLanguageTexts, TranslatedModel):
    code = models.CharField(
        _("code"),
        max_length=16,
        unique=True,
        help_text=_("BCP 47. Example: uk for Ukrainian"),
    )
    endonym = models.CharField(_("own name"), max_length=60, help_text=_("Example: Українська"))
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")

    def __str__(self) -> str:
        return self.name


class SpokenLanguageTranslation(Translation, SpokenLanguageTexts):
    parent = translation_of(SpokenLanguage)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a language's name")
        verbose_name_plural = _("translations of languages' names")


class FundingProgrammeTexts(models.Model):
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=40, blank=True, help_text=_("Example: KIM"))
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = rich_text(_("description"))

    class Meta:
        abstract = True


class FundingProgramme(FundingProgrammeTexts, TranslatedModel):
    slug = models.SlugField(_("address part"), unique=True)
    funder = models.CharField(_("funded by"), max_length=160, blank=True)
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")

    def __str__(self) -> str:
        return self.name


class FundingProgrammeTranslation(Translation, FundingProgrammeTexts):
    parent = translation_of(FundingProgramme)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a funding programme")
        verbose_name_plural = _("translations of funding programmes")
