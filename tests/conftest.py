"""The settings of a test run and the separation of unit and browser tests.

Everything stands in the environment before Django reads it, so `pytest` works without dev.py too.
"""

import os
from collections.abc import Iterator

import pytest

from dev_tools.environment import TEST_ENVIRONMENT

os.environ.update(TEST_ENVIRONMENT)

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from core.content import content_token  # noqa: E402
from core.memory import validity  # noqa: E402
from tests import database  # noqa: E402

# How many examples each property is tried with: `EXAMPLES=5000 pytest …` looks for longer.
hypothesis_settings.register_profile(
    "site",
    max_examples=int(os.environ.get("EXAMPLES", "50")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("site")

PLAIN_STATIC_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--browser-tests",
        choices=("only", "without"),
        help="browser tests serve the site from a database of their own, so they need a run of their own",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    choice = config.getoption("--browser-tests")
    browser = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    if choice is None:
        if browser and others:
            raise pytest.UsageError(
                "Add --browser-tests=only or --browser-tests=without (dev.py test does both)."
            )
        return
    items[:], left_out = (browser, others) if choice == "only" else (others, browser)
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files in a folder of the run, plain static files, and passwords that cost no time."""
    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={**settings.STORAGES, "staticfiles": PLAIN_STATIC_FILES},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """In-memory SQLite starts migrated; PostgreSQL runs the migrations themselves."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = database.fill(f"file:memorydb_{connection.alias}?mode=memory&cache=shared")
    yield
    in_memory.close()


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what another one left in the cache or in the memory of the process.

    The content token is asked for once and after each change, not by the clock: query counts stay exact. The
    transaction of the test itself counts as none.
    """
    cache.clear()
    content_token.forget()
    validity.forget()
    monkeypatch.setattr(content_token, "CHECK_EVERY", float("inf"))
    monkeypatch.setattr(content_token, "in_transaction", _in_own_transaction)


def _in_own_transaction() -> bool:
    return any(not block._from_testcase for block in connection.atomic_blocks)
