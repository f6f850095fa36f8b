"""Mails are sent within a limit, and nothing that goes wrong reaches the page."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from core import mails
from core.time_limit import within


class Failing(BaseEmailBackend):
    """Raises the next of `errors`."""

    error: Exception

    def send_messages(self, _messages: Any) -> int:
        raise self.error


class Late(BaseEmailBackend):
    """A server that greets after the limit; counts what it is handed nevertheless."""

    greeting = threading.Event()
    handed = 0

    def open(self) -> bool:
        return self.greeting.wait(5)

    def send_messages(self, messages: Any) -> int:
        type(self).handed += len(messages)
        return len(messages)


def message(**fields: Any) -> EmailMessage:
    return EmailMessage("Betreff", "Text", to=["ki@example.org"], **fields)


@contextmanager
def server(answer: bytes) -> Iterator[int]:
    """The port of a server that accepts, says `answer` again and again, and nothing else."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stop = threading.Event()

        def serve() -> None:
            connection, _address = listening.accept()
            with connection:
                while not stop.wait(0.05):
                    if answer:
                        connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        stop.set()
        thread.join(2)


def test_mail_says_that_a_program_wrote_it() -> None:
    assert mails.send(message())
    assert mail.outbox[-1].message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        UnicodeEncodeError("idna", "ä", 0, 1, "label too long"),
        ValueError("a header with a line break"),
        RuntimeError("anything else"),
    ],
    ids=str,
)
def test_no_error_of_mailing_is_raised(
    error: Exception, settings: Any, monkeypatch: Any, caplog: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.core.test_mails.Failing"
    monkeypatch.setattr(Failing, "error", error, raising=False)

    assert not mails.send(message())
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize(
    ("address", "fits"),
    [("a@example.org", True), ("a@" + "ä" * 60 + ".de", False), ("a\nb@example.org", False)],
)
def test_address_that_no_mail_can_carry_is_no_error_of_the_page(address: str, fits: bool) -> None:
    """The backend for tests builds the message as the real one does."""
    assert mails.send(message(reply_to=[address])) is fits


@pytest.mark.parametrize("answer", [b"", b"2", b"220-more\r\n"], ids=["silent", "letters", "lines"])
def test_server_that_never_ends_its_answer_is_given_up(answer: bytes, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.3
    with server(answer) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        start = time.monotonic()

        assert not mails.send(message())
        assert time.monotonic() - start < 1


def test_server_that_greets_too_late_is_handed_nothing(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.core.test_mails.Late"
    settings.EMAIL_TIMEOUT = 0.05

    assert not mails.send(message())
    Late.greeting.set()
    for thread in threading.enumerate():
        if thread.daemon and thread is not threading.current_thread():
            thread.join(0.5)
    assert Late.handed == 0


def test_limit_gives_back_what_the_work_returns_or_raises() -> None:
    assert within(1, lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        within(1, lambda: 1 // 0)
