"""A notice links to a page by http alone; what is no such link is taken out."""

import core.content.links
from django.db import migrations, models


def clear(apps, schema_editor):
    for name in ("Notice", "HistoricalNotice"):
        rows = apps.get_model("portal", name).objects.using(schema_editor.connection.alias)
        rows.exclude(core.content.links.is_link("link")).update(link="")


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_known_days'),
    ]

    operations = [
        migrations.RunPython(clear, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='historicalnotice',
            name='link',
            field=models.CharField(blank=True, help_text='Example: /de/kontakt/', max_length=300, validators=[core.content.links.validate_link], verbose_name='link'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='link',
            field=models.CharField(blank=True, help_text='Example: /de/kontakt/', max_length=300, validators=[core.content.links.validate_link], verbose_name='link'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('link', ''), models.Q(('link__startswith', '/'), models.Q(('link__startswith', '//'), ('link__startswith', '/\\'), _connector='OR', _negated=True)), ('link__startswith', 'https://'), ('link__startswith', 'http://'), _connector='OR'), name='portal_notice_link', violation_error_message='Give a page of this site (/de/kontakt/) or the whole address of another one (https://…).'),
        ),
    ]
