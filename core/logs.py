"""What the site writes into its log and mails to ADMINS: never a secret address, and no flood of mails."""

import logging
import re
import time
from typing import Any

from django.utils.log import AdminEmailHandler

# What follows is a secret that opens a form: the address of an organisation in a yearly round.
_SECRET = re.compile(r"(/abfrage/)[^/\s?#&'\"<>]+")
# Mails about errors of one process within an hour.
MOST_MAILS = 5


def without_secrets(text: str) -> str:
    """The text with a dash in the place of each secret part of an address."""
    return _SECRET.sub(r"\1-", text)


class Line(logging.Formatter):
    """Writes no secret, wherever it stands in a record: in its message, its arguments or its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class AdminMails(AdminEmailHandler):
    """Django's mails about errors without secrets, and MOST_MAILS an hour at most.

    The text alone: the page with the values of all variables would hold what people typed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent: list[float] = []

    def send_mail(self, subject: Any, message: Any, *args: Any, **kwargs: Any) -> None:
        now = time.monotonic()
        self._sent = [moment for moment in self._sent if now - moment < 3600]
        if len(self._sent) >= MOST_MAILS:
            return
        self._sent.append(now)
        super().send_mail(without_secrets(str(subject)), without_secrets(str(message)), *args, **kwargs)
