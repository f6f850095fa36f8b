"""Take out of stored pictures what is not to be seen: where they were taken, when, and by which device.

Uploads are cleaned since 0.2.0; this is for those before. Clean pictures stay as they are.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.db import transaction
from imagefield.fields import ImageField

from core.admin import pictures
from core.content import content_token


class Command(BaseCommand):
    help = (
        "Take place, date and device out of pictures that were uploaded earlier; run once after an upgrade."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        cleaned = 0
        for model in apps.get_models():
            for field in model._meta.fields:
                if isinstance(field, ImageField):
                    cleaned += self._clean(model, field)
        self.stdout.write(f"Cleaned {cleaned} pictures.")

    def _clean(self, model: Any, field: Any) -> int:
        """All files in the folder of the field, since earlier ones may still lie there; returns how many."""
        cleaned = 0
        root = Path(settings.MEDIA_ROOT)
        for path in sorted(root.joinpath(field.upload_to.folder).rglob("*")):
            if not path.is_file():
                continue
            content = path.read_bytes()
            try:
                if pictures.is_plain(content):
                    continue
                plain = pictures.plain_picture(SimpleUploadedFile(path.name, content)).read()
            except (ValidationError, OSError) as error:
                self.stderr.write(f"{path} is no picture that can be read: {error}")
                continue
            with transaction.atomic():
                _tell_size(model, field, path.relative_to(root).as_posix(), plain)
                _replace(path, plain)
            cleaned += 1
        return cleaned


def _tell_size(model: Any, field: Any, name: str, content: bytes) -> None:
    """A picture that lay on its side has another width now."""
    size = pictures.size(content)
    changed = dict(zip((field.width_field, field.height_field), size, strict=True))
    if model._default_manager.filter(**{field.name: name}).update(**changed):
        content_token.renew()


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all; who may read it stays as it is."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.chmod(path.stat().st_mode)
    new.replace(path)
