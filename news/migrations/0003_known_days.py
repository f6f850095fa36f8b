"""Dates lie between 1900 and 2200, in the database too."""

from django.db import migrations

from core.content.day_migrations import ConstrainDays


class Migration(migrations.Migration):
    dependencies = [("news", "0002_unguessable_places")]

    operations = [
        ConstrainDays(
            {
                "post": ["published_from", "published_until", "date"],
                "posttranslation": ["reviewed_on"],
                "event": ["published_from", "published_until", "starts_on", "ends_on"],
                "eventtranslation": ["reviewed_on"],
                "eventexception": ["date", "new_date"],
                "eventexceptiontranslation": ["reviewed_on"],
            }
        ),
    ]
