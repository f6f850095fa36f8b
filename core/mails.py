"""Mails of the site: sent within a limit, and never a reason for a page to fail."""

import logging
from threading import Event

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from core.time_limit import within

logger = logging.getLogger(__name__)


def send(message: EmailMessage) -> bool:
    """Whether the mail server took the message; raises nothing, whatever went wrong is logged.

    The whole exchange takes EMAIL_TIMEOUT seconds at most. The message says that a program wrote it (RFC
    3834), so that no out-of-office note answers it.
    """
    message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
    given_up = Event()
    try:
        within(settings.EMAIL_TIMEOUT, lambda: _hand_over(message, given_up))
    except Exception:
        given_up.set()
        logger.exception("A mail could not be sent.")
        return False
    return True


def _hand_over(message: EmailMessage, given_up: Event) -> None:
    """A server that greets too late gets nothing: the message will be sent again."""
    with get_connection() as connection:
        if not given_up.is_set():
            connection.send_messages([message])
