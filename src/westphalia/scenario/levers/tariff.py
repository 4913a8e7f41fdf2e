"""Tariff: a duty one country or bloc puts on imports."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from jaxtyping import Float
from pydantic import Field, field_validator

from westphalia.errors import ScenarioError
from westphalia.scenario.levers.base import LeverBase
from westphalia.world.baseline import Baseline

MAX_RATE = 10.0


class Tariff(LeverBase):
    """An additional ad-valorem duty on top of the baseline duty."""

    kind: Literal["tariff"] = "tariff"
    imposer: tuple[str, ...] = Field(description="ISO-3 codes or groups (EU27, NATO …) that impose the duty")
    target: tuple[str, ...] = Field(description="ISO-3 codes or groups whose exports are hit; ALL for everybody")
    sectors: Literal["goods", "all"] | tuple[str, ...] = Field(
        default="goods", description="goods, all, or sector codes"
    )
    rate: float = Field(ge=0, description="fraction of the value: 0.20 for 20 per cent")
    from_: int | None = Field(default=None, alias="from", description="first year")

    @field_validator("imposer", "target", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("rate")
    @classmethod
    def _rate_is_a_fraction(cls, rate: float) -> float:
        if rate > MAX_RATE:
            raise ValueError(
                f"{rate:g} is above {MAX_RATE:g}. Rates are fractions; for {rate:g} per cent write {rate / 100:g}"
            )
        return rate

    def apply(
        self,
        tariff: Float[np.ndarray, "n i s"],
        baseline: Baseline,
        members: Callable[[str], tuple[str, ...]],
    ) -> Float[np.ndarray, "n i s"]:
        """New duties: the rate added where imposer, target and sector meet; none inside the bloc that imposes it."""
        countries = baseline.axes.countries
        imposer = countries.mask(self._present(self.imposer, baseline, members))
        target = countries.mask(self._present(self.target, baseline, members))
        hit = imposer[:, None] & target[None, :] & ~(imposer[:, None] & imposer[None, :])
        addition = self.rate * (hit[:, :, None] & self._sector_mask(baseline)[None, None, :])
        return np.asarray(tariff + addition)

    def _present(
        self, names: tuple[str, ...], baseline: Baseline, members: Callable[[str], tuple[str, ...]]
    ) -> list[str]:
        countries = baseline.axes.countries
        found: list[str] = []
        for name in names:
            group = countries.labels if name == "ALL" else members(name)
            found += [c for c in group if c in countries] if len(group) > 1 else list(group)
        if not found:
            raise ScenarioError(f"tariff: none of {', '.join(names)} is a country of base {baseline.name}.")
        return found

    def _sector_mask(self, baseline: Baseline) -> np.ndarray:
        if self.sectors == "goods":
            return baseline.goods
        if self.sectors == "all":
            return np.ones_like(baseline.goods)
        return baseline.axes.sectors.mask(self.sectors)
