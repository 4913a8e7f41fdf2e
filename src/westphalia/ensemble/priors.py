"""What is believed of the trade elasticities before any result is seen."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import Variant
from westphalia.world.load import ELASTICITY_SETS, load_elasticities

COMMON: Final = 0.5
"""Share of the variance that all sectors have in common: `assumed`, because estimates share method and data."""
SERVICES_SPREAD: Final = 0.5
"""Standard deviation of the log of a services elasticity: `assumed`; 5 falls to 1.8 and rises to 14 at two of it."""
_MISSING: Final = 1.0


@dataclass(frozen=True, eq=False)
class Prior:
    r"""A lognormal belief about every elasticity, with one factor that all sectors share.

    .. math::
        \log \varepsilon_{ds} = \log \bar\varepsilon_s + \sigma_s (\sqrt{\rho}\, z_d + \sqrt{1-\rho}\, z_{ds}),
        \qquad z \sim N(0, 1)
    """

    median: Float[np.ndarray, " s"]
    spread: Float[np.ndarray, " s"]
    common: float
    words: str

    def draws(self, rng: np.random.Generator, count: int) -> Float[np.ndarray, "d s"]:
        """Elasticities drawn, a row for each draw."""
        shared = rng.standard_normal((count, 1))
        own = rng.standard_normal((count, len(self.median)))
        deviation = np.sqrt(self.common) * shared + np.sqrt(1 - self.common) * own
        return np.asarray(self.median * np.exp(self.spread * deviation))


def elasticity_prior(variant: Variant, base: str) -> Prior:
    """Median as in the variant; spread of goods from how far the published sets are apart, pooled over sectors.

    The sets are Fontagné, Guimbard & Orefice (2022), Caliendo & Parro (2015) and Ignatenko et al. (2025). Their
    distance is one between methods, wider than the error a study states for itself. A base with elasticities of
    its own, or of one sector, takes the same pooled spread.
    """
    median = load_elasticities(variant.elasticities, services=variant.services, base=base)
    apart, conventional = _between_sets()
    pooled = float(np.sqrt((apart[~conventional] ** 2).mean()))
    spread = np.full(len(median), pooled)
    if len(median) == len(apart):
        spread = np.where(conventional, SERVICES_SPREAD, pooled)
    return Prior(median, spread, COMMON, _words(pooled))


def _between_sets() -> tuple[Float[np.ndarray, " s"], np.ndarray]:
    """Standard deviation between the logs of the published sets, and the sectors that have none of their own."""
    sets = np.stack([load_elasticities(name, services=_MISSING) for name in ELASTICITY_SETS])
    conventional = (sets == _MISSING).any(axis=0)
    return np.log(sets).std(axis=0, ddof=1), conventional


def _words(pooled: float) -> str:
    return (
        f"goods elasticities lognormal with a standard deviation of {pooled:.2f} in logs (how far the published sets "
        f"are apart, pooled), services {SERVICES_SPREAD:g} (assumed), half of the variance common to all (assumed)"
    )
