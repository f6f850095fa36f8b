"""The settings of a test run, its choice of tests, their order and their database.

Everything stands in the environment before Django reads it, so `pytest` works without dev.py too.
"""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from dev_tools.environment import TEST_ENVIRONMENT
from dev_tools.outcome import DATABASE

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
from tests.late_index import late_index  # noqa: E402

# How many examples each property is tried with: `EXAMPLES=5000 pytest …` looks for longer.
hypothesis_settings.register_profile(
    "site",
    max_examples=int(os.environ.get("EXAMPLES", "50")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("site")

# They need programs of others: `dev.py interop` installs these and says where.
collect_ignore = [] if "INTEROP" in os.environ else ["interop"]
PLAIN_STATIC_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--browser-tests",
        choices=("only", "without"),
        help="browser tests serve the site from a database of their own, so they need a run of their own",
    )
    parser.addoption(
        "--database-tests-only",
        action="store_true",
        help="leave out what touches no database and so proves the same on each",
    )
    parser.addoption("--seed", type=int, help="of the order of tests (each run tells its own)")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.seed is None:
        given = getattr(config, "workerinput", {}).get("seed")
        config.option.seed = random.randrange(10_000) if given is None else given
    if hasattr(config.option, "output"):  # where playwright is in use
        config.option.output = str(settings.VAR_DIR / "test-results")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """All workers of a run must have the same order of tests."""
    node.workerinput["seed"] = node.config.option.seed


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    terminalreporter.write_line(f"The order of tests was that of --seed={config.option.seed}")


@pytest.hookimpl(tryfirst=True)  # pytest then brings those together that share a fixture
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = _chosen(config, items)
    left_out = set(items) - set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = _shuffled(chosen, random.Random(config.option.seed))


def _chosen(config: pytest.Config, items: list[pytest.Item]) -> list[pytest.Item]:
    choice = config.getoption("--browser-tests")
    browser = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    if choice is None and browser and others:
        raise pytest.UsageError(
            "Add --browser-tests=only or --browser-tests=without (dev.py test does both)."
        )
    if choice is not None:
        items = browser if choice == "only" else others
    if config.getoption("--database-tests-only"):
        items = [item for item in items if uses_database(item)]
    return items


def uses_database(item: pytest.Item) -> bool:
    """Whether the test may ask the database; pytest-django stops any other one that tries."""
    marked = item.get_closest_marker("django_db") is not None
    return marked or "django_db_setup" in getattr(item, "fixturenames", ())


def _shuffled(items: list[pytest.Item], order: random.Random) -> list[pytest.Item]:
    """Files in any order, and the tests of a file too, but together, since they share fixtures."""
    files = [list(tests) for _path, tests in groupby(items, key=lambda item: item.path)]
    order.shuffle(files)
    for tests in files:
        order.shuffle(tests)
    return [test for tests in files for test in tests]


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


@pytest.fixture(scope="session", autouse=True)
def _count_for_the_report(request: pytest.FixtureRequest, record_testsuite_property: Any) -> None:
    record_testsuite_property(DATABASE, sum(map(uses_database, request.session.items)))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the migrated database for the run, instead of pytest-django's migrating it."""
    with _copied(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def loaded_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For the tests of the file the database is one with the real content."""
    with _copied(django_db_blocker, content=True):
        yield


@contextmanager
def _copied(blocker: DjangoDbBlocker, *, content: bool = False) -> Iterator[None]:
    """The database is open to make the copy and to end it, not in between."""
    with ExitStack() as stack:
        with blocker.unblock():
            stack.enter_context(database.copied(content=content))
        yield
        with blocker.unblock():
            stack.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with transactions of its own empties all tables, those that migrations have filled as well."""
    yield
    if nextitem is not None and is_transactional(item):
        with item.config.stash[blocking_manager_key].unblock():
            database.renew()


def is_transactional(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db")
    return marked is not None and bool(marked.kwargs.get("transaction"))


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


@pytest.fixture(autouse=True)
def _late_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Not where the moment of writing is proved, or where threads save on connections of their own."""
    at_once = is_transactional(request.node) or request.node.get_closest_marker("index_at_once")
    if uses_database(request.node) and not at_once:
        with late_index(monkeypatch):
            yield
    else:
        yield


def _in_own_transaction() -> bool:
    return any(not block._from_testcase for block in connection.atomic_blocks)
