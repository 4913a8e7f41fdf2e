"""The tables of a ledger: rows are added, never changed and never taken away."""

from typing import Final, Literal, get_args

from westphalia.evidence.claims import CLAIM_KINDS

VERSION: Final = 1
APPLICATION: Final = 0x57455354  # "WEST" in the header of the file: a ledger, and no other database
LinkKind = Literal["contradiction", "supersession", "disavowal", "duplicate", "conversion", "nested"]
LINK_KINDS: Final = get_args(LinkKind)
ORIGINS: Final = ("rules", "parser", "proposed")


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"CHECK ({column} IN ({', '.join(repr(word) for word in words)}))"


_TABLES: Final = {
    "meta": """
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL""",
    "reports": """
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
        short TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        source_file TEXT NOT NULL,
        doc_id TEXT NOT NULL,
        date TEXT NOT NULL,
        status TEXT NOT NULL,
        evidence TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        sketch BLOB NOT NULL,
        story TEXT NOT NULL""",
    "numbers": """
        number INTEGER NOT NULL,
        report TEXT NOT NULL REFERENCES reports(hash),
        UNIQUE (number, report)""",
    "claims": f"""
        id TEXT NOT NULL UNIQUE,
        report TEXT NOT NULL REFERENCES reports(hash),
        kind TEXT NOT NULL {_one_of("kind", CLAIM_KINDS)},
        local TEXT NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL CHECK (stop >= start),
        day TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        signature TEXT NOT NULL,
        twin_of TEXT REFERENCES claims(id),
        rule TEXT NOT NULL,
        confidence TEXT NOT NULL,
        origin TEXT NOT NULL {_one_of("origin", ORIGINS)}""",
    "parties": f"""
        claim TEXT NOT NULL REFERENCES claims(id),
        sort TEXT NOT NULL {_one_of("sort", ("name", "code"))},
        word TEXT NOT NULL,
        UNIQUE (sort, word, claim)""",
    "comparables": """
        key TEXT NOT NULL,
        claim TEXT NOT NULL REFERENCES claims(id),
        story TEXT NOT NULL,
        day TEXT NOT NULL,
        value TEXT NOT NULL,
        low REAL,
        high REAL,
        UNIQUE (key, claim)""",
    "links": f"""
        kind TEXT NOT NULL {_one_of("kind", LINK_KINDS)},
        from_claim TEXT REFERENCES claims(id),
        to_claim TEXT REFERENCES claims(id),
        from_report TEXT REFERENCES reports(hash),
        to_report TEXT REFERENCES reports(hash),
        why TEXT NOT NULL,
        UNIQUE (kind, from_claim, to_claim),
        CHECK ((kind = 'duplicate') = (from_report IS NOT NULL AND to_report IS NOT NULL)),
        CHECK ((kind <> 'duplicate') = (from_claim IS NOT NULL AND to_claim IS NOT NULL))""",
    "verdicts": """
        id TEXT NOT NULL UNIQUE,
        claim TEXT NOT NULL REFERENCES claims(id),
        content TEXT NOT NULL CHECK (json_valid(content)),
        sentence TEXT NOT NULL,
        rating TEXT NOT NULL""",
    "decisions": f"""
        claim TEXT REFERENCES claims(id),
        verdict TEXT REFERENCES verdicts(id),
        decision TEXT NOT NULL {_one_of("decision", ("accept", "reject"))},
        by TEXT NOT NULL CHECK (length(trim(by)) > 0),
        at TEXT NOT NULL,
        note TEXT,
        CHECK ((claim IS NULL) <> (verdict IS NULL))""",
}
TABLES: Final = tuple(_TABLES)
_KEYS: Final = {
    "meta": ("key",),
    "reports": ("hash", "short"),
    "numbers": ("number report",),
    "claims": ("id",),
    "parties": ("sort word claim",),
    "comparables": ("key claim",),
    "links": ("kind from_claim to_claim", "from_report kind"),
    "verdicts": ("id",),
    "decisions": (),
}
_INDEXES: Final = (
    "CREATE INDEX reports_by_name ON reports (source_file, date)",
    "CREATE INDEX claims_by_report ON claims (report, kind, start)",
    "CREATE INDEX claims_by_day ON claims (kind, day)",
    "CREATE INDEX claims_by_signature ON claims (signature)",
    "CREATE INDEX claims_by_twin ON claims (twin_of)",
    "CREATE INDEX parties_by_claim ON parties (claim)",
    "CREATE INDEX comparables_by_value ON comparables (key, value, day)",
    "CREATE INDEX comparables_by_day ON comparables (key, day)",
    "CREATE INDEX comparables_by_story ON comparables (key, story, value)",
    "CREATE INDEX links_by_from ON links (from_claim)",
    "CREATE INDEX links_by_to ON links (to_claim)",
    "CREATE UNIQUE INDEX duplicates_once ON links (from_report, kind) WHERE from_report IS NOT NULL",
    "CREATE INDEX verdicts_by_claim ON verdicts (claim)",
    "CREATE INDEX decisions_by_claim ON decisions (claim)",
    "CREATE INDEX decisions_by_verdict ON decisions (verdict)",
)


def _refusals(table: str) -> list[str]:
    """Triggers that refuse to change, to take away, and to put a row in the place of another."""
    kept = f"SELECT RAISE(ABORT, 'a ledger is append-only: rows of {table} are never"
    guards = [
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} BEGIN {kept} changed'); END",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN {kept} deleted'); END",
    ]
    keys = [" AND ".join(f"{c} = NEW.{c}" for c in key.split()) for key in ("seq", *_KEYS[table])]
    found = f"EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(f'({key})' for key in keys)})"
    guards.append(f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} WHEN {found} BEGIN {kept} replaced'); END")
    return guards


def statements() -> tuple[str, ...]:
    """The SQL that makes an empty ledger."""
    tables = [f"CREATE TABLE {name} (seq INTEGER PRIMARY KEY,{columns}) STRICT" for name, columns in _TABLES.items()]
    guards = [guard for name in _TABLES for guard in _refusals(name)]
    return (
        *tables,
        *_INDEXES,
        f"INSERT INTO meta (key, value) VALUES ('schema', '{VERSION}')",
        *guards,
        f"PRAGMA application_id = {APPLICATION}",
        f"PRAGMA user_version = {VERSION}",
    )
