"""Rules so grave that they stand in the database too: triggers for SQLite and PostgreSQL alike, in migrations."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class AppendOnly(Operation):
    """Refuse UPDATE (and, unless may_go, DELETE) on a table. The message is the rule's name."""

    reversible = True

    def __init__(self, table: str, *, may_go: bool = False) -> None:
        self.table = table
        self.may_go = may_go

    def state_forwards(self, app_label: str, state: object) -> None:
        return None

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: object, to_state: object
    ) -> None:
        for event in self.events:
            name, rule = self._names(event)
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(
                    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
                )
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            else:
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} BEGIN SELECT RAISE(ABORT, '{rule}'); END"
                )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: object, to_state: object
    ) -> None:
        for event in self.events:
            name, _ = self._names(event)
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {self.table}")
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
            else:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")

    @property
    def events(self) -> tuple[str, ...]:
        return ("UPDATE",) if self.may_go else ("UPDATE", "DELETE")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._names(event)[0] for event in self.events)

    def _names(self, event: str) -> tuple[str, str]:
        return f"{self.table}_no_{event.lower()}", f"{self.table} is append-only"

    def describe(self) -> str:
        return f"Refuse changes of {self.table}"
