from django.db import migrations

from ki_site.core import roles


def set_up(apps, schema_editor):
    roles.set_up(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_glossary"),
        ("offers", "0002_reviewed_translations"),
        ("concept", "0005_reviewed_translations"),
        ("news", "0002_reviewed_translations"),
    ]

    operations = [
        migrations.RunPython(set_up, migrations.RunPython.noop, elidable=False),
    ]
