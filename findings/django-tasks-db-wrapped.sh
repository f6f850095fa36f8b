#!/usr/bin/env bash
# Expected: `later = task(send)` is `@task` spelled out, and keeps send() callable as before. It works with the
# immediate backend of trials and tests, so it works with the queue in the database; or is refused where it is written.
# Seen: the database backend refuses it only at enqueue(), since the name of the function leads to the function, not to
# the task. By then the row is saved: the error is raised, and the job stands in the queue as READY all the same.
# django-tasks 0.12.0, django-tasks-db 0.13.0, Django 5.2.19 (Python), 2026-11-29.
# Matters: all tests are green, the first mail after the release fails, and each new try leaves one more row.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq Django==5.2.19 django-tasks==0.12.0 django-tasks-db==0.13.0

cat > jobs.py <<'EOF'
from django_tasks import task


def send(number):
    return number


send_later = task(send)
in_database = task(backend="database")(send)
EOF
cat > check.py <<'EOF'
import sys
from importlib.metadata import version

import django
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.management import call_command

settings.configure(
    INSTALLED_APPS=["django_tasks", "django_tasks_db"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TASKS={
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "database": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    },
    USE_TZ=True,
)
django.setup()
call_command("migrate", verbosity=0)

from django_tasks_db.models import DBTaskResult  # noqa: E402
from jobs import in_database, send_later  # noqa: E402

immediate = str(send_later.enqueue(1).status)
try:
    in_database.enqueue(1)
    database = "accepted"
except SuspiciousOperation:
    database = "refused"
rows = list(DBTaskResult.objects.values_list("status", flat=True))
print("django-tasks", version("django-tasks"), "django-tasks-db", version("django-tasks-db"))
print("expected: immediate SUCCESSFUL, database accepted, queued ['READY'] (or refused, queued [])")
print(f"seen:     immediate {immediate}, database {database}, queued {rows}")
if (immediate, database, rows) != ("SUCCESSFUL", "refused", ["READY"]):
    sys.exit("CHANGED: a wrapped function is treated in another way")
EOF
venv/bin/python check.py
