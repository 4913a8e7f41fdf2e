"""Proceeds of immobilised assets against the loan they serve, by rate path and with the range of what is uncertain."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.scenario.levers import ImmobilisedAssets, Reconstruction
from westphalia.support.assets import Payback, Service
from westphalia.support.reconstruction import Rebuilding

OWN: Final = "own"
PATHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        OWN: "this scenario's yields",
        "held": "held at the last year's",
        "as_in_2024": "as in 2024",
        "falling": "falling",
    }
)
ENDS: Final = ("central", "low", "high")
"""Along `v`: the share handed over at the centre of its span, at its low end, at its high one."""


@dataclass(frozen=True)
class Lender:
    """One lender: its loan in its own currency and in EUR bn, its part of all loans, and its GDP, same currency.

    `gdp` is of the outcome's `gdp_year`; NaN where the outlook has none.
    """

    code: str
    amount: float
    currency: str
    euros: float
    part: float
    gdp: float


@dataclass(frozen=True, eq=False, kw_only=True)
class AssetsOutcome:
    """Proceeds and loan along ends `v`, rate paths `p` and years `t`; money in EUR bn, yields as fractions.

    The first path is the scenario's. `service` is the loan on its schedule, `payback` the loan that proceeds alone
    serve, `repaid_after` the years the second takes (infinite: never). `assumed_from` is the first year whose yield
    nobody has observed. `break_even` is the yield at which proceeds just pay what is due, `standstill` the one below
    which the loan grows for ever, both along `v`, in the first year.
    """

    lever: ImmobilisedAssets
    years: Int[np.ndarray, " t"]
    paths: tuple[str, ...]
    yields: Float[np.ndarray, "p t"]
    assumed_from: int
    assets: Float[np.ndarray, " v"]
    share: Float[np.ndarray, " v"]
    proceeds: Float[np.ndarray, "v p t"]
    loan: float
    service: Service
    payback: Payback
    repaid_after: Float[np.ndarray, "v p"]
    break_even: Float[np.ndarray, " v"]
    standstill: Float[np.ndarray, " v"]
    lenders: tuple[Lender, ...]

    @property
    def gdp_year(self) -> int:
        """The year in which lenders are called on, or the last one shown."""
        return int(self.years[-1]) if self.lever.lapse is None else self.lever.lapse

    @property
    def short(self) -> Float[np.ndarray, "v p"]:
        """What the schedule lacks over all years shown, EUR bn."""
        return np.asarray(self.service.short.sum(axis=-1))

    @property
    def still_owed(self) -> Float[np.ndarray, "v p"]:
        """Where proceeds alone pay: open at the end of the years shown, or called when the assets are released."""
        return np.asarray(self.payback.balance[..., -1] + self.payback.called.sum(axis=-1))

    @property
    def cover_mean(self) -> Float[np.ndarray, "v p"]:
        """Proceeds of all years shown over all that is due in them."""
        return np.asarray(self.proceeds.sum(axis=-1) / self.service.due.sum())


@dataclass(frozen=True, eq=False, kw_only=True)
class ReconstructionOutcome:
    """A plan of rebuilding along years `t`, bn, and the country's output of these years (NaN: no outlook).

    All sums are at the prices of `prices_of`, output too: the year of the assessment, or else the plan's first.
    """

    lever: Reconstruction
    years: Int[np.ndarray, " t"]
    need: float
    damage: Float[np.ndarray, " t"]
    plan: Rebuilding
    output: Float[np.ndarray, " t"]
    prices_of: int
    edition: int | None
    outlook: str
    assumed_from: int
