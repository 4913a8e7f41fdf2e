"""How output and the budget answer spending, taxes and cuts: what studies publish, never averaged."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from westphalia.errors import DataError
from westphalia.world.studies import Parameter, parameters
from westphalia.world.table import number, read_rows, unknown

DEFAULT_MULTIPLIER: Final = "defence"
Programme = Literal["general", "aid"]
Driver = Literal["average", "consumption", "exports", "investment"]


@dataclass(frozen=True)
class Multiplier:
    """GDP gained per unit of spending, as one study has it.

    Where one value was published `low` and `high` are that value; where a range was, `central` is its middle, which
    the note says. `nets_imports`: imports are already taken off, so leakage must be zero.
    """

    id: str
    words: str
    low: float
    central: float
    high: float
    nets_imports: bool
    horizon: str
    source: str
    provenance: str
    note: str


@dataclass(frozen=True)
class Span:
    """A parameter from low to high; `status` tells read from derived, remembered (memory) and judged."""

    low: float
    central: float
    high: float
    source: str
    status: str


@lru_cache(maxsize=1)
def multipliers() -> tuple[Multiplier, ...]:
    """Every multiplier held, the default first."""
    return tuple(_multiplier(row) for row in read_rows("multipliers.csv"))


def multiplier(name: str = DEFAULT_MULTIPLIER) -> Multiplier:
    """One multiplier by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in multipliers():
        if candidate.id == name:
            return candidate
    raise unknown("multiplier", name, [candidate.id for candidate in multipliers()])


def _multiplier(row: dict[str, str]) -> Multiplier:
    low, central, high = _three(row["id"], *(number(row[key]) for key in ("low", "central", "high")))
    words = {key: row[key] for key in ("id", "words", "horizon", "source", "provenance", "note")}
    return Multiplier(low=low, central=central, high=high, nets_imports=row["nets_imports"] == "yes", **words)


def _three(name: str, low: float | None, central: float | None, high: float | None) -> tuple[float, float, float]:
    """Three values from one or from two ends; anything else is a fault of the table."""
    if central is None and low is not None and high is not None:
        central = (low + high) / 2
    if central is None:
        raise DataError(f"{name}: neither a central value nor two ends; give one of them in the table.")
    return (central if low is None else low), central, (central if high is None else high)


def leakage() -> Span:
    r"""Share of extra defence spending that goes to imports, :math:`\ell = q u`.

    q: equipment over spending; u: the share of equipment bought abroad. Zero with a multiplier that nets imports.
    """
    return _parameter("leak")


def equipment_share() -> Span:
    """Equipment over defence spending of NATO Europe in 2024, the q of the leakage."""
    return _parameter("q")


def tax_multiplier() -> Span:
    """GDP lost per unit of higher taxes."""
    return _parameter("m_T")


def cuts_multiplier(programme: Programme = "general") -> Span:
    """GDP lost per unit of spending cut elsewhere: general programmes or foreign aid."""
    return _span(f"cuts-{programme}")


def semi_elasticity(kind: Driver = "average") -> Span:
    r"""Change of the budget balance over GDP per unit change of GDP, :math:`\eta`, by what moved GDP.

    Commission answer E-2869/02: 0.5 on average, 0.7 where consumption leads, 0.28 exports, 0.19 investment. The span
    of the average is that of the three.
    """
    return _parameter("eta") if kind == "average" else _span(f"semi-elasticity-{kind}")


def _parameter(symbol: str) -> Span:
    found: Parameter = next(parameter for parameter in parameters() if parameter.symbol == symbol)
    low, central, high = _three(symbol, number(found.low), number(found.central), number(found.high))
    return Span(low, central, high, found.source, found.status)


@lru_cache(maxsize=1)
def _spans() -> dict[str, Span]:
    return {row["id"]: _of_row(row) for row in read_rows("policy_spans.csv")}


def _of_row(row: dict[str, str]) -> Span:
    low, central, high = _three(row["id"], *(number(row[key]) for key in ("low", "central", "high")))
    return Span(low, central, high, row["source"], row["status"])


def _span(name: str) -> Span:
    found = _spans().get(name)
    if found is None:
        raise unknown("span", name, _spans())
    return found
