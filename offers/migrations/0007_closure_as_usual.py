"""Staff can say that a day on which people wonder is as usual."""

from django.db import migrations, models


def field():
    return models.BooleanField(
        db_default=False,
        default=False,
        help_text="Nothing is closed: the usual hours hold on these days, too. Visitors then no longer read “not confirmed yet” on 24 and 31 December, carnival Monday and bridge days.",
        verbose_name="open as usual",
    )


class Migration(migrations.Migration):
    dependencies = [("offers", "0006_checked_precision")]

    operations = [
        migrations.AddField("closure", "as_usual", field()),
        migrations.AddField("historicalclosure", "as_usual", field()),
    ]
