"""Tariff: a duty one country or bloc puts on imports."""

from collections.abc import Callable
from typing import ClassVar, Final, Literal

import numpy as np
from jaxtyping import Bool, Float
from pydantic import Field, field_validator

from westphalia.errors import DataError, ScenarioError
from westphalia.scenario.levers.base import Fraction, LeverBase, Year, place
from westphalia.world.baseline import Baseline

MAX_RATE: Final = 10.0
EVERYBODY: Final = "ALL"


class Tariff(LeverBase):
    """An additional ad-valorem duty on top of the baseline duty."""

    MAIN: ClassVar[str] = "rate"

    kind: Literal["tariff"] = "tariff"
    imposer: tuple[str, ...] = Field(
        min_length=1, description="ISO-3 codes or groups (EU27, NATO …) that impose the duty"
    )
    target: tuple[str, ...] = Field(
        min_length=1, description="ISO-3 codes or groups whose exports are hit; ALL for everybody"
    )
    sectors: Literal["goods", "all"] | tuple[str, ...] = Field(
        default="goods", description="goods, all, or sector codes of the base"
    )
    rate: Fraction = Field(
        description="fraction of the value: 0.20 for 20 per cent", json_schema_extra={"maximum": MAX_RATE}
    )
    from_: Year | None = Field(default=None, alias="from", description="first year")

    @field_validator("imposer", "target", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("sectors", mode="before")
    @classmethod
    def _sectors_are_a_word_or_codes(cls, value: object) -> object:
        if isinstance(value, str):
            return value if value in ("goods", "all") else (value,)
        if not isinstance(value, (list, tuple)) or not value or not all(isinstance(code, str) for code in value):
            raise ValueError(f"{value!r} is neither goods, all, nor a list of sector codes such as [C29, C30]")
        return tuple(value)

    @field_validator("imposer", "target")
    @classmethod
    def _places_are_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            if code != EVERYBODY:
                place(code)
        return value

    @field_validator("imposer")
    @classmethod
    def _somebody_imposes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if EVERYBODY in value:
            raise ValueError(f"{EVERYBODY} cannot impose a duty on itself. Name the countries or groups that do")
        return value

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
        """New duties: the rate added where imposer, target and sector meet; none inside a bloc that imposes it.

        Members of a group that the base folds into its rest of the world stay outside.
        """
        try:
            hit = self._hit(baseline, members)[:, :, None] & self._sector_mask(baseline)[None, None, :]
        except DataError as error:
            raise ScenarioError(f"{self.name or self.kind}: {error}") from None
        return np.asarray(tariff + self.rate * hit)

    def _hit(self, baseline: Baseline, members: Callable[[str], tuple[str, ...]]) -> Bool[np.ndarray, "n i"]:
        target = self._mask(self.target, baseline, members)
        hit = np.zeros((target.size, target.size), dtype=bool)
        for name in self.imposer:
            bloc = self._mask((name,), baseline, members)
            hit |= bloc[:, None] & target[None, :] & ~bloc[None, :]
        return hit

    def _mask(
        self, names: tuple[str, ...], baseline: Baseline, members: Callable[[str], tuple[str, ...]]
    ) -> Bool[np.ndarray, " n"]:
        countries = baseline.axes.countries
        found: list[str] = []
        for name in names:
            group = countries.labels if name == EVERYBODY else members(name)
            found += [c for c in group if c in countries] if len(group) > 1 else list(group)
        if not found:
            raise ScenarioError(f"tariff: none of {', '.join(names)} is a country of base {baseline.name}.")
        return countries.mask(found)

    def _sector_mask(self, baseline: Baseline) -> Bool[np.ndarray, " s"]:
        if self.sectors == "goods":
            return baseline.goods
        if self.sectors == "all":
            return np.ones_like(baseline.goods)
        return baseline.axes.sectors.mask(self.sectors)
