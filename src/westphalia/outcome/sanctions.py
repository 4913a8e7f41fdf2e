"""What sanctions come to: the duty they are worth, trade with the target, who loses how much; a cap on oil."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from westphalia.outcome.trade import NoEquilibrium, Variant
from westphalia.sanctions import measures, oil
from westphalia.scenario.levers.oil_cap import OilCap


@dataclass(frozen=True, eq=False)
class LeverEquivalent:
    """One lever at full strength: effect on trade in logs and equivalent duty along elasticities `e`.

    An embargo without a way round has an effect of minus infinity and an infinite duty.
    """

    lever: str
    elasticity: Float[np.ndarray, " e"]
    log_change: Float[np.ndarray, " e"]
    duty: Float[np.ndarray, " e"]


@dataclass(frozen=True, eq=False, kw_only=True)
class SanctionsOutcome:
    """Barriers of a coalition against its targets, along runs `v`; trade and income in USD bn of the base's year.

    Only levers of sanctions count; `left_aside` names the scenario's others. `target_change` and `sender_change` are
    changes of real income. `closed_change` is the target's where nothing goes round the coalition, NaN where that
    has no equilibrium; `global_change` the target's where all states take part, NaN where that has no equilibrium or
    cannot be (`global_reason`). The first run is the reference. `parts` are those of trade that the
    base has, goods, their margins and other services, along `p` of the arrays named after them.
    """

    base: str
    year: int
    settled_year: int
    equivalents: tuple[LeverEquivalent, ...]
    left_aside: tuple[str, ...]
    targets: tuple[str, ...]
    senders: tuple[str, ...]
    variants: tuple[Variant, ...]
    failed: tuple[NoEquilibrium, ...]
    imports: Float[np.ndarray, " v"]
    imports_new: Float[np.ndarray, " v"]
    exports: Float[np.ndarray, " v"]
    exports_new: Float[np.ndarray, " v"]
    parts: tuple[str, ...]
    imports_parts: Float[np.ndarray, "v p"]
    imports_parts_new: Float[np.ndarray, "v p"]
    exports_parts: Float[np.ndarray, "v p"]
    exports_parts_new: Float[np.ndarray, "v p"]
    target_income: Float[np.ndarray, " v"]
    target_change: Float[np.ndarray, " v"]
    sender_income: Float[np.ndarray, "v n"]
    sender_change: Float[np.ndarray, "v n"]
    closed_change: Float[np.ndarray, " v"]
    global_change: Float[np.ndarray, " v"]
    global_reason: str

    @property
    def target_loss(self) -> Float[np.ndarray, " v"]:
        """What the targets lose of real income, USD bn; negative for a gain."""
        return np.asarray(-self.target_change * self.target_income)

    @property
    def sender_loss(self) -> Float[np.ndarray, "v n"]:
        """What each sender loses of real income, USD bn; negative for a gain."""
        return np.asarray(-self.sender_change * self.sender_income)

    @property
    def coalition_change(self) -> Float[np.ndarray, " v"]:
        """Change of the senders' real income together."""
        return np.asarray(-self.sender_loss.sum(axis=1) / self.sender_income.sum(axis=1))

    @property
    def potential(self) -> Float[np.ndarray, " v"]:
        """Share of what all states together would take from the targets; NaN where nothing is known of that."""
        return measures.coalition_potential(-self.target_change, -self.global_change)

    @property
    def potential_closed(self) -> Float[np.ndarray, " v"]:
        """The same with nobody to go round through for the coalition either: what its size alone takes."""
        return measures.coalition_potential(-self.closed_change, -self.global_change)

    @property
    def coalition_burden(self) -> Float[np.ndarray, " v"]:
        """What the senders lose together for each dollar the targets lose; NaN where these lose nothing."""
        return np.array(
            [
                measures.burden(np.array([mine]), theirs)[0]
                for mine, theirs in zip(self.sender_loss.sum(axis=1), self.target_loss.tolist(), strict=True)
            ]
        )

    @property
    def burden(self) -> Float[np.ndarray, "v n"]:
        """What each sender loses for each dollar the targets lose."""
        return np.stack(
            [measures.burden(*pair) for pair in zip(self.sender_loss, self.target_loss.tolist(), strict=True)]
        )

    @property
    def burden_share(self) -> Float[np.ndarray, "v n"]:
        """Part of what those senders lose who lose."""
        return np.stack([measures.burden_share(loss) for loss in self.sender_loss])


@dataclass(frozen=True, eq=False)
class OilCapOutcome:
    """A cap on oil along years `t` and shares of sales under it `x`: prices in USD a barrel, revenue in USD bn a year.

    `gdp` is the exporter's in USD bn, NaN where the outlook has none. Nothing here moves any account.
    """

    lever: OilCap
    years: Int[np.ndarray, " t"]
    cap: Float[np.ndarray, " t"]
    shares: Float[np.ndarray, " x"]
    gdp: Float[np.ndarray, " t"]

    @property
    def without(self) -> Float[np.ndarray, " t"]:
        """Revenue with no cap: the share that would obey it is sold at the price on board."""
        return self._revenue(self.lever.capped, np.full(self.cap.shape, np.inf))

    @property
    def revenue(self) -> Float[np.ndarray, " t"]:
        """Revenue under the cap at the lever's own share."""
        return self._revenue(self.lever.capped, self.cap)

    @property
    def lost(self) -> Float[np.ndarray, " t"]:
        """Revenue the cap takes."""
        return np.asarray(self.without - self.revenue)

    @property
    def lost_by_share(self) -> Float[np.ndarray, "x t"]:
        """Revenue the cap takes at each share of the sales under it, from none to all."""
        no_cap = np.full(self.cap.shape, np.inf)
        return np.stack([self._revenue(x, no_cap) - self._revenue(x, self.cap) for x in self.shares.tolist()])

    @property
    def per_dollar(self) -> Float[np.ndarray, " t"]:
        """What lowering the cap by a dollar takes, USD bn a year; zero where it does not bind."""
        on_board, volume = self._flat(self.lever.on_board), self._flat(self.lever.volume)
        return oil.revenue_per_dollar_of_cap(on_board, self.cap, self._flat(self.lever.capped), volume)

    @property
    def per_point(self) -> Float[np.ndarray, " t"]:
        """What the cap takes more, USD bn a year, where one point more of the sales obeys it: the slope of `lost`."""
        on_board, volume = self._flat(self.lever.on_board), self._flat(self.lever.volume)
        return oil.revenue_per_point_capped(on_board, self.cap, volume)

    def _revenue(self, capped: float, cap: Float[np.ndarray, " t"]) -> Float[np.ndarray, " t"]:
        price = oil.net_price(self._flat(self.lever.on_board), cap, self._flat(capped), self._flat(self.lever.shadow))
        return oil.export_revenue(price, self._flat(self.lever.volume))

    def _flat(self, value: float) -> Float[np.ndarray, " t"]:
        return np.full(self.cap.shape, value)
