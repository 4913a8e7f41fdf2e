"""What a cap on oil takes and what a minerals deal is worth, as quantities run by run."""

import numpy as np

from westphalia.comparison.runs import Quantity, Runs, single_run
from westphalia.outcome import MineralsOutcome, OilCapOutcome, Outcome


def oil_runs(outcome: Outcome, years: tuple[int, ...]) -> dict[str, Runs]:
    """Revenue under each cap and what the cap takes in the years named, at the scenario's own share that obeys it."""
    return {f"oil {k}": single_run(_oil(one, years)) for k, one in enumerate(outcome.oil_caps)}


def _oil(one: OilCapOutcome, years: tuple[int, ...]) -> dict[Quantity, float]:
    shown = one.years.tolist()
    return {
        Quantity("oil_cap", one.lever.exporter, key, label, "USD bn", year): float(values[shown.index(year)])
        for year in years
        if year in shown
        for key, label, values in (
            ("revenue", "export revenue under the cap", one.revenue),
            ("lost", "taken by the cap", one.lost),
        )
    }


def minerals_runs(outcome: Outcome) -> dict[str, Runs]:
    """What each deal is worth on its day, in brackets over the leads and rates of its grid."""
    return {f"minerals {k}": _worth(one) for k, one in enumerate(outcome.minerals)}


def _worth(one: MineralsOutcome) -> Runs:
    quantity = Quantity("minerals", "minerals deal", "npv", f"worth in {one.lever.from_}", "USD bn", None)
    ends = ("central", "low", "high")
    values = np.array([one.npv, one.low, one.high])
    return Runs(tuple((end,) for end in ends), ((),) * len(ends), np.array([True, False, False]), {quantity: values})
