"""The database itself refuses to change a fixed version of a report."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER concept_reportversion_locked BEFORE UPDATE ON concept_reportversion
BEGIN SELECT RAISE(ABORT, 'A fixed report is never changed.'); END
"""
POSTGRESQL = """
CREATE FUNCTION concept_reportversion_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'A fixed report is never changed.' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER concept_reportversion_locked BEFORE UPDATE ON concept_reportversion
FOR EACH ROW EXECUTE FUNCTION concept_reportversion_refuse()
"""


def lock(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def unlock(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER concept_reportversion_locked")
    else:
        schema_editor.execute("DROP TRIGGER concept_reportversion_locked ON concept_reportversion")
        schema_editor.execute("DROP FUNCTION concept_reportversion_refuse()")


class Migration(migrations.Migration):
    dependencies = [("concept", "0001_initial")]

    operations = [migrations.RunPython(lock, unlock, elidable=False)]
