"""A limit for work whose time is not ours to decide: what other servers take to answer."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What `work` returns or raises; TimeoutError as soon as it takes longer than `seconds`.

    The limit holds for the whole, however many bytes trickle in. What comes too late goes on in a thread of
    its own, whose result nobody sees; so `work` must not use the database.
    """
    result: Future[Result] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:
            result.set_exception(error)

    Thread(target=run, daemon=True).start()
    return result.result(seconds)
