"""How many designations are in force, by what a list says of them."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from westphalia.register.designation import UNKNOWN_REGIME, Day
from westphalia.register.known import IN_FORCE, View
from westphalia.register.store import Register

By = Literal["regime", "measure", "month", "authority", "type"]
BY: Final = get_args(By)
_VERSION: Final = "FROM in_force JOIN versions AS v ON v.designation = in_force.designation AND v.snapshot = version"
_VALUE: Final[dict[By, str]] = {
    "regime": "regime",
    "month": f"coalesce(nullif(substr(listed_on, 1, 7), ''), '{UNKNOWN_REGIME}')",
    "authority": "authority",
    "type": "subject_type",
}
_MEASURES: Final = f"""
    SELECT coalesce(m.value, '{UNKNOWN_REGIME}') AS value, count(*) AS number
    {_VERSION} LEFT JOIN json_each(v.measures) AS m GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of designations in force by one key, and how many there are.

    By regime, month, authority and type the numbers sum to `total`. By measure they sum to more where one designation
    carries several; each is at most `total`.
    """

    by: By
    on: Day
    known: Day
    authority: str | None
    total: int
    numbers: dict[str, int]


def counts(register: Register, by: By, looked_at: View) -> Counts:
    """Designations in force by regime, measure, month of listing, authority or type of subject; most first.

    Months stand in their order. What a list does not say is counted as `not stated`.
    """
    query = _MEASURES if by == "measure" else f"SELECT {_VALUE[by]} AS value, count(*) AS number {_VERSION} GROUP BY 1"
    order = "value" if by == "month" else "number DESC, value"
    rows = register.rows(f"{IN_FORCE} SELECT value, number FROM ({query}) ORDER BY {order}", looked_at.values)
    numbers = {row["value"]: row["number"] for row in rows}
    total = next(register.rows(f"{IN_FORCE} SELECT count(*) FROM in_force", looked_at.values))[0]
    return Counts(by, looked_at.on, looked_at.known, looked_at.authority, total, numbers)
