r"""How much of a country's work ends up with one buyer, directly and through supply chains."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import NotConverged
from westphalia.world.baseline import Baseline

TOLERANCE = 1e-10
MOST_ROUNDS = 2000


@dataclass(frozen=True, eq=False)
class Exposure:
    """Shares of output, which are also shares of the sector's value added and jobs, that depend on some buyers.

    `direct` is sold to them, to use or to process; `through_chains` ends in their final demand, wherever it was
    processed on the way. What they process and sell on counts in the first and not in the second.
    """

    direct: Float[np.ndarray, "i s"]
    through_chains: Float[np.ndarray, "i s"]

    def of_country(self, share: Float[np.ndarray, "i s"], weight: Float[np.ndarray, "i s"]) -> Float[np.ndarray, " i"]:
        """A share over all sectors, weighted by value added (`Accounts.value_added`) or output."""
        return np.asarray((share * weight).sum(axis=1) / weight.sum(axis=1))


def exposure(baseline: Baseline, buyers: Bool[np.ndarray, " n"]) -> Exposure:
    r"""What depends on the demand of `buyers`, in the observed year.

    .. math::
        y_{is} = \sum_{n} \frac{\pi_{nis}}{1+t_{nis}} \Bigl(\mathbf 1_n FD_{ns} + \sum_k \gamma_{n,sk}\, y_{nk}\Bigr),
        \qquad \text{direct} = \frac{\sum_n \mathbf 1_n x_{nis}}{Y_{is}}, \qquad
        \text{through chains} = \frac{y_{is}}{Y_{is}}

    with :math:`\mathbf 1_n` one for the buyers. Leontief (1936), between countries as in Johnson & Noguera (2012), J.
    Int. Econ. 86(2). Assumes that a sector's inputs have the same origins whoever buys its output. The shares of all
    countries as buyers sum to one. An account of the observed year, not a forecast: a duty moves only part of
    what is exposed. Zero where nothing is made.
    """
    final = baseline.final_demand * buyers[:, None]
    output = _ordered(baseline, final)
    for _ in range(MOST_ROUNDS):
        inputs = np.einsum("nsk,nk->ns", baseline.input_share, output)
        further = _ordered(baseline, final + inputs)
        change, output = np.abs(further - output).max(), further
        if change <= TOLERANCE * baseline.output.max():
            break
    else:
        raise NotConverged(f"exposure: supply chains longer than {MOST_ROUNDS} rounds; a sector buys all it makes.")
    return Exposure(
        direct=_share(baseline.flow[buyers].sum(axis=0), baseline.output),
        through_chains=_share(output, baseline.output),
    )


def _ordered(baseline: Baseline, demand: Float[np.ndarray, "n s"]) -> Float[np.ndarray, "i s"]:
    """Output at basic prices that serves a demand at purchasers' prices."""
    return np.asarray(np.einsum("nis,ns->is", baseline.trade_share / (1 + baseline.tariff), demand))


def _share(part: Float[np.ndarray, "i s"], whole: Float[np.ndarray, "i s"]) -> Float[np.ndarray, "i s"]:
    return np.asarray(np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0))
