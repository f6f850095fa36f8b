"""Whether an uploaded document is what its name says."""

import re
import zipfile
import zlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.admin.address_form import AddressForm
from offers.models import Document
from offers.models.documents import FILE_TYPES

MEGABYTES = 25

# The formats of office programs are zip archives; this entry tells which one it is.
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}


# Names within a package: of macros, of objects of other programs, of controls.
_PROGRAMS = re.compile(r"(?im)(vbaproject|oleobject)[^/]*$|(^|/)activex|^(basic|scripts)/")
# Where packages tell the kinds of their parts, whatever these are called.
_TELLING = ("[Content_Types].xml", "META-INF/manifest.xml")
_PROGRAM_KINDS = re.compile(rb"(?i)vbaproject|macroenabled|oleobject|activex")


def _pdf_name(word: bytes) -> bytes:
    """A pattern for a name in PDF, each sign of which may be written by its number."""
    return b"/" + b"".join(b"(?:%c|#%02x)" % (sign, sign) for sign in word)


_PDF_SPACE = rb"(?:[\0\s]|%[^\r\n]*[\r\n])*"
_PDF_PROGRAM = re.compile(
    b"(?i)" + _pdf_name(b"S") + _PDF_SPACE + b"(?:%s|%s)" % (_pdf_name(b"JavaScript"), _pdf_name(b"Launch"))
)
# What is encrypted, be it without a password to open it, cannot be looked at, and keeps screen readers out.
_PDF_ENCRYPTED = re.compile(_pdf_name(b"Encrypt") + _PDF_SPACE + rb"(?:\d|<<)")
# The beginning of a stream that holds objects.
_PDF_OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,300}>>\s{0,4}stream\r?\n")
_MOST_BYTES_UNPACKED = 100_000_000


def check_document(file: UploadedFile) -> None:
    """Raise a ValidationError unless the content is what the ending of the name promises, and only text."""
    ending = (file.name or "").rpartition(".")[2].lower()
    if ending not in FILE_TYPES:
        raise ValidationError(
            _("Files of this kind cannot be uploaded. Possible are: %(kinds)s.")
            % {"kinds": ", ".join(kind.upper() for kind in FILE_TYPES)}
        )
    if (file.size or 0) > MEGABYTES * 1024 * 1024:
        raise ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": MEGABYTES})
    file.seek(0)
    is_honest = file.read(len(FILE_TYPES[ending])) == FILE_TYPES[ending]
    file.seek(0)
    look = _look_into_package if ending in _INSIDE else _look_into_pdf
    is_honest, is_active = look(file, ending) if is_honest else (False, False)
    file.seek(0)
    if not is_honest:
        raise ValidationError(
            _("The content is not a %(kind)s file, although its name says so. Save it anew as %(kind)s.")
            % {"kind": ending.upper()}
        )
    if is_active:
        raise ValidationError(
            _("The file holds programs or objects of other programs. Save it without them.")
        )


def _look_into_package(file: Any, ending: str) -> tuple[bool, bool]:
    """Whether it is what its ending says, and whether it holds programs."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            told = b"".join(_beginning(package, name) for name in _TELLING if name in names)
            is_active = bool(_PROGRAMS.search("\n".join(names)) or _PROGRAM_KINDS.search(told))
            if ending in _OPEN_DOCUMENT:
                return _beginning(package, "mimetype").strip() == _OPEN_DOCUMENT[ending], is_active
            return _INSIDE[ending] in names, is_active
    except Exception:
        return False, False


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(1_000_000)


def _look_into_pdf(file: Any, _ending: str) -> tuple[bool, bool]:
    """The same. Raises a ValidationError for what is encrypted."""
    content = file.read()
    if _PDF_ENCRYPTED.search(content):
        raise ValidationError(
            _(
                "The PDF is protected (encrypted), so nobody can look whether it holds programs, and it "
                "may be closed to screen readers. Save it without protection, also without limits on "
                "printing or copying."
            )
        )
    is_active = bool(_PDF_PROGRAM.search(content))
    left = _MOST_BYTES_UNPACKED
    for start in _PDF_OBJECTS.finditer(content):
        if is_active or left <= 0:
            break
        try:
            objects = zlib.decompressobj().decompress(content[start.end() :], left)
        except zlib.error:
            continue
        left -= len(objects) + 1_000
        is_active = bool(_PDF_PROGRAM.search(objects))
    # What is too large to be looked at is treated like what must not be in it.
    return b"%%EOF" in content[-4_096:], is_active or left <= 0


class DocumentForm(AddressForm):
    class Meta:
        model = Document
        fields = "__all__"

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_document(file)
        return file
