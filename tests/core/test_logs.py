"""Nothing that the site writes down holds the secret part of an address."""

import logging
import re
import sys
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from core import logs

SECRET = "S3cr3t-tok_en~x"


def record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, None)


@pytest.mark.parametrize("end", ["/", "", "/?gespeichert", "?x=1", "/' at", "/#a"])
def test_line_of_the_log_holds_no_secret(end: str) -> None:
    line = logs.Line("{levelname}: {message}", style="{")

    written = line.format(record("Conflict: %s", f"/de/integrationskonzept/abfrage/{SECRET}{end}"))

    assert SECRET not in written
    assert written.startswith("ERROR: Conflict: /de/integrationskonzept/abfrage/-")


def test_traceback_in_the_log_holds_no_secret() -> None:
    try:
        raise ValueError(f"/uk/integrationskonzept/abfrage/{SECRET}/")
    except ValueError:
        entry = record("Internal Server Error")
        entry.exc_info = sys.exc_info()

    assert SECRET not in logs.Line().format(entry)


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The patterns of all addresses, with their parameters as they stand in urls.py."""
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        else:
            yield path


def test_every_address_with_a_token_is_known_as_secret() -> None:
    secret = [path for path in addresses(get_resolver()) if re.search(r"token|secret|hash", path)]

    assert secret
    for path in secret:
        assert SECRET not in logs.without_secrets("/" + re.sub(r"<[^>]*>", SECRET, path)), path


@pytest.fixture
def handler(settings) -> logs.AdminMails:
    settings.ADMINS = [("Administration", "admin@example.org")]
    return logs.AdminMails()


def test_mail_about_an_error_holds_no_secret(handler: logs.AdminMails) -> None:
    path = f"/de/integrationskonzept/abfrage/{SECRET}/"
    entry = record("Internal Server Error: %s", path)
    entry.request = RequestFactory().get(path + "?gespeichert")
    entry.exc_info = (ValueError, ValueError(path), None)

    handler.emit(entry)

    (letter,) = mail.outbox
    assert "abfrage/-" in letter.subject
    assert SECRET not in letter.subject + letter.body


def test_errors_flood_nobody(handler: logs.AdminMails) -> None:
    for _number in range(20):
        handler.emit(record("Internal Server Error"))

    assert len(mail.outbox) == logs.MOST_MAILS


def test_mails_about_errors_go_through_it() -> None:
    handlers = [type(one) for one in logging.getLogger("django").handlers]

    assert logs.AdminMails in handlers
    assert not any(one.__name__ == "AdminEmailHandler" for one in handlers)


@pytest.mark.parametrize("name", ["DisallowedHost", "TooManyFieldsSent", "RequestDataTooBig", "csrf"])
def test_what_strangers_send_is_written_down_and_mailed_to_nobody(name: str) -> None:
    handlers: list[logging.Handler] = []
    logger: logging.Logger | None = logging.getLogger(f"django.security.{name}")
    while logger:
        handlers += logger.handlers
        logger = logger.parent if logger.propagate else None

    kinds = {type(one) for one in handlers}
    assert logging.StreamHandler in kinds
    assert logs.AdminMails not in kinds
