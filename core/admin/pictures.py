"""Pictures of editors: JPEG, PNG or WebP by content, with a description for people who cannot see them.

Cameras write into pictures where and when they were taken, and by which device; that is never kept.
"""

import io
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from core.admin.address_form import AddressForm

FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
MEGABYTES = 10
MEGAPIXELS = 50
# Pixels; the site shows none that is larger.
LONGEST_EDGE = 2400

# What a file may tell besides its pixels: how they are packed, and their colours.
_OF_PIXELS = frozenset(
    """
    adobe adobe_transform aspect background blend chromaticity default_image disposal dpi duration gamma
    icc_profile interlace jfif jfif_density jfif_unit jfif_version loop progression progressive srgb timestamp
    transparency
    """.split()  # noqa: SIM905
)
_PARTS_OF_PIXELS = frozenset({"APP0", "APP2", "APP14"})

UNREADABLE = gettext_lazy(
    "This is no picture that the site can show. Give a JPEG, PNG or WebP file. SVG files are not possible, "
    "because they can carry programs."
)


def check_picture(file: UploadedFile) -> None:
    """Raise a ValidationError unless the content (not the name) is a picture of an allowed kind and size."""
    if (file.size or 0) > MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The picture is larger than %(limit)s MB. Make it smaller first.") % {"limit": MEGABYTES}
        )
    file.seek(0)
    try:
        with Image.open(file, formats=list(FORMATS)) as image:
            pixels = image.width * image.height
            image.verify()
    except Exception as error:  # Pillow raises many kinds on hostile files
        raise ValidationError(UNREADABLE) from error
    finally:
        file.seek(0)
    if pixels > MEGAPIXELS * 1_000_000:
        raise ValidationError(
            _("The picture has more than %(limit)s million pixels. Make it smaller first.")
            % {"limit": MEGAPIXELS}
        )


def is_plain(content: bytes) -> bool:
    """Whether the file of a picture tells nothing but its pixels. Raises OSError when it is none."""
    with Image.open(io.BytesIO(content), formats=list(FORMATS)) as image:
        image.load()  # some texts stand behind the pixels
        parts = {name for name, _content in getattr(image, "applist", ())}
        return (
            image.format != "MPO"
            and not image.getexif()
            and image.info.keys() <= _OF_PIXELS
            and parts <= _PARTS_OF_PIXELS
        )


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(content), formats=list(FORMATS)) as image:
        return image.size


def plain_picture(file: UploadedFile) -> UploadedFile:
    """The same picture, upright and no larger than the site needs, without all that is not to be seen.

    Raises a ValidationError where `check_picture` does, or where the picture is broken.
    """
    check_picture(file)
    content = io.BytesIO()
    try:
        with Image.open(file, formats=list(FORMATS)) as image:
            # Several pictures in one JPEG file, as telephones write them: the first one is it.
            kind = "JPEG" if image.format == "MPO" else str(image.format)
            image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
            mode = "RGBA" if image.has_transparency_data else "L" if image.mode == "L" else "RGB"
            profile = image.info.get("icc_profile") if image.mode == mode else None
            plain = ImageOps.exif_transpose(image)
            if plain.mode.startswith("I"):
                # 16 bits of grey, of which eight are shown.
                plain = plain.convert("I").point(lambda value: value * (1 / 256))
                mode = "L"
            plain = plain.convert(mode)
        plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        plain.info = {}
        plain.save(content, kind, quality=88, icc_profile=profile)
    except Exception as error:  # Pillow raises many kinds on hostile files
        raise ValidationError(UNREADABLE) from error
    finally:
        file.seek(0)
    name = PurePath(file.name or "").stem + FORMATS[kind]
    return SimpleUploadedFile(name, content.getvalue(), f"image/{kind.lower()}")


class PictureForm(AddressForm):
    """`pictures` maps each image field to the field with its description."""

    pictures: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.pictures:
            if name in self.fields:
                self.fields[name].error_messages["invalid_image"] = UNREADABLE
            if point := self.fields.get(f"{name}_ppoi"):
                point.label = _("main point of the picture")
                point.help_text = _("It stays in view where the picture is cut. Click on it in the picture.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, description in self.pictures.items():
            file = data.get(name)
            if isinstance(file, UploadedFile):
                try:
                    data[name] = plain_picture(file)
                except ValidationError as error:
                    self.add_error(name, error)
            if file and description in data and not data[description].strip():
                self.add_error(
                    description,
                    _("Describe in one sentence what the picture shows, for people who cannot see it."),
                )
        return data
