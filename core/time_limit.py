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
    Thread(target=_run, args=(work, result), daemon=True).start()
    try:
        return result.result(seconds)
    finally:
        del result  # else an exception, which knows this frame, would hold itself and what it has open


def _run(work: Callable[[], Result], result: "Future[Result]") -> None:
    try:
        result.set_result(work())
    except BaseException as error:
        result.set_exception(error)
    finally:
        del result
