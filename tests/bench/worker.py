"""What the measured applications have in common: each worker tells who it is and what it has used."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

ADDRESS = "/-/worker"

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def telling(application: Application) -> Application:
    """The application, and at ADDRESS the process id and the seconds of processor time it has used."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != ADDRESS:
            return application(environ, start_response)
        body = f"{os.getpid()} {time.process_time()}".encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    return answer
