"""The migrations build what the models say."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.django_db
def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)

    assert capsys.readouterr().out.strip() == "No changes detected"


@pytest.mark.django_db
def test_all_migrations_ran_on_an_empty_database_of_this_kind() -> None:
    """The tests' database is a copy of one that `migrate` made from nothing (tests/database.py)."""
    executor = MigrationExecutor(connection)

    assert executor.loader.applied_migrations
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
