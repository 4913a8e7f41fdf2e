"""Which packages all who must agree accept: at the mode, within the ranges, over draws."""

from westphalia.bargaining.acceptance import acceptance, robust, win_set
from westphalia.bargaining.certainty import certain
from westphalia.bargaining.pivots import emptied_by, pivotality
from westphalia.bargaining.voting import LARGEST_CORE, core
from westphalia.settlement.answers import Agreed
from westphalia.settlement.deciding import Deciding


def agreed_packages(of: Deciding) -> Agreed:
    """The packages agreed, with everything that says how sure that is; indices of actors are among those who decide."""
    utilities, no_deal = of.utilities, of.mode.no_deal
    counted = None if of.drawn is None else acceptance(of.drawn, of.grid, of.rule)
    return Agreed(
        at_mode=win_set(utilities, no_deal, of.rule),
        pivots=pivotality(utilities, no_deal, of.rule),
        emptied=emptied_by(utilities, no_deal, of.rule),
        bounds=certain(of.ranges, of.grid, of.rule),
        core=core(utilities, of.rule) if of.grid.number <= LARGEST_CORE else None,
        drawn=counted,
        robust=None if counted is None else robust(counted),
    )
