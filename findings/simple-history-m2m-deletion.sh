#!/usr/bin/env bash
# Expected: with `m2m_fields` each row of the history knows its relations; `row.instance` is the entry as it was then;
# the row of a deletion keeps the last state of everything.
# Seen: `row.tags` is right, `row.instance.tags` reads today's relations beside the old text. The row of a deletion has
# the last text and no relations at all. One `set()` that replaces a tag writes two rows, the first with no tags, a
# state nobody saved.
# django-simple-history 3.13.0, Django 5.2.19 (Python), 2026-11-29.
# Matters: "restore what was deleted" from that row brings an offer back without topics and languages, so no filter
# finds it.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq Django==5.2.19 django-simple-history==3.13.0

mkdir app
touch app/__init__.py
cat > app/models.py <<'EOF'
from django.db import models
from simple_history.models import HistoricalRecords


class Tag(models.Model):
    name = models.TextField()


class Offer(models.Model):
    title = models.TextField()
    tags = models.ManyToManyField(Tag)
    history = HistoricalRecords(m2m_fields=[tags])
EOF
cat > check.py <<'EOF'
import sys
from importlib.metadata import version

import django
from django.conf import settings
from django.core.management import call_command

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "simple_history", "app"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIGRATION_MODULES={"app": None},
)
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)

from app.models import Offer, Tag  # noqa: E402


def recorded(row):
    return [entry.tag.name for entry in row.tags.all()]


course, cafe = Tag.objects.create(name="course"), Tag.objects.create(name="cafe")
offer = Offer.objects.create(title="German A1")
offer.tags.set([course])
old = offer.history.latest()
offer.tags.set([cafe])
rows = [recorded(row) for row in offer.history.order_by("history_id")]
instance = [tag.name for tag in old.instance.tags.all()]
offer.delete()
deletion = Offer.history.latest()

expected = {"old.tags": ["course"], "old.instance.tags": ["course"], "rows": [[], ["course"], ["cafe"]], "deleted": ["cafe"]}
seen = {"old.tags": recorded(old), "old.instance.tags": instance, "rows": rows, "deleted": recorded(deletion)}
print("django-simple-history", version("django-simple-history"))
print("expected:", expected)
print("seen:    ", seen)
known = {"old.tags": ["course"], "old.instance.tags": ["cafe"], "rows": [[], ["course"], [], ["cafe"]], "deleted": []}
if seen != known or deletion.title != "German A1":
    sys.exit("CHANGED: relations are recorded in another way")
EOF
venv/bin/python check.py
