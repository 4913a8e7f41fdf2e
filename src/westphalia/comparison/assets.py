"""What follows from immobilised assets and from a plan of rebuilding, as quantities run by run."""

import numpy as np

from westphalia.comparison.runs import Quantity, Runs, single_run
from westphalia.outcome import AssetsOutcome, Outcome, ReconstructionOutcome
from westphalia.outcome.assets import ENDS


def assets_runs(outcome: Outcome, years: tuple[int, ...]) -> dict[str, Runs]:
    """Proceeds in the years named, what the schedule lacks and what lenders stand behind, along the ends of the range.

    The centre of one scenario is held against the centre of the other, the low end against the low end.
    """
    return {f"assets {k}": _assets(one, years) for k, one in enumerate(outcome.assets)}


def _assets(one: AssetsOutcome, years: tuple[int, ...]) -> Runs:
    def quantity(key: str, label: str, year: int | None = None) -> Quantity:
        return Quantity("assets", "immobilised assets", key, label, "EUR bn", year)

    shown = one.years.tolist()
    columns = {
        quantity("proceeds", "proceeds", year): one.proceeds[:, 0, shown.index(year)] for year in years if year in shown
    }
    columns[quantity("short", "short on the schedule")] = one.short[:, 0]
    columns[quantity("owed", "still owed, or called")] = one.still_owed[:, 0]
    return Runs(tuple((end,) for end in ENDS), ((),) * len(ENDS), np.array([end == ENDS[0] for end in ENDS]), columns)


def rebuilding_runs(outcome: Outcome) -> dict[str, Runs]:
    """What a plan repairs, who pays and what has no payer, over all its years; the k-th of each scenario together."""
    return {f"rebuilding {k}": single_run(_rebuilding(one)) for k, one in enumerate(outcome.rebuilding)}


def _rebuilding(one: ReconstructionOutcome) -> dict[Quantity, float]:
    plan = one.plan
    values = {
        ("planned", "to be repaired"): plan.planned,
        ("private", "private"): plan.private,
        ("public", "public, in sight"): plan.public,
        ("gap", "no payer"): plan.gap,
    }
    unit = f"{one.lever.currency} bn"
    return {
        Quantity("rebuilding", one.lever.country, key, f"{label}, all years", unit): float(by_year.sum())
        for (key, label), by_year in values.items()
    }
