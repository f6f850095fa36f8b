"""Dates lie between 1900 and 2200, in the database too."""

from django.db import migrations

from core.content.day_migrations import ConstrainDays


class Migration(migrations.Migration):
    dependencies = [("offers", "0004_phones")]

    operations = [
        ConstrainDays(
            {
                "place": ["checked_on", "check_due_on", "published_from", "published_until"],
                "placetranslation": ["reviewed_on"],
                "topictranslation": ["reviewed_on"],
                "audiencetranslation": ["reviewed_on"],
                "spokenlanguagetranslation": ["reviewed_on"],
                "fundingprogrammetranslation": ["reviewed_on"],
                "organisation": ["checked_on", "check_due_on", "published_from", "published_until"],
                "organisationtranslation": ["reviewed_on"],
                "contact": ["checked_on", "check_due_on", "published_from", "published_until"],
                "contacttranslation": ["reviewed_on"],
                "document": ["checked_on", "check_due_on", "published_from", "published_until", "dated"],
                "documenttranslation": ["reviewed_on"],
                "offer": ["checked_on", "check_due_on", "published_from", "published_until"],
                "offertranslation": ["reviewed_on"],
                "hoursset": ["valid_from", "valid_until", "as_of"],
                "hourssettranslation": ["reviewed_on"],
                "closure": ["starts_on", "ends_on"],
                "closuretranslation": ["reviewed_on"],
            }
        ),
    ]
