"""Which report a new one is a copy of: one wire story counts once, whoever prints it."""

import sqlite3
from datetime import date
from typing import Final

from westphalia.evidence.words.similar import Sketch, is_copy
from westphalia.ledger.entries import unpacked

COPY_DAYS: Final = 7  # a story is copied within a week; what is alike later is a form used again
_LOOKED_UP: Final = 64  # numbers of a sketch under which a story is found
_SHARED: Final = 6
_TRIED: Final = 8
_MOST: Final = 50  # stories under one number; what more of them share is a turn of phrase
_OFFSET: Final = 2**63  # sketches are unsigned, integers of SQLite are signed
_CANDIDATES: Final = f"""
    SELECT reports.hash AS hash, reports.sketch AS sketch, count(*) AS shared
    FROM numbers JOIN reports ON reports.hash = numbers.report
    WHERE numbers.number IN (SELECT value FROM json_each(:numbers))
      AND abs(julianday(reports.date) - julianday(:day)) <= {COPY_DAYS}
    GROUP BY reports.hash HAVING count(*) >= :enough ORDER BY shared DESC, reports.seq LIMIT {_TRIED}"""
_CROWD: Final = "SELECT count(*) FROM numbers WHERE number = ?"


def copied_from(database: sqlite3.Connection, sketch: Sketch, on: date) -> str | None:
    """The hash of the first report of the same story within a week; None for a story of its own."""
    numbers = _stored(sketch)
    asked = {
        "numbers": f"[{','.join(map(str, numbers))}]",
        "day": on.isoformat(),
        "enough": min(_SHARED, max(1, len(numbers) // 8)),
    }
    rows = database.execute(_CANDIDATES, asked).fetchall()
    return next((row["hash"] for row in rows if is_copy(unpacked(row["sketch"]), sketch)), None)


def keep_numbers(database: sqlite3.Connection, sketch: Sketch, report: str) -> None:
    """Make a story findable by the smallest numbers of its sketch."""
    free = [n for n in _stored(sketch) if database.execute(_CROWD, (n,)).fetchone()[0] < _MOST]
    database.executemany("INSERT INTO numbers (number, report) VALUES (?, ?)", [(n, report) for n in free])


def _stored(sketch: Sketch) -> list[int]:
    return [number - _OFFSET for number in sketch[:_LOOKED_UP]]
