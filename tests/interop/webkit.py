"""WebKit, driven by its own WebDriver: as much of the protocol as the walk through the site needs."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

# The name under which the protocol gives an element.
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ENTER = "\ue007"
# It draws without a graphics card; the sandbox needs rights that containers do not give.
_PLAIN = {
    "GDK_BACKEND": "x11",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
}


class Page:
    """One window. What the driver refuses is an AssertionError with its words."""

    def __init__(self, driver: str, session: str) -> None:
        self._session = f"{driver}/session/{session}"

    def open(self, address: str) -> None:
        self._ask("POST", "/url", url=address)

    def back(self) -> None:
        self._ask("POST", "/back")

    def resize(self, width: int, height: int) -> None:
        self._ask("POST", "/window/rect", width=width, height=height)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function with this body returns."""
        return self._ask("POST", "/execute/sync", script=script, args=list(arguments))

    def type(self, selector: str, text: str) -> None:
        self._ask("POST", f"/element/{self._find(selector)}/value", text=text)

    def click(self, selector: str) -> None:
        self._ask("POST", f"/element/{self._find(selector)}/click")

    def text(self, selector: str) -> str:
        return str(self._ask("GET", f"/element/{self._find(selector)}/text"))

    def until(self, script: str, *arguments: Any) -> None:
        """Wait until the script returns something true, ten seconds at most."""
        for _attempt in range(50):
            if self.run(script, *arguments):
                return
            time.sleep(0.2)
        raise AssertionError(f"never true: {script}")

    def _find(self, selector: str) -> str:
        found = self._ask("POST", "/element", using="css selector", value=selector)
        return str(found[_ELEMENT])

    def _ask(self, method: str, path: str, **body: Any) -> Any:
        return ask(method, self._session + path, body)


def ask(method: str, address: str, body: dict[str, Any]) -> Any:
    """What a WebDriver answers to a command."""
    data = json.dumps(body).encode() if method == "POST" else None
    try:
        with urlopen(Request(address, data, method=method), timeout=60) as answer:
            return json.load(answer)["value"]
    except HTTPError as error:
        raise AssertionError(json.load(error)["value"]["message"]) from error


@contextmanager
def windows(driver: str, browser: str, port: int) -> Iterator[Callable[[], Page]]:
    """Makes new, empty windows of the program `browser`, one after the other."""
    # A group of its own: xvfb-run leaves its programs behind when it is ended.
    command = ["xvfb-run", "-a", driver, f"--port={port}", "--host=127.0.0.1"]
    process = subprocess.Popen(command, start_new_session=True, env={**os.environ, **_PLAIN})
    address = f"http://127.0.0.1:{port}"
    sessions: list[str] = []

    def new() -> Page:
        end()
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        found = ask("POST", f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})
        sessions.append(found["sessionId"])
        return Page(address, sessions[-1])

    def end() -> None:
        if sessions:
            ask("DELETE", f"{address}/session/{sessions.pop()}", {})

    try:
        _wait_for(address)
        yield new
        end()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _wait_for(address: str) -> None:
    for _attempt in range(100):
        try:
            ask("GET", f"{address}/status", {})
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The WebDriver of WebKit did not start.")
