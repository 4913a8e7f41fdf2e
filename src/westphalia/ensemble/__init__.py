"""Many draws of the elasticities, run side by side: how far a result hangs on numbers nobody knows exactly."""

from westphalia.ensemble.priors import Prior, elasticity_prior
from westphalia.ensemble.run import LEVELS, Ensemble, Quantiles, ensemble

__all__ = ["LEVELS", "Ensemble", "Prior", "Quantiles", "elasticity_prior", "ensemble"]
