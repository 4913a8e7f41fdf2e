"""Other programs on the same problems, in environments of their own; one line of JSON each.

python trade_peers.py gegravity     its 30-country example, then the same world and shock here
python trade_peers.py scipy KIND    our own conditions handed to scipy.optimize, KIND one_sector or us20
"""

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from gegravity_example import COEFFICIENTS, COUNTRIES, OUTPUT, PRINTED_COST, SHOCK, SIGMA, SPENDING, rows
from trade_speed import Problem, problem

from westphalia.axes import Axes, Axis
from westphalia.trade.conditions import Conditions, State, conditions
from westphalia.trade.equilibrium import TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.solve import solve
from westphalia.trade.system import System, build_system
from westphalia.world.baseline import Baseline

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parents[1] / ".bench"
PACKAGE = "gegravity==0.3"
REPEATS = 15
LONGEST = 60  # seconds for one attempt of scipy
PLAIN = {"one_sector": ("newton_krylov", "hybr", "df-sane"), "us20": ("newton_krylov", "df-sane", "anderson")}


def gegravity() -> dict[str, float | str]:
    """Seconds of both programs for the experiment alone and for all of it, and how far their answers are apart."""
    got = json.loads(_run(_environment(), HERE / "gegravity_run.py"))
    began = time.perf_counter()
    given = _world_of(got)
    first = solve(*given[:3], tolerance=given.tolerance)
    whole = time.perf_counter() - began
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        solve(*given[:3], tolerance=given.tolerance)
        taken.append(time.perf_counter() - began)
    return {
        "theirs_s": got["simulate_s"], "ours_s": median(taken), "theirs_whole_s": got["build_s"] + got["simulate_s"],
        "ours_whole_s": whole, "theirs_residual": got["residual"], "ours_residual": first.residual,
        "apart": _apart(got, first), "words": _words(got, first), "cost_error": abs(got["cost"] / PRINTED_COST - 1),
        "size_mb": _megabytes(ENVIRONMENTS / "gegravity"),
    }  # fmt: skip


def _environment() -> Path:
    """The Python of an environment with the peer, made and filled where it does not exist."""
    folder = ENVIRONMENTS / "gegravity"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
    if subprocess.run([str(python), "-c", "import gegravity"], capture_output=True).returncode:
        quiet = ["--quiet", "--disable-pip-version-check"]
        made = subprocess.run([str(python), "-m", "pip", "install", *quiet, PACKAGE], capture_output=True, text=True)
        if made.returncode:
            raise RuntimeError(f"{PACKAGE} could not be installed: {made.stderr.strip().splitlines()[-1]}")
    return python


