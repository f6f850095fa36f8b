"""A real Chromium and the whole site for it: one server and one database with the real content for the run.

Static files are collected, hashed and served by whitenoise, as in production, but for their compression,
which takes 12 seconds. The database is shared by
all browser tests and the ORM may be used freely; a test that changes content takes its changes back.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page

from core import roles
from dev_tools import chromium
from tests import database
from tests.browser.guard import Guard
from tests.browser.kinds import Kind

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(tryfirst=True)  # before the choice of tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if {"live_server", "db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
                raise pytest.UsageError(
                    f"{item.nodeid}: browser tests use the fixture site, which has a database."
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of CHROMIUM or of the system, silent towards the network; else playwright's own."""
    path = chromium.find()
    return {**browser_type_launch_args, "args": list(SWITCHES)} | ({"executable_path": path} if path else {})


@pytest.fixture(scope="session")
def site(
    django_test_environment: None,
    django_db_blocker: Any,
    _settings_of_tests: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of the site, served with the real content for the whole run. Takes some seconds, once."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop lives in this thread
    folder = tmp_path_factory.mktemp("site")
    if connection.vendor != "sqlite":
        raise pytest.UsageError("The browser tests run on SQLite: unset DATABASE_URL.")
    name = str(folder / "db.sqlite3")
    database.fill(name, content=True).close()
    hashed = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": hashed}
    with (
        django_db_blocker.unblock(),
        override_settings(STATIC_ROOT=folder / "static", STORAGES=storages),
        database.named(name),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://{server.host}:{server.port}"
        server.terminate()
        connections.close_all()


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    """Lets a test write `page.goto("/de/")`."""
    return site


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A visitor in Leverkusen."""
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def guard(site: str) -> Iterator[Guard]:
    """Fails the test on an error in the console, a script error or a request to a foreign host."""
    guard = Guard(site)
    yield guard
    assert guard.unexpected() == []


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], guard: Guard) -> Callable[..., BrowserContext]:
    """Pytest-playwright's maker of contexts, so that the guard watches each of them."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        guard.watch(context)
        return context

    return watched


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Makes an empty page: `open_page(width=360, theme="dark")`; more options go to the context."""

    def opened(width: int = 1280, theme: str = "light", scripts: bool = True, **options: Any) -> Page:
        context = new_context(
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            java_script_enabled=scripts,
            **options,
        )
        return context.new_page()

    return opened


@pytest.fixture(scope="module")
def shown(kind: Kind, language: str, browser: Browser, site: str) -> Iterator[Page]:
    """A page of the kind, opened once for all tests of the module that are parametrised with it."""
    guard = Guard(site)
    guard.allow(f"status of {kind.status}")
    context = browser.new_context(base_url=site, locale="de-DE", reduced_motion="reduce")
    guard.watch(context)
    page = context.new_page()
    kind.open(page, language)
    yield page
    context.close()
    assert guard.unexpected() == []


@pytest.fixture
def page_without_scripts(open_page: Callable[..., Page]) -> Page:
    """An empty page of a browser with JavaScript switched off."""
    return open_page(scripts=False)


@pytest.fixture
def sign_in(site: str) -> Callable[[BrowserContext, AbstractBaseUser], None]:
    """Gives a context the session of a user, without the form: `sign_in(page.context, user)`."""

    def signed_in(context: BrowserContext, user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])

    return signed_in


@pytest.fixture
def editor(site: str) -> Iterator[AbstractBaseUser]:
    """Somebody of the role that may do most with the content, for the time of the test."""
    user = User.objects.create_user("leitung-im-browser", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.LEITUNG))
    yield user
    user.delete()
