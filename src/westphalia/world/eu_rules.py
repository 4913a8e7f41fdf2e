"""Rules of the EU that decide what its members may spend and keep: escape clause, joint loans, customs duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from westphalia.world.table import read_rows

# those the Council's act of 8 July 2025 names; others may have followed
_ACTIVATED: Final = (
    "BEL", "BGR", "CZE", "DNK", "EST", "FIN", "GRC", "HRV", "HUN", "LTU", "LVA", "POL", "PRT", "SVK", "SVN",
)  # fmt: skip


@dataclass(frozen=True)
class EscapeClause:
    """Room for defence outside the net-expenditure path: `room` over GDP, each year from the first to the last.

    The rise is measured from `reference_year`, which is assumed. `activated` are the states named by the Council on
    8 July 2025; others may have followed.
    """

    room: float
    first_year: int
    last_year: int
    reference_year: int
    activated: tuple[str, ...]
    source: str
    note: str

    def covers(self, year: int) -> bool:
        """Whether the clause can be used in a year."""
        return self.first_year <= year <= self.last_year


@lru_cache(maxsize=1)
def escape_clause() -> EscapeClause:
    r"""The national escape clause for defence: :math:`\min(E_t, 0.015\,Y_t)` of extra spending stays outside the test.

    It lifts a rule and pays for nothing: what is spent enters deficit and debt like any spending.
    """
    room = _rules()["escape-room"]
    return EscapeClause(
        room=float(room["value"]),
        first_year=int(_value("escape-first-year")),
        last_year=int(_value("escape-last-year")),
        reference_year=int(_value("escape-reference-year")),
        activated=_ACTIVATED,
        source=room["source"],
        note=f"{room['note']} {_rules()['escape-reference-year']['note']}",
    )


def safe_ceiling_eur_bn() -> float:
    """The most that all members together may borrow under SAFE, EUR bn: loans, to be repaid, and part of debt."""
    return _value("safe-ceiling")


def customs_share_kept() -> float:
    """Share of customs duties a member's own budget keeps for collecting them; the rest is the Union's.

    A quarter from 2021 to 2027, Council Decision (EU, Euratom) 2020/2053; later years are assumed alike.
    """
    return _value("customs-retained")


def _value(name: str) -> float:
    return float(_rules()[name]["value"])


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, dict[str, str]]:
    return MappingProxyType({row["id"]: row for row in read_rows("eu_rules.csv")})
