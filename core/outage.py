"""The database or the disk cannot take what was sent just now: it is right, and another try helps."""

import errno
import logging

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

# Gone, hanging, busy, full or read-only (which is an internal error to PostgreSQL's driver).
DATABASE = (OperationalError, InterfaceError, InternalError)
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
# Seconds after which another try makes sense.
RETRY_AFTER = 60


def is_outage(error: BaseException | None) -> bool:
    return isinstance(error, DATABASE) or (isinstance(error, OSError) and error.errno in _DISK)


def told(error: BaseException) -> str:
    """What to tell people whose form is shown again; the log gets the reason."""
    logger.warning("A form could not be stored: %s", error)
    return _(
        "We could not save it just now. Nothing is lost: what you typed is still here. Please wait a minute, "
        "then send it once more."
    )


def with_time(response: HttpResponse) -> HttpResponse:
    """The answer with the time after which another try makes sense."""
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
