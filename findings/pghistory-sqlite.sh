#!/usr/bin/env bash
# Expected: history by database triggers needs PostgreSQL, so on another database check, migrate or the first save
# complain.
# Seen: on SQLite `check` finds nothing, `migrate` makes the table of events, saving works, and the table stays empty.
# django-pghistory 3.9.2, django-pgtrigger 4.17.0, Django 5.2.19 (Python), 2026-11-29.
# Matters: a site that runs on SQLite for trials and on PostgreSQL for real seems to keep its history in both. Who
# relies on it for accountability has none, and learns of it when the old text is asked for.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq Django==5.2.19 django-pghistory==3.9.2 django-pgtrigger==4.17.0 "psycopg[binary]==3.2.13"

mkdir app
touch app/__init__.py
cat > app/models.py <<'EOF'
import pghistory
from django.db import models


@pghistory.track()
class Offer(models.Model):
    title = models.TextField()
EOF
cat > check.py <<'EOF'
import sys
from importlib.metadata import version

import django
from django.conf import settings
from django.core.management import call_command

settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "pgtrigger", "pghistory", "app"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIGRATION_MODULES={"app": None},
)
django.setup()
call_command("check", databases=["default"], fail_level="WARNING")
call_command("migrate", run_syncdb=True, verbosity=0)

from app.models import Offer, OfferEvent  # noqa: E402

offer = Offer.objects.create(title="before")
offer.title = "after"
offer.save()
seen = OfferEvent.objects.count()
print("django-pghistory", version("django-pghistory"), "django-pgtrigger", version("django-pgtrigger"))
print("expected: an error, or 2 events")
print("seen:     no error,", seen, "events")
if seen:
    sys.exit("CHANGED: events are recorded on SQLite")
EOF
venv/bin/python check.py
