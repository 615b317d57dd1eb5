"""A contribution needs an opening that is not closed. The trigger decides between a submit and a closing at once."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
CREATE TRIGGER contribution_needs_opening BEFORE INSERT ON participation_contribution
WHEN NOT EXISTS (
    SELECT 1 FROM participation_opening o WHERE o.activity_id = NEW.activity_id AND o.closed_at IS NULL
)
BEGIN SELECT RAISE(ABORT, 'the activity is not open'); END
"""
# FOR SHARE: many contributions at once do not wait for each other, only for somebody who closes.
POSTGRESQL = """
CREATE FUNCTION contribution_needs_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM participation_opening o
        WHERE o.activity_id = NEW.activity_id AND o.closed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the activity is not open' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contribution_needs_opening BEFORE INSERT ON participation_contribution
    FOR EACH ROW EXECUTE FUNCTION contribution_needs_opening();
"""


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER contribution_needs_opening ON participation_contribution")
        schema_editor.execute("DROP FUNCTION contribution_needs_opening()")
    else:
        schema_editor.execute("DROP TRIGGER contribution_needs_opening")


class Migration(migrations.Migration):
    dependencies = [("participation", "0002_wordings_are_immutable")]
    operations = [migrations.RunPython(forwards, backwards)]
