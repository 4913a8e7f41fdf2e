r"""The published numbers on defence budgets, V01 to V12, recomputed from output, shares and the spending model.

What the sources print and we cannot know otherwise (£64.1bn at 2.30% of GDP) stands here; everything that follows
from it is computed.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.verification_inputs import (
    EDITION,
    NEWER,
    VINTAGE,
    Recipe,
    Recomputed,
    Setting,
    absent_words,
    allies,
    gdp,
    gdp_in,
)
from westphalia.defence.autonomy import need_from_gap
from westphalia.defence.spending import (
    Shape,
    constant_share,
    cumulative,
    extra_spending,
    flat_cash,
    gdp_path,
    share_path,
    spending,
)
from westphalia.wording import currency_unit, money, percent, tidy_percent, written
from westphalia.world.countries import members

# Office for Statistics Regulation (2024): £64.1bn at 2.30% becomes £87.1bn at 2.50% in six years, "steadily".
_START, _END, _SHARE_START, _SHARE_END, _YEARS = 64.1, 87.1, 0.0230, 0.0250, 6


def yearly_cost(points: float, year: int) -> Recomputed:
    r"""What points of UK output cost in a year, GBP bn: :math:`\Delta s\, Y_t`."""
    others = [y for y in (2024, 2025, 2027, 2028) if y != year]
    tried = [Setting(f"GDP of {y}", _cost(points, gdp("GBR", y))) for y in others]
    tried.append(Setting(f"GDP of {year}, {NEWER}", _cost(points, gdp("GBR", year, NEWER))))
    how = f"{percent(points)} of UK GDP of {year}, {money(gdp('GBR', year), 'GBP')} ({VINTAGE})"
    return Recomputed(_cost(points, gdp("GBR", year)), how, tuple(tried))


def _cost(points: float, output: float) -> float:
    return float(spending(np.array([[points]]), np.array([output]))[0, 0])


def _regulator(shape: Shape) -> tuple[Float[np.ndarray, "1 t"], Float[np.ndarray, " t"]]:
    """The plan the regulator describes, with the output behind it: constant growth between the two ends."""
    first, last = _START / _SHARE_START, _END / _SHARE_END
    growth = np.full(_YEARS, (last / first) ** (1 / _YEARS) - 1)
    output = np.append(first, gdp_path(first, growth, np.zeros(_YEARS)))
    share = share_path(np.arange(_YEARS + 1), {0: _SHARE_START, _YEARS: _SHARE_END}, shape)
    return spending(share[None, :], output), output


def spent(shape: Shape = "linear") -> float:
    r"""Spending of the six years that follow the first, GBP bn: :math:`\sum_{t>t_0} s_t Y_t`."""
    return float(cumulative(_regulator(shape)[0][:, 1:])[0, -1])


def above_flat_cash(shape: Shape = "linear") -> float:
    """The same above what was spent in the first year, every year."""
    plan, _ = _regulator(shape)
    return float(cumulative(extra_spending(plan, flat_cash(plan)))[0, -1])


def above_constant_share(shape: Shape = "linear") -> float:
    """The same above the first year's share of an output that grows."""
    plan, output = _regulator(shape)
    return float(cumulative(extra_spending(plan, constant_share(plan, output)))[0, -1])


def _six_years(total: Callable[[Shape], float], words: str) -> Recomputed:
    tried = (Setting("front-loaded path", total("front_loaded")), Setting("step in the last year", total("step")))
    return Recomputed(total("linear"), f"linear share, {_growth_words()}; {words}", tried)


def _growth_words() -> str:
    _, output = _regulator("linear")
    return f"UK GDP growing {percent(output[1] / output[0] - 1, 2)} a year, as the two ends imply"


def flat_cash_share() -> Recomputed:
    """What the first year's cash is of output in the last, a fraction."""
    plan, output = _regulator("linear")
    how = f"{money(_START, 'GBP')} over the GDP at which {money(_END, 'GBP')} is {tidy_percent(_SHARE_END)}"
    return Recomputed(float(flat_cash(plan)[0, -1] / output[-1]), how)


def forecast_output() -> float:
    r"""UK output of 2029-30 behind the Office for Budget Responsibility's sum, GBP bn: :math:`Y = E / \Delta s`.

    It says that 0.5% of output, from 2.5 to 3%, costs £17.3bn.
    """
    return 17.3 / 0.005


def _two_tenths() -> Recomputed:
    output = 79.7 / 0.025
    how = f"0.2% of the {money(output, 'GBP')} of which £79.7bn is 2.5%"
    return Recomputed(_cost(0.002, output), how)


