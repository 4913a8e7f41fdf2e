r"""The accounts of a world: who sells what to whom, at which price, and who works where.

Everything is an array by country, partner and sector, so a reader adds up what is wanted; goods and services are
apart through `Baseline.goods`. Letters and units as in docs/trade-results.md.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.world.baseline import Baseline


@dataclass(frozen=True, eq=False)
class Accounts:
    r"""One state of world trade in USD bn: flows :math:`x_{nis}` at basic prices, duties, shares of value added.

    Nominal: the levels of a counterfactual are in units of its numeraire (`TradeEquilibrium.numeraire`). Compare
    volumes, or ratios of two values of one world, where that must not matter.
    """

    flow: Float[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]
    value_added_share: Float[np.ndarray, "i s"]

    @cached_property
    def exports(self) -> Float[np.ndarray, "i n s"]:
        """Sales abroad by exporter, importer and sector at basic prices; sales at home are zero."""
        return exports(self.flow)

    @cached_property
    def imports(self) -> Float[np.ndarray, "n i s"]:
        """Purchases abroad by importer, origin and sector at basic prices: the exports of the others."""
        return np.asarray(self.exports.transpose(1, 0, 2))

    @cached_property
    def duties(self) -> Float[np.ndarray, "n i s"]:
        r"""Duties collected by importer, origin and sector, :math:`t_{nis} x_{nis}`; their sum is R."""
        return np.asarray(self.tariff * self.flow)

    @cached_property
    def imports_with_duty(self) -> Float[np.ndarray, "n i s"]:
        r"""Purchases abroad at purchasers' prices, :math:`(1+t_{nis})\,x_{nis}`."""
        return np.asarray(self.imports * (1 + self.tariff))

    @cached_property
    def effective_duty(self) -> Float[np.ndarray, " n"]:
        r"""Duties collected over imports at basic prices, :math:`\sum_{is} t x/\sum_{is} x`; NaN without imports.

        Weighted by what is still bought: a duty that stops all trade adds nothing.
        """
        return _ratio((self.tariff * self.imports).sum(axis=(1, 2)), self.imports.sum(axis=(1, 2)))

    @cached_property
    def balance(self) -> Float[np.ndarray, "n i"]:
        r"""Exports of n to i less imports of n from i at basic prices, :math:`\sum_s (x_{ins} - x_{nis})`.

        Antisymmetric; the sum over partners is :math:`-T_n`. Not a welfare measure.
        """
        sold = self.exports.sum(axis=2)
        return np.asarray(sold - sold.T)

    @cached_property
    def output(self) -> Float[np.ndarray, "i s"]:
        r"""Gross output at basic prices, :math:`Y_{is} = \sum_n x_{nis}`, sales at home included."""
        return np.asarray(self.flow.sum(axis=0))

    @cached_property
    def value_added(self) -> Float[np.ndarray, "i s"]:
        r"""Value added, :math:`\beta_{is} Y_{is}`: all of it labour income. The sum over sectors is ŵ L̂ VA."""
        return np.asarray(self.value_added_share * self.output)

    @cached_property
    def expenditure(self) -> Float[np.ndarray, "n s"]:
        r"""Spending on each good, for use and as an input, at purchasers' prices: :math:`\sum_i (1+t) x`."""
        return np.asarray((self.flow * (1 + self.tariff)).sum(axis=1))

    @cached_property
    def employment_share(self) -> Float[np.ndarray, "i s"]:
        r"""Share of each sector in a country's work, :math:`\beta_{is} Y_{is}/VA_i`.

        Assumed: one wage in all sectors of a country, as in the model, so that value added counts heads. Sectors that
        pay well or use much capital (oil, finance) therefore seem to employ more people than they do, and
        farming and retail fewer.
        """
        return np.asarray(self.value_added / self.value_added.sum(axis=1, keepdims=True))


def exports(flow: Float[np.ndarray, "n i s"]) -> Float[np.ndarray, "i n s"]:
    """Sales abroad by exporter, importer and sector at basic prices; sales at home are zero."""
    abroad = flow.transpose(1, 0, 2).copy()
    home = np.arange(len(abroad))
    abroad[home, home] = 0.0
    return abroad


