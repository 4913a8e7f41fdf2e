r"""The readings of the challenge model: what its published description leaves open, as switches.

The paper (Scholz, Calbert and Smith 2011) and the code that nearly reproduces its Table 2 differ in four ways: the
exponents in the votes, the denominator of the probability, the choice among compromises, and full yielding.
"""

from dataclasses import dataclass
from enum import StrEnum

from westphalia.errors import DataError

__all__ = ["PRINTED_PAPER", "PUBLIC_CODE", "READINGS", "Offer", "ReadOff", "Reading"]


class Offer(StrEnum):
    """Which of several offers an actor takes."""

    SIGNED_AVERAGE = "signed average"
    LEAST_MOVEMENT = "least movement"
    LEAST_OF_ALL = "least of all"


class ReadOff(StrEnum):
    """Which number of the last round is the forecast; both are weighted by capability times salience."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True)
class Reading:
    """One way to read the published description.

    `risk_in_votes`: third parties vote with distances raised to their risk exponents, not with plain ones.
    `all_pairs`: votes are divided by those of all pairs together, not by those of the pair.
    `offer`: demands to give way come before compromises, and these before yielding unasked; within a kind the least
    movement counts, or for compromises first the side on which more salience calls. `LEAST_OF_ALL` ranks no kinds.
    `full_yield`: who expects to lose more than the other would win gives way in full. `quiet`: Q, the chance that
    things stay as they are without a challenge.
    """

    name: str
    risk_in_votes: bool
    all_pairs: bool
    offer: Offer
    full_yield: bool
    quiet: float
    read_off: ReadOff

    def __post_init__(self) -> None:
        if not 0 <= self.quiet <= 1:
            raise DataError(f"quiet: {self.quiet:g} is no probability. It lies between 0 and 1.")


PUBLIC_CODE = Reading("public code", True, True, Offer.SIGNED_AVERAGE, False, 1.0, ReadOff.MEDIAN)
PRINTED_PAPER = Reading("printed paper", False, False, Offer.LEAST_MOVEMENT, True, 1.0, ReadOff.MEDIAN)
READINGS = (
    PUBLIC_CODE,
    Reading("public code, mean", True, True, Offer.SIGNED_AVERAGE, False, 1.0, ReadOff.MEAN),
    Reading("public code, plain distances", False, True, Offer.SIGNED_AVERAGE, False, 1.0, ReadOff.MEDIAN),
    Reading("public code, least movement", True, True, Offer.LEAST_MOVEMENT, False, 1.0, ReadOff.MEDIAN),
    PRINTED_PAPER,
    Reading("printed paper, mean", False, False, Offer.LEAST_MOVEMENT, True, 1.0, ReadOff.MEAN),
    Reading("printed paper, Q = 0.5", False, False, Offer.LEAST_MOVEMENT, True, 0.5, ReadOff.MEDIAN),
    Reading("printed paper, Q = 0.5, kinds not ranked", False, False, Offer.LEAST_OF_ALL, True, 0.5, ReadOff.MEDIAN),
)
