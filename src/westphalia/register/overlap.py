"""Which designations of several authorities carry one and the same official number.

Exact numbers only: the UN reference, the ship's IMO number, the entity of FollowTheMoney with the identifiers it was
merged from. Names are never compared. Two entries without a shared number may still mean the same person, and a wrong
number in a list makes a wrong pair: this is no screening, and nothing to decide on compliance with.
"""

from dataclasses import dataclass
from typing import Final

from westphalia.register.known import IN_FORCE, View
from westphalia.register.store import Register

SCHEMES: Final = ("un", "imo", "ftm")
_PAIRS: Final = f"""{IN_FORCE},
    numbered AS (
        SELECT DISTINCT in_force.authority, in_force.designation, json_extract(id.value, '$[0]') AS scheme,
            json_extract(id.value, '$[1]') AS number
        FROM in_force JOIN versions AS v ON v.designation = in_force.designation AND v.snapshot = version,
            json_each(v.ids) AS id
        WHERE scheme IN ({", ".join(f"'{name}'" for name in SCHEMES)})),
    paired AS (
        SELECT a.authority AS first, b.authority AS second, a.scheme, a.number, a.designation AS one,
            b.designation AS other
        FROM numbered AS a JOIN numbered AS b
            ON b.scheme = a.scheme AND b.number = a.number AND b.authority > a.authority)
    SELECT first, second, coalesce(scheme, 'any') AS scheme, count(DISTINCT number) AS numbers,
        count(DISTINCT one) AS of_first, count(DISTINCT other) AS of_second FROM """
_EACH: Final = "paired GROUP BY first, second, scheme"
_ANY: Final = (
    "(SELECT first, second, NULL AS scheme, scheme || number AS number, one, other FROM paired) GROUP BY first, second"
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What two authorities have in common by one kind of number, or by `any`.

    `numbers` are shared; `of_first` designations of the first and `of_second` of the second carry one of them.
    """

    first: str
    second: str
    scheme: str
    numbers: int
    of_first: int
    of_second: int


def overlap(register: Register, looked_at: View) -> list[Shared]:
    """Every pair of authorities with shared numbers, by kind of number and by any; exact, never by name."""
    found = [Shared(*row) for part in (_EACH, _ANY) for row in register.rows(_PAIRS + part, looked_at.values)]
    return sorted(found, key=lambda row: (row.first, row.second, row.scheme == "any", row.scheme))
