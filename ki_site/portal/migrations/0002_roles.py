from django.db import migrations

from core import roles


def create_roles(apps, schema_editor):
    roles.set_up(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"),
        ("core", "0001_initial"),
        ("offers", "0001_initial"),
        ("concept", "0002_report_versions_locked"),
        ("news", "0001_initial"),
        ("search", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Going back leaves the groups alone: users may belong to them.
        migrations.RunPython(create_roles, migrations.RunPython.noop, elidable=False),
    ]
