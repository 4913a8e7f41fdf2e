"""What a list says on one day otherwise than on another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from westphalia.errors import UsageError
from westphalia.register.designation import FIELDS, Columns, Day
from westphalia.register.store import Register

Kind = Literal["added", "amended", "delisted"]
KINDS: Final[tuple[Kind, ...]] = ("added", "amended", "delisted")
_CONTENT: Final = ", ".join(f"{side}.{name} AS {side}_{name}" for side in ("before", "after") for name in FIELDS)
_STATE: Final = """
    SELECT snapshot FROM changes AS c WHERE c.designation = touched.designation AND c.snapshot <= :{}
    ORDER BY c.snapshot DESC LIMIT 1"""
# The state on either day of each designation that any list between the two days says something else of.
_TOUCHED: Final = f"""
    WITH touched AS (
        SELECT DISTINCT designation FROM changes JOIN snapshots ON id = snapshot
        WHERE authority = :authority AND snapshot > :since AND snapshot <= :until),
    states AS (SELECT designation, ({_STATE.format("since")}) AS old, ({_STATE.format("until")}) AS new FROM touched)
    SELECT d.key, was.present AS was, now.present AS now, was.digest IS now.digest AS same, {_CONTENT}
    FROM states JOIN designations AS d ON d.id = states.designation
    LEFT JOIN changes AS was ON was.designation = d.id AND was.snapshot = old
    LEFT JOIN changes AS now ON now.designation = d.id AND now.snapshot = new
    LEFT JOIN versions AS before ON before.designation = d.id AND before.snapshot = was.version
    LEFT JOIN versions AS after ON after.designation = d.id AND after.snapshot = now.version
    ORDER BY d.key"""
_SNAPSHOTS: Final = "SELECT id, seen_on FROM snapshots WHERE authority = ? ORDER BY seen_on"


@dataclass(frozen=True, slots=True)
class Change:
    """One designation that differs: which fields, and the content after (of a delisting the last before it)."""

    kind: Kind
    key: str
    fields: tuple[str, ...]
    content: Columns

    @property
    def regime(self) -> str:
        """The regime after the change; of a delisting the last one."""
        return self.content[FIELDS.index("regime")]


@dataclass(frozen=True, slots=True)
class Between:
    """Two lists of one authority, by their place in the register and by their days."""

    authority: str
    since: Day
    until: Day
    _old: int
    _new: int

    @property
    def values(self) -> dict[str, str | int]:
        """The parameters of the comparison."""
        return {"authority": self.authority, "since": self._old, "until": self._new}


def between(register: Register, authority: str | None, since: date | None, until: date | None) -> Between:
    """The lists that were newest on two days; without days the newest and the one before it."""
    name = register.authority(authority)
    held = [(row["seen_on"], row["id"]) for row in register.rows(_SNAPSHOTS, (name,))]
    new = _newest(held, until.isoformat() if until else held[-1][0], name)
    earlier = [one for one in held if one < new]
    old = _newest(held, since.isoformat(), name) if since else (earlier or [new])[-1]
    if old > new:
        raise UsageError(
            f"--since: {since} is after {new[0]}. Give the earlier day with --since, the later with --until."
        )
    return Between(name, old[0], new[0], old[1], new[1])


def _newest(held: list[tuple[Day, int]], at: Day, authority: str) -> tuple[Day, int]:
    """The newest list on a day."""
    found = [one for one in held if one[0] <= at]
    if not found:
        raise UsageError(
            f"on {at} no list of {authority} had been seen, the first is of {held[0][0]}. Give a later day."
        )
    return found[-1]


def differences(register: Register, lists: Between) -> Iterator[Change]:
    """What was added, amended and delisted between two lists, by identifier, one by one.

    `delisted` is inferred: the later list has the entry no more. An end that a list states itself is an amendment of
    `ended_on` or `status`.
    """
    for row in register.rows(_TOUCHED, lists.values):
        before, after = (tuple(row[f"{side}_{name}"] for name in FIELDS) for side in ("before", "after"))
        if row["was"] and row["now"]:
            if not row["same"]:
                fields = tuple(name for name, a, b in zip(FIELDS, before, after, strict=True) if a != b)
                yield Change("amended", row["key"], fields, after)
        elif row["now"]:
            yield Change("added", row["key"], (), after)
        elif row["was"]:
            yield Change("delisted", row["key"], (), before)
