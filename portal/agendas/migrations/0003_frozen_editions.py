"""What was published is kept: the database itself refuses to write it again.

A later change of this table remakes it on SQLite without its trigger: such a migration makes the trigger again.
"""

from django.db import migrations

MESSAGE = "A published edition is never written again."
SQLITE = (
    "CREATE TRIGGER agendas_edition_frozen BEFORE UPDATE ON agendas_issueedition"
    f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
)
POSTGRESQL = [
    "CREATE FUNCTION agendas_edition_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER agendas_edition_frozen BEFORE UPDATE ON agendas_issueedition"
    " FOR EACH ROW EXECUTE FUNCTION agendas_edition_frozen()",
]


def freeze(apps, schema_editor):
    """Make the trigger that refuses every change of a stored edition."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        schema_editor.execute(SQLITE)
    elif vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


def thaw(apps, schema_editor):
    """Drop the trigger."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER agendas_edition_frozen")
    elif vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER agendas_edition_frozen ON agendas_issueedition")
        schema_editor.execute("DROP FUNCTION agendas_edition_frozen()")


class Migration(migrations.Migration):
    dependencies = [("agendas", "0002_calendar_pages")]

    operations = [migrations.RunPython(freeze, thaw)]
