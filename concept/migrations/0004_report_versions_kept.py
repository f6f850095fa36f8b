"""The database refuses to delete a fixed version of a report, too.

SQLite loses the triggers of a table whenever a migration makes the table anew: so all of them again.
"""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER concept_reportversion_{name} BEFORE {event} ON concept_reportversion
BEGIN SELECT RAISE(ABORT, 'A fixed report is never {done}.'); END
"""
SQLITE = [
    "DROP TRIGGER IF EXISTS concept_reportversion_locked",
    _SQLITE.format(name="locked", event="UPDATE", done="changed"),
    _SQLITE.format(name="kept", event="DELETE", done="deleted"),
]
# An empty table may be emptied.
POSTGRESQL = [
    """
CREATE OR REPLACE FUNCTION concept_reportversion_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM concept_reportversion) THEN
    RAISE EXCEPTION 'A fixed report is never deleted.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$
""",
    """
CREATE TRIGGER concept_reportversion_kept BEFORE DELETE ON concept_reportversion
FOR EACH ROW EXECUTE FUNCTION concept_reportversion_refuse()
""",
    """
CREATE TRIGGER concept_reportversion_not_emptied BEFORE TRUNCATE ON concept_reportversion
FOR EACH STATEMENT EXECUTE FUNCTION concept_reportversion_keep()
""",
]
BACK_SQLITE = ["DROP TRIGGER concept_reportversion_kept"]
BACK_POSTGRESQL = [
    "DROP TRIGGER concept_reportversion_not_emptied ON concept_reportversion",
    "DROP TRIGGER concept_reportversion_kept ON concept_reportversion",
    "DROP FUNCTION concept_reportversion_keep()",
]


def keep(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    for statement in BACK_SQLITE if schema_editor.connection.vendor == "sqlite" else BACK_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("concept", "0003_known_days")]

    operations = [migrations.RunPython(keep, release, elidable=False)]
