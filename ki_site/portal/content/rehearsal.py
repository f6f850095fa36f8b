"""Trying a change on copies of all tables, so that nobody else waits for it and nothing of it stays.

The copies are temporary tables with the names of the real ones: both databases look there first.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

quote = connection.ops.quote_name


@contextmanager
def on_copies() -> Iterator[None]:
    """Within the block this connection works on copies of what is committed; they go with its end.

    Real tables are only read, so no save waits. About a second for each 100,000 rows.
    """
    with _without_lock(), transaction.atomic():
        if connection.vendor == "sqlite":
            _copy_in_sqlite()
        else:
            _copy_in_postgresql()
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _without_lock() -> Iterator[None]:
    """SQLite: a transaction that asks for the lock of all writers when it begins would hold it to its end."""
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.transaction_mode = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def _copy_in_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master "
            "WHERE sql IS NOT NULL AND type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'"
        )
        parts = [(kind, quote(name), quote(table), sql) for kind, name, table, sql in cursor.fetchall()]
        tables = [(name, sql[sql.index("(") :]) for kind, name, _table, sql in parts if kind == "table"]
        for name, columns in tables:
            cursor.execute(f"CREATE TEMP TABLE {name} {columns}")
        for name, _columns in tables:
            cursor.execute(f"INSERT INTO temp.{name} SELECT * FROM main.{name}")  # noqa: S608 - our names
        for kind, name, table, sql in parts:
            if kind == "index":
                unique = "UNIQUE" if sql.upper().startswith("CREATE UNIQUE") else ""
                cursor.execute(f"CREATE {unique} INDEX temp.{name} ON {table} {sql[sql.index('(') :]}")


def _copy_in_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        for name in connection.introspection.table_names(cursor):
            table = quote(name)
            cursor.execute(f"CREATE TEMP TABLE {table} (LIKE {schema}.{table} INCLUDING ALL) ON COMMIT DROP")
            cursor.execute(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {schema}.{table}")  # noqa: S608 - names of ours
            for column in connection.introspection.get_sequences(cursor, name):
                field = quote(column["column"])
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT max({field}) FROM {table}))",  # noqa: S608
                    [f"pg_temp.{table}", column["column"]],
                )
