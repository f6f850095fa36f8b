"""How precisely the day of a check is known.

A check on 1 January is one of which only the year is known: nobody checks on the holiday, and until now there was
no other way to write a year. All other days stay as they are.
"""

from django.db import migrations, models

CHECKED = ("Measure",)


def years(apps, schema_editor):
    for name in CHECKED:
        for model in (name, f"Historical{name}"):
            rows = apps.get_model("concept", model).objects.using(schema_editor.connection.alias)
            rows.filter(checked_on__month=1, checked_on__day=1).update(checked_precision="year")


def field():
    return models.CharField(
        choices=[("day", "to the day"), ("month", "month and year"), ("year", "year only")],
        db_default="day",
        default="day",
        help_text="Visitors read no more than is known: “2025” rather than “1 January 2025”.",
        max_length=6,
        verbose_name="check is known",
    )


class Migration(migrations.Migration):
    dependencies = [("concept", "0005_values_of_uncertain_date")]

    operations = [
        *(
            migrations.AddField(model, "checked_precision", field())
            for name in CHECKED
            for model in (name.lower(), f"historical{name.lower()}")
        ),
        # The way back leaves the days as they are.
        migrations.RunPython(years, migrations.RunPython.noop),
    ]
