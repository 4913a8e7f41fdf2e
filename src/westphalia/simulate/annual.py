"""The yearly accounts of a scenario: every lever turned into spending or trade, met in output, budget and debt."""

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.economy.annual import Parameters, annual
from westphalia.economy.baseline import FiscalBaseline, fiscal_baseline
from westphalia.errors import ScenarioError
from westphalia.outcome import AidOutcome, AutonomyOutcome, BudgetGroup, ForceOutcome, Outcome
from westphalia.outcome.annual import END, FELT, OTHER_END, SETTINGS, AnnualOutcome, Case, Setting, Shock
from westphalia.scenario.economy import Economy
from westphalia.scenario.limits import years_of
from westphalia.scenario.schema import Scenario
from westphalia.simulate.rates import SHOWN_CURRENCIES, units_per_national
from westphalia.simulate.shocks import Frame, own_duties, spending_shocks, trade_shock
from westphalia.trade.equilibrium import Closure
from westphalia.world.countries import countries
from westphalia.world.economies import economies, macro
from westphalia.world.multipliers import leakage, multiplier, semi_elasticity, tax_multiplier

MOST_CASES: Final = 20_000


def annual_outcome(scenario: Scenario, outcome: Outcome) -> AnnualOutcome | None:
    """Output, budget and debt by year for every country a lever touches; None where nobody has an outlook."""
    years = _years(scenario, outcome)
    held, left_out = _held(_touched(outcome), scenario.outlook, years)
    if not held:
        return None
    baseline = _baseline(held, scenario.outlook, years)
    cases = _cases(scenario, outcome)
    frame = Frame(scenario, held, years, baseline.gdp, cases)
    found = spending_shocks(outcome, frame)
    shocks = list(found.shocks)
    if outcome.trade is not None and outcome.trade.path is not None:
        shocks.append(
            Shock("trade", trade=trade_shock(outcome.trade.path, own_duties(outcome.trade.equilibrium), frame))
        )
    parameters = economy_parameters(scenario.economy, cases)
    path = annual(
        baseline,
        [s.spending for s in shocks if s.spending is not None],
        [s.trade for s in shocks if s.trade is not None],
        parameters,
    )
    extra = sum((s.spending.extra for s in shocks if s.spending is not None), np.zeros_like(path.debt))
    return AnnualOutcome(
        countries=held,
        currencies=tuple(macro(c, scenario.outlook).currency for c in held),
        years=years,
        assumed_from=max(macro(c, scenario.outlook).assumed_from for c in held),
        outlook=scenario.outlook,
        left_out=_all_left_out(outcome, held, left_out),
        notes=found.notes,
        cases=cases,
        reference=np.array([_is_reference(case, cases[0]) for case in cases]),
        baseline=baseline,
        economy=scenario.economy,
        parameters=parameters,
        shocks=tuple(shocks),
        path=path,
        extra=extra,
        rates={
            c: np.stack([units_per_national(code, c, scenario.outlook, years) for code in held])
            for c in SHOWN_CURRENCIES
        },
    )


def _is_reference(case: Case, first: Case) -> bool:
    return case.setting == first.setting and case.closure == first.closure


def _years(scenario: Scenario, outcome: Outcome) -> Int[np.ndarray, " t"]:
    """From the last year before any lever to the end of the horizon."""
    begins = [scenario.horizon[0] - 1, *(one.start for group in outcome.budgets for one in group.members)]
    begins += [int(f.years[0]) - 1 for f in outcome.forces]
    begins += [a.lever.from_ - 1 for a in outcome.autonomy if a.lever.from_ is not None]
    begins += [lever.from_ - 1 for lever in outcome.aid if lever.from_ is not None]
    begins += [a.lever.from_ - 1 for a in outcome.aid_replaced if a.lever.from_ is not None]
    begins += [deal.lever.from_ - 1 for deal in outcome.minerals if deal.lever.contributions]
    if outcome.trade is not None and outcome.trade.path is not None:
        begins.append(int(outcome.trade.path.years[0]) - 1)
    # what a duty does in the outlook's first year has no year before it to start from
    return np.arange(max(min(begins), years_of(scenario.outlook)[0]), scenario.horizon[1] + 1)


def _touched(outcome: Outcome) -> tuple[str, ...]:
    """Every country that some lever touches, in the order of the levers."""
    codes = [one.country for group in outcome.budgets for one in group.members]
    codes += [code for a in outcome.autonomy for code in a.allies]
    codes += [code for f in outcome.forces for code, men in zip(f.allies, f.sends, strict=True) if men]
    codes += [code for lever in outcome.aid for code in lever.donors]
    codes += [code for a in outcome.aid_replaced for code, sum_ in zip(a.donors, a.chosen, strict=True) if sum_]
    codes += [code for deal in outcome.minerals for code, paid in deal.lever.contributions.items() if paid]
    if outcome.trade is not None and outcome.trade.path is not None:
        codes += outcome.trade.axes.countries.labels
    return tuple(dict.fromkeys(codes))