def _three_per_cent() -> Recomputed:
    tried = (Setting(f"UK GDP of 2029, {VINTAGE}", gdp("GBR", 2029)),)
    return Recomputed(forecast_output(), "£17.3bn over 0.5%: the published sum divided", tried)


def escape_clause(year: int, points: float = 0.015, years: int = 4) -> float:
    """Spending added in four years while the share rises steadily, output held at one year's, EUR bn."""
    output = np.full(years + 1, gdp_in("EUR", members("EU27"), year).sum())
    share = share_path(np.arange(years + 1), {0: 0.0, years: points}, "linear")
    return float(cumulative(spending(share[None, :], output))[0, -1])


def _rearm() -> Recomputed:
    how = "linear from 0 to 1.5% of GDP in four years (3.75% in all) × GDP of the EU27 in 2023, held there"
    return Recomputed(escape_clause(2023), how, (Setting("GDP of 2024", escape_clause(2024)),))


def added_debt(growth: float, feedback: float, interest: float = 0.03, years: int = 10) -> float:
    r"""Debt after ten years of a plan nobody pays for, USD bn.

    .. math:: D_k = (1 + i)\, D_{k-1} + (1 - f)\, G\, \tfrac{k}{10} (1 + g)^k, \qquad
        G = \sum_j \max(0,\; 3.5\% - s_j)\, Y_j

    G is the gap of NATO's European members, g the growth of output, i interest, and f the part of the spending
    that comes back as revenue.
    """
    output = np.append(1.0, gdp_path(1.0, np.full(years, growth), np.zeros(years)))
    ramp = spending(share_path(np.arange(years + 1), {0: 0.0, years: _missing()}, "linear")[None, :], output)[0]
    debt = 0.0
    for flow in ramp[1:]:
        debt = (1 + interest) * debt + (1 - feedback) * float(flow)
    return debt


def _missing() -> float:
    """What NATO's European members lack to 3.5% of output, USD bn a year."""
    europe = allies("NATO_EUROPE", "USD")
    return need_from_gap(europe.share, europe.gdp, 0.035)


def _unfunded() -> Recomputed:
    settings = [(0.0, 0.25), (0.035, 0.40), (0.035, 0.0)]
    words = "growth {}, {} comes back as revenue"
    tried = tuple(
        Setting(words.format(tidy_percent(g), tidy_percent(f)), added_debt(growth=g, feedback=f)) for g, f in settings
    )
    gap = f"NATO Europe's gap to 3.5%, {written(_missing(), currency_unit('USD'), 1)}"
    how = f"{gap}, × k/10 in year k; growth 3.5%, interest 3%, a quarter comes back as revenue"
    return Recomputed(added_debt(growth=0.035, feedback=0.25), how, tried)


def _total() -> Recomputed:
    nato = allies("NATO", "USD")
    spent_by = spending(nato.share[None, :], nato.gdp)
    how = f"sum of share ({EDITION}) × GDP of 2024 ({VINTAGE}); the shares are of constant-price GDP"
    return Recomputed(float(spent_by.sum()), how + absent_words(nato))


def _average() -> Recomputed:
    nato = allies("NATO", "USD")
    how = f"the sum of V11 over the same states' GDP of 2024 ({VINTAGE})"
    return Recomputed(_total().ours / float(nato.gdp.sum()), how + absent_words(nato))


_BASE_YEAR: Final = (
    "the source states neither the year of GDP behind “today's terms” nor its rounding; a later year fits better and "
    "may not be picked for that"
)

BUDGETS: Final[Mapping[str, Recipe]] = MappingProxyType(
    {
        "V01": Recipe(partial(yearly_cost, 0.002, 2027), "ifs-2025-02"),
        "V02": Recipe(partial(_six_years, spent, "six years added up"), "osr-2024"),
        "V03": Recipe(partial(_six_years, above_flat_cash, "less £64.1bn every year"), "osr-2024"),
        "V04": Recipe(partial(_six_years, above_constant_share, "less 2.30% every year"), "osr-2024", rounding=5.0),
        "V05": Recipe(flat_cash_share, "osr-2024"),
        "V06": Recipe(_two_tenths, "gov-2025-02"),
        "V07": Recipe(_three_per_cent, "obr-2025-03-defence"),
        "V08": Recipe(partial(yearly_cost, 0.009, 2025), "ifs-2025-06", miss=_BASE_YEAR),
        "V09": Recipe(_rearm, "ec-rearm-2025-03"),
        "V10": Recipe(_unfunded, "sp-2025"),
        "V11": Recipe(_total, "nato-2024-06"),
        "V12": Recipe(_average, "nato-2024-06"),
    }
)
