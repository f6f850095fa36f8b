"""What an upload would do, carried signed from the preview to its confirmation: no file is kept."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from core.uploads.refusal import RefusedError

_LONGEST = 24 * 3600


def packed(told: dict[str, Any], purpose: str) -> str:
    """`told` must be fit for JSON. Raises RefusedError where a form could not carry it back."""
    data = signing.dumps(told, salt=purpose, compress=True)
    if len(data) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 0.9:
        raise RefusedError(_("The file changes too much at once. Divide it."))
    return data


def unpacked(data: str, purpose: str) -> dict[str, Any]:
    """What was packed for the same purpose within the last day; raises RefusedError."""
    try:
        return signing.loads(data, salt=purpose, max_age=_LONGEST)
    except signing.BadSignature as error:
        raise RefusedError(_("The preview is too old. Please choose the file once more.")) from error
