"""Dates lie between 1900 and 2200, in the database too."""

from django.db import migrations

from core.content.day_migrations import ConstrainDays


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_unguessable_places")]

    operations = [
        ConstrainDays(
            {
                "term": ["checked_on", "check_due_on", "published_from", "published_until"],
                "termtranslation": ["reviewed_on"],
                "siteprofiletranslation": ["reviewed_on"],
                "page": ["checked_on", "check_due_on", "published_from", "published_until"],
                "pagetranslation": ["reviewed_on"],
                "pagesectiontranslation": ["reviewed_on"],
                "notice": ["published_from", "published_until"],
                "noticetranslation": ["reviewed_on"],
                "enquiry": ["purge_on"],
            }
        ),
    ]