def _run(python: Path, script: Path) -> str:
    done = subprocess.run([str(python), str(script)], capture_output=True, text=True, cwd=HERE)
    if done.returncode:
        raise RuntimeError(f"{script.name}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.splitlines()[-1]


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def _world_of(got: dict[str, dict[str, float]]) -> Problem:
    """Its baseline as flows, :math:`X_{ij} = Y_i E_j t_{ij}^{1-σ} / (Π_i P_j)^{1-σ}`, and its agreement as a cost."""
    outward, inward = got["omr_ratio"], got["imr_ratio"]
    output = dict(zip(COUNTRIES, np.array(OUTPUT.split(), dtype=float), strict=True))
    spending = np.array(SPENDING.split(), dtype=float)
    share = dict(zip(COUNTRIES, spending / spending.sum(), strict=True))
    flow = np.zeros((len(COUNTRIES), len(COUNTRIES), 1))
    for row in rows():
        i, n = str(row["exporter"]), str(row["importer"])
        ease = np.exp(sum(beta * float(row[name]) for name, beta in COEFFICIENTS.items()))
        flow[COUNTRIES.index(n), COUNTRIES.index(i)] = output[i] * share[n] * ease * outward[i] * inward[n] / 1e3
    one, two = (COUNTRIES.index(name) for name in SHOCK)
    iceberg = np.ones_like(flow)
    iceberg[one, two] = iceberg[two, one] = np.exp(COEFFICIENTS["pta"] / (1 - SIGMA))
    baseline = Baseline(
        name="gegravity", year=2006, axes=Axes(Axis("country", COUNTRIES), Axis("sector", ("all",))), flow=flow,
        tariff=np.zeros_like(flow), input_share=np.zeros((len(flow), 1, 1)), goods=np.ones(1, dtype=bool),
        tariff_known=np.ones(flow.shape[:2], dtype=bool),
    )  # fmt: skip
    parameters = TradeParameters(np.array([SIGMA - 1]), "its example")
    return Problem(baseline, TradeShock(baseline.tariff, iceberg), parameters, 1e-12)


def _gdp_hats(got: dict[str, dict[str, float]], eq: TradeEquilibrium) -> tuple[np.ndarray, np.ndarray]:
    theirs = np.array([1 + got["gdp_change"][code] / 100 for code in COUNTRIES])
    return theirs, eq.wage_hat / eq.consumer_price_hat


def _apart(got: dict[str, dict[str, float]], eq: TradeEquilibrium) -> float:
    theirs, ours = _gdp_hats(got, eq)
    return float(np.abs(theirs - ours).max())


def _words(got: dict[str, dict[str, float]], eq: TradeEquilibrium) -> str:
    theirs, ours = _gdp_hats(got, eq)
    return "; ".join(
        f"{code} {100 * (theirs[k] - 1):+.3f} % there, {100 * (ours[k] - 1):+.3f} % here"
        for code, k in ((code, COUNTRIES.index(code)) for code in (*SHOCK, "USA"))
    )


def plain(kind: str) -> list[dict[str, float | str]]:
    """Each plain method of scipy on our own conditions: seconds, evaluations and residual, beside those of `solve`."""
    given = problem(kind)
    system = build_system(*given[:3], "fixed_world_share")
    solve(*given[:3], tolerance=given.tolerance)
    began = time.process_time()
    ours = solve(*given[:3], tolerance=given.tolerance)
    seconds = time.process_time() - began
    found = [_attempt(method, system, given.tolerance) for method in PLAIN[kind]]
    return [
        row | {"wanted": given.tolerance, "ours_s": seconds, "ours_residual": ours.residual, "ours_sweeps": ours.sweeps}
        for row in found
    ]


class _OutOfTime(Exception):
    """Raised by the residual when an attempt has taken long enough."""


def _attempt(method: str, system: System, tolerance: float) -> dict[str, float | str]:
    from scipy.optimize import root

    began, count, best = time.process_time(), 0, np.inf

    def residual(point: np.ndarray) -> np.ndarray:
        nonlocal count, best
        if time.process_time() - began > LONGEST:
            raise _OutOfTime
        count += 1
        gaps = _gaps(point, system)
        best = min(best, float(np.abs(gaps).max()))
        return gaps

    start = np.zeros(system.base.value_added.size + 2 * system.base.output.size)
    krylov = {"method": "krylov", "options": {"fatol": tolerance, "maxiter": 1000}}
    others: dict[str, dict[str, object]] = {
        "newton_krylov": krylov,
        "hybr": {"method": "hybr", "tol": tolerance},
        "df-sane": {"method": "df-sane", "options": {"fatol": tolerance, "maxfev": 100_000}},
        "anderson": {"method": "anderson", "options": {"fatol": tolerance, "maxiter": 2000}},
    }
    ended = "ended"
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            ended = str(root(residual, start, **others[method]).message)
        except _OutOfTime:
            ended = f"stopped after {LONGEST} s"
        except (ValueError, ArithmeticError, np.linalg.LinAlgError) as error:
            ended = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    return {"method": method, "seconds": seconds, "count": count, "residual": best, "ended": ended}


def _gaps(point: np.ndarray, system: System) -> np.ndarray:
    """All gaps of the conditions; the numeraire takes the place of the equation that the others imply."""
    n, shape = system.base.value_added.size, system.base.output.shape[:2]
    blocks = point[n:].reshape(2, *shape, 1)
    found: Conditions = conditions(State(point[:n, None], blocks[0], blocks[1], None), system)
    wage = found.wage_gap[:, 0].copy()
    wage[-1] = found.labour_income.sum() / system.base.value_added.sum() - 1
    return np.concatenate([wage, found.price_gap.ravel(), found.expenditure_gap.ravel()])


MEASURES: dict[str, Callable[..., object]] = {"gegravity": gegravity, "scipy": plain}

if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](*sys.argv[2:])))
