#!/usr/bin/env bash
# Expected: a migration that adds a check to a table leaves a trigger alone that an earlier migration has put there.
# Seen: on SQLite the table is made anew to add the check, and its triggers are gone afterwards. No warning; the
# migration is as applied as before, and `migrate --check` and `makemigrations --check` are content.
# django 5.2.19, 2026-11-30.
# Matters: a trigger that keeps rows from being changed (fixed reports, log books) is lost by a harmless migration.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq django==5.2.19

mkdir -p books/migrations
touch books/__init__.py books/migrations/__init__.py
cat > books/models.py <<'PYTHON'
from django.db import models


class Entry(models.Model):
    pages = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pages__gte=1), name="some_pages")]
PYTHON
cat > books/migrations/0001_initial.py <<'PYTHON'
from django.db import migrations, models

TRIGGER = "CREATE TRIGGER kept BEFORE DELETE ON books_entry BEGIN SELECT RAISE(ABORT, 'kept'); END"


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            "Entry",
            [("id", models.AutoField(primary_key=True)), ("pages", models.IntegerField())],
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER kept"),
    ]
PYTHON
cat > books/migrations/0002_some_pages.py <<'PYTHON'
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]
    operations = [
        migrations.AddConstraint(
            "entry", models.CheckConstraint(condition=models.Q(pages__gte=1), name="some_pages")
        )
    ]
PYTHON
cat > check.py <<'PYTHON'
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

settings.configure(
    INSTALLED_APPS=["books"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "books.sqlite3"}},
)
django.setup()


def triggers_after(migration):
    call_command("migrate", "books", migration, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return [name for (name,) in cursor.fetchall()]


before, after = triggers_after("0001"), triggers_after("0002")
call_command("migrate", check_unapplied=True, verbosity=0)
print("django", django.__version__)
print("expected:", before)
print("seen:    ", after)
if before != ["kept"] or after != []:
    print("CHANGED: the trigger is still there", file=sys.stderr)
    sys.exit(1)
PYTHON
venv/bin/python check.py
