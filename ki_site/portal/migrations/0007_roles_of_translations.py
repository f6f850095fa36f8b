from django.db import migrations

from ki_site.core import roles


def set_up(apps, schema_editor):
    roles.set_up(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0006_roles_of_glossary"),
    ]

    operations = [
        migrations.RunPython(set_up, migrations.RunPython.noop, elidable=False),
    ]
