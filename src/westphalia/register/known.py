r"""What held on a day, as far as it was known on another.

For each spell of a designation (from its appearance in a list to its absence from a later one of the same authority)
the last version seen on or before the day $k$ of knowledge counts. It is in force on day $v$ where

.. math:: \text{listed} \le v < \text{ended}

`listed` is the list's own date, else the day the spell was first seen. `ended` is the first of: the list's own end; the
day of the first list without it; the day of the first list since which all call it ended, with or without a date. The
last two are inferred. A day given as a month or year only counts from its first day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from westphalia.errors import UsageError
from westphalia.register.designation import ENDED, Day
from westphalia.register.store import Register

_ENDED_WORDS: Final = ", ".join(f"'{word}'" for word in ENDED)
_NEVER: Final = "'9999-12-31'"
# The days of the lists of a spell since the last of them that did not call it ended.
_CALLED_ENDED: Final = f"""
    SELECT min(s.seen_on) FROM changes AS c JOIN snapshots AS s ON s.id = c.snapshot
    WHERE c.designation = last.designation AND c.spell = last.spell AND c.snapshot <= last.snapshot
    AND c.snapshot > coalesce((
        SELECT max(e.snapshot) FROM changes AS e JOIN versions AS w ON w.designation = e.designation
            AND w.snapshot = e.version
        WHERE e.designation = last.designation AND e.spell = last.spell AND e.snapshot <= last.snapshot
        AND w.status NOT IN ({_ENDED_WORDS})), 0)"""
# One row for each designation in force: `version` and `designation` find what it says.
IN_FORCE: Final = f"""
    WITH latest AS (
        SELECT c.designation, c.spell, max(c.snapshot) AS snapshot, min(c.snapshot) AS first
        FROM changes AS c JOIN snapshots AS s ON s.id = c.snapshot AND s.seen_on <= :known
        GROUP BY c.designation, c.spell),
    last AS (
        SELECT c.designation, c.spell, l.first, c.snapshot, c.version, c.present FROM latest AS l
        JOIN changes AS c ON c.designation = l.designation AND c.snapshot = l.snapshot),
    dated AS (
        SELECT last.designation, last.version, last.spell, d.authority, d.key,
            coalesce(nullif(v.listed_on, ''), first.seen_on) AS listed,
            min(coalesce(nullif(v.ended_on, ''), {_NEVER}), iif(last.present, {_NEVER}, now.seen_on),
                iif(v.status IN ({_ENDED_WORDS}), ({_CALLED_ENDED}), {_NEVER})) AS ended
        FROM last JOIN designations AS d ON d.id = last.designation
        JOIN versions AS v ON v.designation = last.designation AND v.snapshot = last.version
        JOIN snapshots AS now ON now.id = last.snapshot
        JOIN snapshots AS first ON first.id = last.first
        WHERE :authority IS NULL OR d.authority = :authority),
    in_force AS (
        SELECT designation, version, authority, key, max(spell) AS spell FROM dated
        WHERE listed <= :on AND :on < ended GROUP BY designation)"""


@dataclass(frozen=True, slots=True)
class View:
    """Which designations are looked at: valid on a day, as known on a day, of one authority or of all."""

    on: Day
    known: Day
    authority: str | None = None

    @property
    def values(self) -> dict[str, str | None]:
        """The parameters of IN_FORCE."""
        return {"on": self.on, "known": self.known, "authority": self.authority}


def view(register: Register, on: date | None, known: date | None, authority: str | None) -> View:
    """What is looked at where less is asked for: as known in the newest list, valid on the day it was known.

    Raises UsageError where nothing had been seen by then.
    """
    if authority is not None:
        authority = register.authority(authority)
    query = "SELECT min(seen_on), max(seen_on) FROM snapshots WHERE :authority IS NULL OR authority = :authority"
    first, newest = next(register.rows(query, {"authority": authority}))
    at = known.isoformat() if known else str(newest)
    if at < first:
        raise UsageError(
            f"--known: on {at} no list had been seen, the first is of {first}. Give that day or a later one."
        )
    return View(on.isoformat() if on else at, at, authority)
