"""The tables of a register: rows are added, never changed and never taken away.

Two times: `seen_on` of a snapshot is when the list said so (transaction time), `listed_on` and `ended_on` of a version
are when a designation holds (valid time). `changes` has a row wherever a snapshot says of a designation something else
than the one before it: the version it then has, or that it is absent (`present` 0). A designation that comes back after
it was absent begins a new `spell`.
"""

from typing import Final

from westphalia.register.designation import FIELDS

VERSION: Final = 1
APPLICATION: Final = 0x57455352  # "WESR" in the header of the file: a register, and no other database
_CONTENT: Final = ", ".join(f"{name} TEXT NOT NULL" for name in FIELDS)
TABLES: Final = {
    "snapshots": """
        id INTEGER PRIMARY KEY, authority TEXT NOT NULL, seen_on TEXT NOT NULL, form TEXT NOT NULL, file TEXT NOT NULL,
        sha256 TEXT NOT NULL, designations INTEGER NOT NULL, added INTEGER NOT NULL, amended INTEGER NOT NULL,
        delisted INTEGER NOT NULL, UNIQUE (authority, seen_on)""",
    "unread": """
        snapshot INTEGER NOT NULL REFERENCES snapshots(id), place INTEGER NOT NULL, key TEXT, reason TEXT NOT NULL""",
    "designations": """
        id INTEGER PRIMARY KEY, authority TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (authority, key)""",
    "versions": f"""
        designation INTEGER NOT NULL REFERENCES designations(id), snapshot INTEGER NOT NULL REFERENCES snapshots(id),
        place INTEGER NOT NULL, {_CONTENT}, UNIQUE (designation, snapshot)""",
    "changes": """
        designation INTEGER NOT NULL REFERENCES designations(id), snapshot INTEGER NOT NULL REFERENCES snapshots(id),
        version INTEGER NOT NULL REFERENCES snapshots(id), present INTEGER NOT NULL, spell INTEGER NOT NULL,
        digest BLOB NOT NULL, PRIMARY KEY (designation, snapshot)""",
}


def statements(name: str) -> tuple[str, ...]:
    """The SQL that makes an empty register of a database attached under a name."""
    end = {"changes": "WITHOUT ROWID, STRICT"}
    tables = [
        f"CREATE TABLE {name}.{table} ({columns}) {end.get(table, 'STRICT')}" for table, columns in TABLES.items()
    ]
    guards = [guard for table in TABLES for guard in _guards(name, table)]
    pragmas = (f"PRAGMA {name}.application_id = {APPLICATION}", f"PRAGMA {name}.user_version = {VERSION}")
    return (*tables, f"CREATE INDEX {name}.changes_by_snapshot ON changes (snapshot)", *guards, *pragmas)


def _guards(name: str, table: str) -> list[str]:
    """Triggers that refuse to change and to take away."""
    kept = f"BEGIN SELECT RAISE(ABORT, 'a register is append-only: rows of {table} are never"
    return [
        f"CREATE TRIGGER {name}.{table}_unchanged BEFORE UPDATE ON {table} {kept} changed'); END",
        f"CREATE TRIGGER {name}.{table}_kept BEFORE DELETE ON {table} {kept} deleted'); END",
    ]
