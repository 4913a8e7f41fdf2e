"""What a user's figures must satisfy before they become a base, each fault named with its cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.axes import Axes
from westphalia.errors import DataError

AGREEMENT: Final = 1e-6
_NOTHING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Figures:
    """The primitive arrays of a world as read, in USD bn, with its trade elasticities."""

    axes: Axes
    flow: Float[np.ndarray, "n i s"]
    tariff: Float[np.ndarray, "n i s"]
    input_share: Float[np.ndarray, "n s k"]
    elasticity: Float[np.ndarray, " s"]

    @property
    def output(self) -> Float[np.ndarray, "i s"]:
        """Gross output at basic prices, Y."""
        return np.asarray(self.flow.sum(axis=0))

    @property
    def spending(self) -> Float[np.ndarray, "n s"]:
        """Expenditure at purchasers' prices, X."""
        return np.asarray((self.flow * (1 + self.tariff)).sum(axis=1))

    @property
    def value_added(self) -> Float[np.ndarray, "n k"]:
        r"""Value added by sector, :math:`(1 - \sum_s \gamma_{n,sk}) Y_{nk}`."""
        return np.asarray((1 - self.input_share.sum(axis=1)) * self.output)

    @property
    def final_demand(self) -> Float[np.ndarray, "n s"]:
        r"""What spending leaves after inputs, :math:`X_{ns} - \sum_k \gamma_{n,sk} Y_{nk}`."""
        return np.asarray(self.spending - np.einsum("nsk,nk->ns", self.input_share, self.output))

    def named(self, country: int, sector: int) -> str:
        """The labels of one cell."""
        return f"{self.axes.countries.labels[country]}, {self.axes.sectors.labels[sector]}"


def refuse_inconsistent(folder: Path, figures: Figures) -> None:
    """Refuse figures that no equilibrium can hold; the first fault found is named."""
    _refuse_home_duty(folder, figures)
    _refuse_elasticity(folder, figures)
    _refuse_input_shares(folder, figures)
    _refuse_short_demand(folder, figures)
    _refuse_empty_country(folder, figures)


def _first(wrong: Bool[np.ndarray, "..."]) -> tuple[int, ...] | None:
    return tuple(int(place) for place in np.argwhere(wrong)[0]) if wrong.any() else None


def _refuse_home_duty(folder: Path, figures: Figures) -> None:
    home = np.arange(len(figures.axes.countries))
    if cell := _first(figures.tariff[home, home] > 0):
        rate = figures.tariff[cell[0], cell[0], cell[1]]
        raise DataError(f"{folder}: {figures.named(*cell)}: a duty of {rate:g} on goods from home; it must be 0.")


def _refuse_elasticity(folder: Path, figures: Figures) -> None:
    if cell := _first(~(figures.elasticity > 0)):
        sector, value = figures.axes.sectors.labels[cell[0]], figures.elasticity[cell[0]]
        told = "no trade elasticity" if np.isnan(value) else f"trade elasticity {value:g}"
        raise DataError(f"{folder}: {sector}: {told}; give a number above 0, such as 5.")


def _refuse_input_shares(folder: Path, figures: Figures) -> None:
    total = figures.input_share.sum(axis=1)
    if cell := _first(total > 1 + _NOTHING):
        raise DataError(
            f"{folder}: {figures.named(*cell)}: input shares add to {total[cell]:.9g}, above 1. "
            "They are shares in gross output, value added the rest."
        )
    if cell := _first((total >= 1) & (figures.output > 0)):
        raise DataError(
            f"{folder}: {figures.named(*cell)}: value added is not above 0 on an output of "
            f"{figures.output[cell]:.6g} USD bn; inputs must leave a part of output."
        )


def _refuse_short_demand(folder: Path, figures: Figures) -> None:
    final, spending = figures.final_demand, figures.spending
    if cell := _first(final < -_NOTHING * spending):
        raise DataError(
            f"{folder}: {figures.named(*cell)}: spending of {spending[cell]:.6g} USD bn is below the "
            f"{spending[cell] - final[cell]:.6g} that its sectors use of this good as an input. "
            "Raise its purchases or lower the input shares."
        )


def _refuse_empty_country(folder: Path, figures: Figures) -> None:
    for what, amount in (
        ("value added", figures.value_added.sum(axis=1)),
        ("final demand", figures.final_demand.sum(axis=1)),
    ):
        if cell := _first(~(amount > 0)):
            label = figures.axes.countries.labels[cell[0]]
            raise DataError(
                f"{folder}: {label}: {what} is {amount[cell]:.6g}; every country needs some. "
                "Leave the country out or merge it with another."
            )


def refuse_unlike(
    path: Path,
    what: str,
    given: Float[np.ndarray, "..."],
    follows: Float[np.ndarray, "..."],
    scale: Float[np.ndarray, "..."],
    axes: Axes,
) -> None:
    """Refuse figures given that differ from what the flows and shares make of them, by more than 1e-6 of `scale`."""
    if cell := _first(np.abs(given - follows) > AGREEMENT * scale + np.finfo(float).tiny):
        labels = (axes.countries.labels, axes.sectors.labels)
        named = ", ".join(axis[place] for axis, place in zip(labels, cell, strict=False))
        raise DataError(
            f"{path}: {named}: {what} is {given[cell]:.9g} but {follows[cell]:.9g} follows from the other files. "
            "Correct either, or leave this file out where it is optional."
        )
