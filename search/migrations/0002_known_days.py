"""Dates lie between 1900 and 2200, in the database too."""

from django.db import migrations

from core.content.day_migrations import ConstrainDays


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        ConstrainDays(
            {
                "entry": ["visible_from", "visible_until", "ends_on"],
                "missedsearch": ["first_on", "last_on"],
            }
        ),
    ]
