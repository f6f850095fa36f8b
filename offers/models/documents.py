"""Files and links that people read: brochures, flyers, reports."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.content.days import DayField
from core.models import (
    Checked,
    EntryQuerySet,
    Precision,
    Publishable,
    TranslatedModel,
    Translation,
    format_date,
    precision_field,
    translation_of,
)
from core.uploads.places import Unguessable
from offers.models.organisations import Organisation

# What an editor may upload; the content of the file is compared with its ending.
FILE_TYPES = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "odt": b"PK", "ods": b"PK"}


class DocumentTexts(models.Model):
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Document(DocumentTexts, TranslatedModel, Publishable, Checked):
    """A document that has neither file nor link is shown as available from the KI."""

    class Accessible(models.TextChoices):
        YES = "yes", _("accessible")
        NO = "no", _("not accessible")
        UNKNOWN = "unknown", _("not known whether accessible")

    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    file = models.FileField(
        _("file"),
        upload_to=Unguessable("documents"),
        blank=True,
        validators=[FileExtensionValidator(list(FILE_TYPES))],
        help_text=_("PDF, best accessible (tagged). Give a file or a link, or neither."),
    )
    url = models.URLField(_("link"), blank=True)
    publisher = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("publisher"),
    )
    language = models.CharField(
        _("language of the document"),
        max_length=16,
        default="de",
        help_text=_("BCP 47 code. Example: de"),
    )
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    dated = DayField(_("date of the document"), null=True, blank=True)
    dated_precision = precision_field()
    accessible = models.CharField(
        _("accessibility of the document"),
        max_length=8,
        choices=Accessible,
        default=Accessible.UNKNOWN,
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "title"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(file="") | models.Q(url=""),
                name="offers_document_file_or_link",
                violation_error_message=_("Give a file or a link, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_available(self) -> bool:
        """Whether it can be opened here; if not, the KI gives it on request."""
        return bool(self.file or self.url)

    @property
    def date_text(self) -> str:
        return format_date(self.dated, Precision(self.dated_precision))


class DocumentTranslation(Translation, DocumentTexts):
    parent = translation_of(Document)

    class Meta(Translation.Meta):
        verbose_name = _("translation of a document")
        verbose_name_plural = _("translations of documents")
