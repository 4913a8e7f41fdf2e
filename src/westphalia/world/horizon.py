"""How much of the long-run trade elasticity is reached how many years after duties changed."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from westphalia.errors import ScenarioError
from westphalia.world.table import number, read_rows

Variant = Literal["central", "slow", "fast"]
VARIANTS: Final[tuple[Variant, ...]] = ("central", "slow", "fast")
# the source says "7 to 10 years"; assumed: the slower end, and the faster end in the variant `fast`
FIRST_LONG_RUN_YEAR: Final = 7


@dataclass(frozen=True)
class HorizonPoint:
    """A published trade elasticity some years after a change of duties, with the range its authors give."""

    years_since: int
    elasticity: float
    low: float
    high: float
    source: str
    provenance: str
    note: str


@lru_cache(maxsize=1)
def horizon_points() -> tuple[HorizonPoint, ...]:
    """The published points in the order of years; without a published range low and high are the point itself."""
    return tuple(
        HorizonPoint(
            years_since=int(row["years_since"]),
            elasticity=float(row["elasticity"]),
            low=number(row["low"]) or float(row["elasticity"]),
            high=number(row["high"]) or float(row["elasticity"]),
            source=row["source"],
            provenance=row["provenance"],
            note=row["note"],
        )
        for row in read_rows("elasticity_horizon.csv")
    )


def adjustment(years_since: int, variant: Variant = "central") -> float:
    r"""Share of the long-run trade elasticity reached so many years after duties changed; 1 from year 10 on.

    .. math:: a(h) = \frac{\varepsilon_1 + (\varepsilon_\infty - \varepsilon_1)\,(h-1)/(H-1)}{\varepsilon_\infty}

    Boehm, Levchenko & Pandalai-Nayar (2023), American Economic Review 113(4): ε₁ = 0.76 in the year after,
    :math:`\varepsilon_\infty` about 2 (1.75 to 2.25) after 7 to 10 years. Only the ratio is taken from there.

    Assumed: a straight line between the two published points, H = 10, and in year 0, the year of the change, the value
    of year 1, since no shorter one is published. Variants: `slow` with 2.25 and H = 10, `fast` with 1.75 and H = 7. The
    sample is most-favoured-nation duties of goods, 1995–2018: small, expected to stay; see docs/horizon.md.
    """
    if years_since < 0:
        raise ScenarioError(f"years_since is {years_since}; expected 0 for the year the duty changes, or more.")
    if variant not in VARIANTS:
        raise ScenarioError(f"variant {variant!r} is not one of {', '.join(VARIANTS)}.")
    first, last = horizon_points()
    long_run = {"central": last.elasticity, "slow": last.high, "fast": last.low}[variant]
    reached_after = FIRST_LONG_RUN_YEAR if variant == "fast" else last.years_since
    along = min(1.0, max(0.0, (years_since - first.years_since) / (reached_after - first.years_since)))
    return (first.elasticity + (long_run - first.elasticity) * along) / long_run
