"""Dates lie between 1900 and 2200, in the database too."""

from django.db import migrations

from core.content.day_migrations import ConstrainDays


class Migration(migrations.Migration):
    dependencies = [("core", "0002_attempts")]

    operations = [ConstrainDays({"attempts": ["until"]})]
