"""Runs gegravity on its own example, in an environment that has it; prints times and results as one line of JSON.

python gegravity_run.py     (nothing of westphalia is imported here)
"""

import json
import time
import warnings

import gegravity
import pandas as pd
from gegravity_example import COEFFICIENTS, REFERENCE, SHOCK, SIGMA, rows


def _model() -> gegravity.OneSectorGE:
    baseline = gegravity.BaselineData(
        pd.DataFrame(rows()), imp_var_name="importer", exp_var_name="exporter", year_var_name="year",
        trade_var_name="trade", expend_var_name="E", output_var_name="Y",
    )  # fmt: skip
    table = pd.DataFrame([{"var": name, "beta": beta, "stderr": 0.1} for name, beta in COEFFICIENTS.items()])
    costs = gegravity.CostCoeffs(estimates=table, identifier_col="var", coeff_col="beta", stderr_col="stderr")
    return gegravity.OneSectorGE(
        baseline=baseline, cost_coeff_values=costs, cost_variables=list(COEFFICIENTS), year="2006",
        reference_importer=REFERENCE, sigma=SIGMA, quiet=True,
    )  # fmt: skip


def _plain(name: str) -> str:
    """The code of a country; the reference carries a mark inside the package."""
    return name.removeprefix("ZZZ_")


def main() -> None:
    """The example as its author wrote it: an agreement between Canada and Japan."""
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    model = _model()
    model.build_baseline(omr_rescale=1)
    built = time.perf_counter()
    changed = model.baseline_data.copy()
    both = changed["importer"].isin(SHOCK) & changed["exporter"].isin(SHOCK) & (changed["international"] == 1)
    changed.loc[both, "pta"] = 1.0
    model.define_experiment(changed)
    model.simulate()
    ended = time.perf_counter()
    solved = model.solver_diagnostics["full_GE"]
    country = model.country_results
    print(
        json.dumps({
            "build_s": built - began,
            "simulate_s": ended - built,
            "residual": float(abs(solved.fun).max()),
            "cost": float(model.bilateral_costs.loc[SHOCK, :].iloc[0]),
            "omr_ratio": {_plain(k): float(c._baseline_omr_ratio) for k, c in model.country_set.items()},
            "imr_ratio": {_plain(k): float(c._baseline_imr_ratio) for k, c in model.country_set.items()},
            "price": {_plain(k): float(c.experiment_factory_price) for k, c in model.country_set.items()},
            "gdp_change": {_plain(k): float(x) for k, x in country["GDP change (percent)"].items()},
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
