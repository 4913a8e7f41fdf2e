"""The stress set of `make bench` in small: a result that passes its checks, or a refusal with a reason.

Run as a program, without the checks of shapes that slow the solver down in tests. What it cannot see: rarer failures,
for which `make bench` runs 10,000 cases.
"""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools" / "benchmarks"
CASES = 150
SOLVED_SEED = 1


@cache
def _ended() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOLS / "trade_stress.py"), str(CASES)]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | one_thread)


def test_every_case_is_solved_and_checked_or_refused_with_its_reason() -> None:
    ended = _ended()
    assert f"cases at fault: 0 of {CASES}" in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == 0


@pytest.mark.parametrize(("status", "least"), [("Anderson", CASES // 2), ("NotConverged", 1), ("ScenarioError", 1)])
def test_the_set_holds_results_and_refusals(status: str, least: int) -> None:
    found = re.search(rf"^ *(\d+)  {status}$", _ended().stdout, re.MULTILINE)
    assert found
    assert int(found[1]) >= least


def test_the_check_of_the_equations_sees_a_wrong_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    from stress_checks import equation_gap
    from stress_worlds import random_case

    from westphalia.trade.solve import solve

    case = random_case(SOLVED_SEED)
    eq = solve(case.baseline, case.shock, case.parameters, case.closure, case.tolerance)
    assert equation_gap(eq) <= 100 * case.tolerance
    eq.price_hat[0, 0] *= 1.001
    assert equation_gap(eq) > 1e-4