def observed(baseline: Baseline) -> Accounts:
    """The accounts of the observed year, or of that year without imbalances where the closure is `balanced`."""
    return Accounts(baseline.flow, baseline.tariff, baseline.value_added_share)


def counterfactual(eq: TradeEquilibrium) -> Accounts:
    """The accounts after the shock, in units of the numeraire."""
    return Accounts(eq.flow_new, eq.shock.tariff_new, eq.baseline.value_added_share)


def flow_volume_new(eq: TradeEquilibrium) -> Float[np.ndarray, "n i s"]:
    r"""Flows after the shock at baseline prices of the exporter, :math:`x'_{nis}/\hat c_{is}`.

    Free of the numeraire. Counts what leaves the exporter; where a barrier :math:`\hat d` uses up goods on
    the way, :math:`x'_{nis}/(\hat c_{is} \hat d_{nis})` arrives.
    """
    return np.asarray(eq.flow_new / eq.cost_hat)


def export_volume_new(eq: TradeEquilibrium) -> Float[np.ndarray, "i n s"]:
    r"""Exports at baseline prices of the exporter, :math:`x'_{nis}/\hat c_{is}`; free of the numeraire."""
    return exports(flow_volume_new(eq))


def output_hat(eq: TradeEquilibrium) -> Float[np.ndarray, "i s"]:
    r"""Change of the volume of output, :math:`\hat Y_{is}/\hat c_{is}`; 1 where nothing is made."""
    return _change(eq.output_new / eq.cost_hat, eq.baseline.output)


def producer_price_hat(eq: TradeEquilibrium) -> Float[np.ndarray, "i s"]:
    r"""Change of producers' prices against the country's own consumer prices, :math:`\hat c_{is}/\hat P_i`.

    Free of the numeraire, as `cost_hat` and `consumer_price_hat` alone are not.
    """
    return np.asarray(eq.cost_hat / eq.consumer_price_hat[:, None])


def real_wage_hat(eq: TradeEquilibrium) -> Float[np.ndarray, " n"]:
    r"""Change of what an hour of work buys, :math:`\hat w_n/\hat P_n`; free of duties handed back and transfers."""
    return np.asarray(eq.wage_hat / eq.consumer_price_hat)


def employment_hat(eq: TradeEquilibrium) -> Float[np.ndarray, "i s"]:
    r"""Change of employment by sector; 1 where nobody works.

    .. math::
        \hat L_{is} = \frac{\beta_{is} Y'_{is}/\hat w_i}{\beta_{is} Y_{is}} = \hat Y_{is}/\hat w_i, \qquad
        \sum_s \frac{\beta_{is} Y_{is}}{VA_i} \hat L_{is} = \hat L_i

    The second equation is the labour market: with fixed hours (κ = 0) what some sectors lose others gain, always.
    The model knows no unemployment.
    """
    return _change(eq.output_new / eq.wage_hat[:, None], eq.baseline.output)


def displaced_share(eq: TradeEquilibrium) -> Float[np.ndarray, "i s"]:
    r"""Jobs at risk: what shrinking sectors lose, as a share of the country's employment.

    .. math:: e_{is} \max(0, 1 - \hat L_{is}), \qquad e_{is} = \beta_{is} Y_{is}/VA_i

    Gross: how many would have to change sector, not how many would be out of work. The net change is
    :math:`\hat L_i - 1`, zero with κ = 0. Moves inside a sector are not seen. Times a country's employment
    (`westphalia.world.labour`) it counts persons, on the assumption named in `Accounts.employment_share`.
    """
    return np.asarray(observed(eq.baseline).employment_share * np.maximum(0.0, 1 - employment_hat(eq)))


def _change(new: Float[np.ndarray, "i s"], old: Float[np.ndarray, "i s"]) -> Float[np.ndarray, "i s"]:
    return np.asarray(np.divide(new, old, out=np.ones_like(old), where=old > 0))


def _ratio(above: Float[np.ndarray, " n"], below: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    return np.asarray(np.divide(above, below, out=np.full_like(below, np.nan), where=below > 0))
