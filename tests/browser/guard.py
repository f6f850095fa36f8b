"""Watches the browser during a test: no error in the console, no script error, no foreign request."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

LOCAL_SCHEMES = ("about", "blob", "data")


class Guard:
    """Collects what must not happen in the contexts it watches, but for what a test has allowed."""

    def __init__(self, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.complaints: list[str] = []
        self._allowed: list[str] = []

    def allow(self, part: str) -> None:
        """Accept complaints with this text in them, for example "404" where the test asks for such a page."""
        self._allowed.append(part)

    def watch(self, context: BrowserContext) -> None:
        """Listen to all pages of a context, also to those that it opens later."""
        context.on("console", self._console)
        context.on("weberror", self._script_error)
        context.on("request", self._request)

    def unexpected(self) -> list[str]:
        """The complaints that no test has allowed."""
        return [text for text in self.complaints if not any(part in text for part in self._allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def _script_error(self, error: WebError) -> None:
        self.complaints.append(f"script error: {error.error}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.netloc != self.host:
            self.complaints.append(f"foreign request: {request.url}")
