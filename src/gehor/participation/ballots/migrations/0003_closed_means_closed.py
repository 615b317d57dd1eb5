"""A ballot needs an opening that is not closed, and keeps to its own: its voter's activity, its voter's last ballot."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """
CREATE TRIGGER ballot_needs_opening BEFORE INSERT ON ballots_ballot
WHEN NOT EXISTS (
    SELECT 1 FROM participation_opening o WHERE o.activity_id = NEW.activity_id AND o.closed_at IS NULL
)
BEGIN SELECT RAISE(ABORT, 'the activity is not open'); END
""",
    """
CREATE TRIGGER ballot_keeps_to_its_own BEFORE INSERT ON ballots_ballot
WHEN NOT EXISTS (SELECT 1 FROM ballots_voter v WHERE v.id = NEW.voter_id AND v.activity_id = NEW.activity_id)
    OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ballots_ballot b
        WHERE b.id = NEW.replaces_id AND b.voter_id = NEW.voter_id AND b.item = NEW.item AND NOT b.aside
    )
BEGIN SELECT RAISE(ABORT, 'a ballot keeps to its own'); END
""",
)
# FOR SHARE: many ballots at once do not wait for each other, only for somebody who closes.
POSTGRESQL = """
CREATE FUNCTION ballot_needs_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM participation_opening o
        WHERE o.activity_id = NEW.activity_id AND o.closed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the activity is not open' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ballot_needs_opening BEFORE INSERT ON ballots_ballot
    FOR EACH ROW EXECUTE FUNCTION ballot_needs_opening();
CREATE FUNCTION ballot_keeps_to_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ballots_voter v WHERE v.id = NEW.voter_id AND v.activity_id = NEW.activity_id)
        OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM ballots_ballot b
            WHERE b.id = NEW.replaces_id AND b.voter_id = NEW.voter_id AND b.item = NEW.item AND NOT b.aside
        )
    THEN
        RAISE EXCEPTION 'a ballot keeps to its own' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ballot_keeps_to_its_own BEFORE INSERT ON ballots_ballot
    FOR EACH ROW EXECUTE FUNCTION ballot_keeps_to_its_own();
"""


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("ballot_needs_opening", "ballot_keeps_to_its_own"):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON ballots_ballot")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("ballots", "0002_append_only"), ("participation", "0003_closed_means_closed")]
    operations = [migrations.RunPython(forwards, backwards)]
