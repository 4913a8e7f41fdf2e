"""Amounts along somebody or something: refused, with the first wrong place, where they are no usable numbers."""

import numpy as np
from jaxtyping import Bool, Float

from westphalia.errors import DataError


def known(what: str, values: Float[np.ndarray, " *k"], whose: str) -> Float[np.ndarray, " *k"]:
    """The values, where every one is a number of zero or more; `whose` names what a place stands for: ally, donor."""
    if values.size == 0:
        raise DataError(f"{what}: no values. Name at least one {whose}.")
    refuse(what, values, ~((values >= 0) & (values < np.inf)), "zero or more", whose)
    return values


def positive(what: str, values: Float[np.ndarray, " *k"], whose: str) -> Float[np.ndarray, " *k"]:
    """The values, where every one is a number above zero."""
    refuse(what, known(what, values, whose), values == 0, "above zero", whose)
    return values


def refuse(
    what: str, values: Float[np.ndarray, " *k"], wrong: Bool[np.ndarray, " *k"], expected: str, whose: str
) -> None:
    """Name the first value that is wrong."""
    if wrong.any():
        place = tuple(int(k) for k in np.argwhere(wrong)[0])
        raise DataError(
            f"{what}: {values[place]} at place {', '.join(map(str, place))} (counted from 0) is not a number "
            f"{expected}. Leave out the {whose}, or give its value."
        )
