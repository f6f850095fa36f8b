#!/usr/bin/env bash
# Expected: looking at an old version in the admin changes nothing, least of all what other requests do meanwhile.
# Seen: while VersionAdmin builds that page it empties the receivers of pre_save, post_save, pre_delete, post_delete and
# m2m_changed for the whole process. The lock in it protects the list, not the other threads: an entry that another
# thread saves in that moment is stored, and no receiver hears of it.
# django-reversion 6.4.0, Django 5.2.19 (Python), 2026-11-29.
# Matters: search index, caches and histories hang on these signals; with threaded workers they miss an edit now and
# then, and nobody can repeat it. Do not rely on signals for them beside this page, or run workers of one thread.
set -euo pipefail

command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq Django==5.2.19 django-reversion==6.4.0

mkdir app
touch app/__init__.py
cat > app/models.py <<'EOF'
from django.db import models


class Offer(models.Model):
    title = models.TextField()


class Note(models.Model):
    text = models.TextField()
EOF
cat > urls.py <<'EOF'
from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
EOF
cat > check.py <<'EOF'
import sys
from importlib.metadata import version
from threading import Thread

import django
from django.conf import settings
from django.core.management import call_command

BUILT_IN = "django.contrib."
settings.configure(
    INSTALLED_APPS=[
        *(BUILT_IN + name for name in ("admin", "auth", "contenttypes", "messages", "sessions")),
        "reversion",
        "app",
    ],
    # The other request writes to a database of its own, so that no lock of SQLite plays a part.
    DATABASES={
        name: {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{name}.sqlite3"} for name in ("default", "other")
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=[
        BUILT_IN + "sessions.middleware.SessionMiddleware",
        BUILT_IN + "auth.middleware.AuthenticationMiddleware",
        BUILT_IN + "messages.middleware.MessageMiddleware",
    ],
    MIGRATION_MODULES={"app": None},
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF="urls",
    SECRET_KEY="only for this script",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    BUILT_IN + "auth.context_processors.auth",
                    BUILT_IN + "messages.context_processors.messages",
                ]
            },
        }
    ],
)
django.setup()
for name in ("default", "other"):
    call_command("migrate", database=name, run_syncdb=True, verbosity=0)

import reversion  # noqa: E402
from app.models import Note, Offer  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.models.signals import post_save  # noqa: E402
from django.test import Client  # noqa: E402
from reversion.admin import VersionAdmin  # noqa: E402
from reversion.models import Version  # noqa: E402

heard = []
post_save.connect(lambda instance, **kwargs: heard.append(instance.text), sender=Note, weak=False)


def save_note(text):
    Note(text=text).save(using="other")
    connections.close_all()


def elsewhere(text):
    thread = Thread(target=save_note, args=[text])
    thread.start()
    thread.join()


@admin.register(Offer)
class OfferAdmin(VersionAdmin):
    def get_form(self, request, obj=None, **kwargs):
        elsewhere("while the old version is shown")
        return super().get_form(request, obj, **kwargs)


with reversion.create_revision():
    offer = Offer.objects.create(title="before")
elsewhere("before")
client = Client()
client.force_login(User.objects.create_superuser("editor"))
page = client.get(f"/admin/app/offer/{offer.pk}/history/{Version.objects.get().pk}/")
elsewhere("after")
saved = set(Note.objects.using("other").values_list("text", flat=True))
print("django-reversion", version("django-reversion"), "page:", page.status_code)
print("expected: heard of", sorted(saved))
print("seen:     heard of", sorted(heard))
if page.status_code != 200 or len(saved) != 3 or set(heard) != {"before", "after"}:
    sys.exit("CHANGED: other threads keep their signals")
EOF
venv/bin/python check.py
