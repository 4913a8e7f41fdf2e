"""How far the compromise model was from what was decided, in the past and on other matters."""

from typing import Final

__all__ = ["half_width"]

_HALF_WIDTH: Final = 0.3698
"""80% quantile of the absolute residuals of the compromise model on 351 issues of EU decisions of 1996 to 2019, over
the scale; of issues held out it covered 79%. See docs/bargaining.md."""


def half_width() -> float:
    """Half of the interval that held four of five outcomes; law-making by repeat players is a lower bound for war."""
    return _HALF_WIDTH
