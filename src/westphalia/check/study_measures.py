"""The quantities published studies count, taken from one equilibrium of our model."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Int

from westphalia.scenario.studies import Answer
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.trade.welfare import real_income_hat
from westphalia.world.countries import members
from westphalia.world.economies import macro
from westphalia.world.money import average_rate
from westphalia.world.studies import Study

_EVERYBODY: Final = "WLD"


class Pair(NamedTuple):
    """The measure nearest to a study's, and a second that says what hangs on its definition."""

    value: float
    second: float


class Named(NamedTuple):
    """What a pair is called in words and how it is taken from an equilibrium."""

    words: str
    second_words: str
    of: Callable[[TradeEquilibrium, Study, Answer], Pair]


def measured(eq: TradeEquilibrium, study: Study, answer: Answer) -> Pair:
    """A study's quantity in our model, in the study's unit and sign: a loss is positive where it counts losses."""
    return MEASURES[study.measure].of(eq, study, answer)


def places(eq: TradeEquilibrium, code: str) -> Int[np.ndarray, " k"]:
    """Places of a country, of a bloc's members the base knows, or of the whole world."""
    countries = eq.baseline.axes.countries
    if code == _EVERYBODY:
        return np.arange(len(countries))
    return countries.indices([c for c in members(code) if c in countries] or [code])


def _exports_loss(eq: TradeEquilibrium, study: Study, answer: Answer) -> Pair:
    """What is lost of exports, as a share of them, of output, or in money."""
    value, volume = _export_change(eq, study, answer)
    size = _size(eq, study, answer)
    return Pair(-value * size, -volume * size)


def _export_change(eq: TradeEquilibrium, study: Study, answer: Answer) -> Pair:
    r"""Change of exports at basic prices, :math:`\sum x'/\sum x - 1`, and in volume, :math:`x'/\hat c` for x'."""
    cells = _sales(eq, study, answer)
    new, old = eq.flow_new[cells], float(eq.baseline.flow[cells].sum())
    volume = new / eq.cost_hat[cells[1:]]
    return Pair(float(new.sum()) / old - 1, float(volume.sum()) / old - 1)


def _sales(eq: TradeEquilibrium, study: Study, answer: Answer) -> tuple[np.ndarray, ...]:
    """Cells of what the subject sells abroad, a bloc's own trade left out, in the sectors the row is about."""
    inside = places(eq, study.subject)
    buyers = np.setdiff1d(places(eq, study.partner or _EVERYBODY), inside)
    sectors = eq.baseline.axes.sectors.indices(answer.sectors or eq.baseline.axes.sectors.labels)
    return np.ix_(buyers, inside, sectors)


def _size(eq: TradeEquilibrium, study: Study, answer: Answer) -> float:
    """What a share of exports is multiplied by to reach the study's unit."""
    if study.unit == "share of exports":
        return 1.0
    dollars, year = float(eq.baseline.flow[_sales(eq, study, answer)].sum()), eq.baseline.year
    if study.unit == "share of GDP":
        return dollars / macro(study.subject).at("gdp_usd_bn", year)
    return dollars * average_rate(study.unit.removesuffix(" bn"), year) / average_rate("USD", year)


def _imports_change(eq: TradeEquilibrium, study: Study, _: Answer) -> Pair:
    """Change of imports at the exporters' basic prices, before duty, and in volume."""
    inside = places(eq, study.subject)
    abroad = np.setdiff1d(places(eq, _EVERYBODY), inside)
    old, new, volume = (
        float(flow[np.ix_(inside, abroad)].sum()) for flow in (eq.baseline.flow, eq.flow_new, eq.flow_new / eq.cost_hat)
    )
    return Pair(new / old - 1, volume / old - 1)


def _real_income(eq: TradeEquilibrium, study: Study, _: Answer) -> Pair:
    r"""Real income, duties handed back, :math:`\sum I(\hat I/\hat P - 1)/\sum I`; and the real wage alone."""
    inside = places(eq, study.subject)
    wage = eq.wage_hat / eq.consumer_price_hat
    sums = [float((eq.income * (hat - 1))[inside].sum()) for hat in (real_income_hat(eq), wage)]
    size = 1.0 if study.unit == "USD bn" else 1 / float(eq.income[inside].sum())
    return Pair(sums[0] * size, sums[1] * size)


def _prices(eq: TradeEquilibrium, study: Study, _: Answer) -> Pair:
    r"""Consumer prices against the country's own wage, :math:`\hat P/\hat w - 1`; and against the numeraire.

    The first is free of the numeraire: what dearer goods take from a given wage.
    """
    inside = places(eq, study.subject)
    weight = eq.income[inside] / eq.income[inside].sum()
    price, wage = eq.consumer_price_hat[inside], eq.wage_hat[inside]
    return Pair(float(weight @ (price / wage)) - 1, float(weight @ price) - 1)


def _effective_duty(eq: TradeEquilibrium, study: Study, _: Answer) -> Pair:
    """Duties over imports of goods, with the purchases of the base and with those of the counterfactual."""
    inside = places(eq, study.subject)
    abroad = np.setdiff1d(places(eq, _EVERYBODY), inside)
    cells = np.ix_(inside, abroad, np.flatnonzero(eq.baseline.goods))
    duty = eq.shock.tariff_new[cells]
    before, after = (float((duty * flow[cells]).sum() / flow[cells].sum()) for flow in (eq.baseline.flow, eq.flow_new))
    return Pair(before, after)


_LOST: Final = Named("exports lost, value at basic prices in the numeraire", "in volume", _exports_loss)
_INCOME: Final = Named("real income, duties handed back", "real wage", _real_income)
MEASURES: Final[Mapping[str, Named]] = MappingProxyType(
    {
        "exports_loss": _LOST,
        "sector_exports_loss": _LOST,
        "exports_change": Named("exports, value at basic prices in the numeraire", "in volume", _export_change),
        "imports_change": Named("imports, value at basic prices in the numeraire", "in volume", _imports_change),
        "gdp": _INCOME,
        "real_income": _INCOME,
        "price_change": Named("consumer prices against the own wage", "against the numeraire", _prices),
        "effective_tariff": Named(
            "duties over imports of goods, purchases of the base", "after purchases shift", _effective_duty
        ),
    }
)