def _held(
    codes: Sequence[str], outlook: str, years: Int[np.ndarray, " t"]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Those whose output, budget and debt the outlook holds for all years, and the others with what is missing."""
    held, left_out = [], []
    for code in codes:
        why = _missing(code, outlook, years)
        if why:
            name = countries()[code].name if code in countries() else code
            left_out.append((code, f"{name}: {why}"))
        else:
            held.append(code)
    return tuple(held), tuple(left_out)


def _all_left_out(
    outcome: Outcome, held: Sequence[str], without_accounts: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Those without accounts, and those that a lever itself could not reach; each once, with the first reason."""
    by_lever: list[BudgetGroup | AutonomyOutcome | ForceOutcome | AidOutcome]
    by_lever = [*outcome.budgets, *outcome.autonomy, *outcome.forces, *outcome.aid_replaced]
    found: dict[str, str] = {}
    for code, why in (*without_accounts, *(pair for one in by_lever for pair in one.left_out)):
        if code not in held:
            found.setdefault(code, why)
    return tuple(found.items())


def _missing(code: str, outlook: str, years: Int[np.ndarray, " t"]) -> str:
    """What the outlook lacks of a country; empty where it has all."""
    if code not in economies(outlook):
        return f"not in the outlook {outlook}"
    economy = macro(code, outlook)
    first, last = int(economy.years[0]), int(economy.years[-1])
    if years[0] < first or years[-1] > last:
        return f"the outlook {outlook} runs from {first} to {last}"
    inside = (economy.years >= years[0]) & (economy.years < economy.assumed_from)
    for name, words in (("gross_debt", "debt"), ("net_lending", "net lending"), ("primary_balance", "primary balance")):
        if not np.isfinite(getattr(economy, name)[inside]).all():
            return f"no {words} in the outlook {outlook}"
    return "" if (economy.gross_debt[inside] > 0).all() else "no public debt, so no rate can be implied"


def _baseline(codes: Sequence[str], outlook: str, years: Int[np.ndarray, " t"]) -> FiscalBaseline:
    def stacked(name: str) -> Float[np.ndarray, "c t"]:
        rows = []
        for code in codes:
            economy = macro(code, outlook)
            rows.append(getattr(economy, name)[years - economy.years[0]])
        return np.stack(rows)

    return fiscal_baseline(
        years, stacked("gdp_nac_bn"), stacked("primary_balance"), stacked("net_lending"), stacked("gross_debt")
    )


def _cases(scenario: Scenario, outcome: Outcome) -> tuple[Case, ...]:
    """Settings × closures × dates of arrival; the first is the central setting under the reference closure."""
    dates = [group.lever.arrival for group in outcome.budgets]
    trade = outcome.trade
    closures: tuple[Closure | None, ...] = (None,) if trade is None or trade.path is None else trade.path.closures
    number = len(SETTINGS) * len(closures) * prod(map(len, dates))
    if number > MOST_CASES:
        raise ScenarioError(
            f"levers: {number:,} combinations of dates of arrival and models; at most {MOST_CASES:,} can be run. "
            "Name fewer years in reached, or run the budgets one by one."
        )
    return tuple(Case(*case) for case in product(SETTINGS, closures, tuple(product(*dates))))


def economy_parameters(economy: Economy, cases: Sequence[Case]) -> Parameters:
    """Multiplier, leakage, tax multiplier and semi-elasticity of each case.

    The low setting answers least: the low multiplier, the most imports, the largest drag of taxes. What the budget
    feels of output is varied by itself.
    """
    by_setting = {setting: _setting(economy, setting) for setting in SETTINGS}
    rows = np.array([by_setting[case.setting] for case in cases])
    return Parameters(
        multiplier=rows[:, 0],
        leakage=rows[:, 1],
        tax_multiplier=rows[:, 2],
        semi_elasticity=rows[:, 3],
        kernel=np.array(economy.kernel),
    )


def _setting(economy: Economy, setting: Setting) -> tuple[float, float, float, float]:
    end, other = END[setting], OTHER_END[setting]
    if isinstance(economy.multiplier, str):
        study = multiplier(economy.multiplier)
        answer, netted = float(getattr(study, end)), study.nets_imports
    else:
        answer, netted = float(economy.multiplier), False
    imports = 0.0 if netted else float(getattr(leakage(), other))
    abroad = imports if economy.leakage is None else economy.leakage
    felt = float(getattr(semi_elasticity("average"), FELT[setting]))
    return answer, abroad, float(getattr(tax_multiplier(), other)), felt
