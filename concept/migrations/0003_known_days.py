"""Dates lie between 1900 and 2200, in the database too, and the years of measures between 1990 and 2100."""

import django.core.validators
from django.db import migrations, models

from core.content.day_migrations import ConstrainDays


FIRST_YEAR, LAST_YEAR = 1990, 2100


def bring_years_into_bounds(apps, schema_editor):
    for name in ("MeasureYear", "HistoricalMeasureYear"):
        rows = apps.get_model("concept", name).objects.using(schema_editor.connection.alias)
        rows.filter(year__lt=FIRST_YEAR).update(year=FIRST_YEAR)
        rows.filter(year__gt=LAST_YEAR).update(year=LAST_YEAR)


class Migration(migrations.Migration):
    dependencies = [("concept", "0002_report_versions_locked")]

    operations = [
        ConstrainDays(
            {
                "edition": ["published_from", "published_until", "adopted_on"],
                "editiontranslation": ["reviewed_on"],
                "actionfield": ["published_from", "published_until"],
                "actionfieldtranslation": ["reviewed_on"],
                "goal": ["published_from", "published_until"],
                "goaltranslation": ["reviewed_on"],
                "approach": ["published_from", "published_until"],
                "approachtranslation": ["reviewed_on"],
                "indicator": ["published_from", "published_until"],
                "indicatortranslation": ["reviewed_on"],
                "grouptranslation": ["reviewed_on"],
                "indicatorvalue": ["date", "corrected_on", "as_of"],
                "indicatorvaluetranslation": ["reviewed_on"],
                "indicatortargettranslation": ["reviewed_on"],
                "measure": ["checked_on", "check_due_on", "published_from", "published_until", "starts_on", "ends_on"],
                "measuretranslation": ["reviewed_on"],
                "measureyeartranslation": ["reviewed_on"],
                "reportrun": ["published_from", "published_until", "period_from", "period_until"],
                "reportversion": ["period_until", "as_of", "adopted_on", "frozen_at"],
                "round": ["closes_on"],
                "invitation": ["expires_on", "sent_at", "received_at", "purge_on"],
                "roundanswer": ["starts_on", "ends_on", "decided_at"],
                "report": ["published_from", "published_until", "period_from", "period_until", "appeared_on"],
                "reporttranslation": ["reviewed_on"],
                "body": ["published_from", "published_until"],
                "bodytranslation": ["reviewed_on"],
                "meeting": ["published_from", "published_until", "date"],
                "meetingtranslation": ["reviewed_on"],
                "milestone": ["published_from", "published_until", "date"],
                "milestonetranslation": ["reviewed_on"],
            }
        ),
        migrations.RunPython(bring_years_into_bounds, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="historicalmeasureyear",
            name="year",
            field=models.PositiveSmallIntegerField(
                validators=[
                    django.core.validators.MinValueValidator(FIRST_YEAR),
                    django.core.validators.MaxValueValidator(LAST_YEAR),
                ],
                verbose_name="year",
            ),
        ),
        migrations.AlterField(
            model_name="measureyear",
            name="year",
            field=models.PositiveSmallIntegerField(
                validators=[
                    django.core.validators.MinValueValidator(FIRST_YEAR),
                    django.core.validators.MaxValueValidator(LAST_YEAR),
                ],
                verbose_name="year",
            ),
        ),
        migrations.AddConstraint(
            model_name="measureyear",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", FIRST_YEAR), ("year__lte", LAST_YEAR)),
                name="concept_measureyear_year",
                violation_error_message="Give the year with four digits.",
            ),
        ),
    ]
