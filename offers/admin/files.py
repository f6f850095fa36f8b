"""Whether an uploaded document is what its name says."""

import zipfile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from offers.models import Document
from offers.models.documents import FILE_TYPES

MEGABYTES = 25

# The formats of office programs are zip archives; this entry tells which one it is.
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}


def check_document(file: UploadedFile) -> None:
    """Raise a ValidationError unless the content is what the ending of the name promises."""
    ending = (file.name or "").rpartition(".")[2].lower()
    if ending not in FILE_TYPES:
        raise ValidationError(
            _("Files of this kind cannot be uploaded. Possible are: %(kinds)s.")
            % {"kinds": ", ".join(kind.upper() for kind in FILE_TYPES)}
        )
    if (file.size or 0) > MEGABYTES * 1024 * 1024:
        raise ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": MEGABYTES})
    file.seek(0)
    honest = file.read(len(FILE_TYPES[ending])) == FILE_TYPES[ending]
    if honest and ending in _INSIDE:
        honest = _is_office_file(file, ending)
    file.seek(0)
    if not honest:
        raise ValidationError(
            _("The content is not a %(kind)s file, although its name says so. Save it anew as %(kind)s.")
            % {"kind": ending.upper()}
        )


def _is_office_file(file: Any, ending: str) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if ending in _OPEN_DOCUMENT:
                with archive.open("mimetype") as kind:
                    return kind.read(100).strip() == _OPEN_DOCUMENT[ending]
            # Word and Excel keep programs here.
            return _INSIDE[ending] in names and not any(name.endswith("vbaProject.bin") for name in names)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError):
        return False


class DocumentForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = "__all__"  # noqa: DJ007  the admin chooses the fields

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_document(file)
        return file
