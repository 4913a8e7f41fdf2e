"""Tariff: a duty one country or bloc puts on imports."""

from functools import reduce
from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from jaxtyping import Float
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from westphalia.scenario.effect import Effect
from westphalia.scenario.levers.base import Fraction, Misplaced, Part
from westphalia.scenario.levers.partners import BetweenPartners, Codes, SectorCodes
from westphalia.scenario.places import EVERYBODY, held, mask, sector_mask
from westphalia.world.baseline import Baseline

MAX_RATE: Final = 10.0
Rate = Annotated[Fraction, Field(json_schema_extra={"maximum": MAX_RATE})]


def require_fraction(rate: float) -> None:
    """Refuse a rate above 10, far more often a slip for per cent than a duty of 1,000 per cent."""
    if rate > MAX_RATE:
        raise ValueError(
            f"{rate:g} is above {MAX_RATE:g}. Rates are fractions; for {rate:g} per cent write {rate / 100:g}"
        )


class Exemption(BaseModel):
    """Trade a duty spares: of some targets, in some sectors, a share of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Codes | None = Field(default=None, description="of whom; without it, of every target")
    sectors: SectorCodes | None = Field(default=None, description="in which sectors; without it, in all the duty hits")
    share: Part = Field(default=1.0, description="fraction of that trade that is exempt, e.g. 0.38")

    @model_validator(mode="after")
    def _something_is_spared(self) -> "Exemption":
        if self.target is None and self.sectors is None:
            raise ValueError("an exemption without target or sectors. Say whose trade, or which sectors, it spares")
        return self

    def share_exempt(self, baseline: Baseline) -> Float[np.ndarray, "i s"]:
        """Share of imports by origin and sector that bears no duty."""
        origin = mask(self.target or (EVERYBODY,), baseline)
        return np.asarray(self.share * (origin[:, None] & sector_mask(self.sectors or "all", baseline)))


class Tariff(BetweenPartners):
    """A duty on top of the base's, or an all-inclusive one, with rates of their own for some and exemptions."""

    MAIN: ClassVar[str] = "rate"
    LATER: ClassVar[tuple[str, ...]] = ("rates", "basis", "except_", "until", "ramp")

    kind: Literal["tariff"] = "tariff"
    rate: Rate = Field(description="fraction of the value: 0.20 for 20 per cent")
    rates: dict[str, Rate] = Field(
        default={}, description="rates of their own for some targets, or for some sectors, by code"
    )
    basis: Literal["on_top", "total", "in_place"] = Field(
        default="on_top",
        description="on_top: added to the base's duty; total: all-inclusive, the higher of the two; in_place: instead "
        "of the base's duty, also where that is higher",
    )
    except_: tuple[Exemption, ...] = Field(
        default=(), alias="except", description="exemptions, each with target or sectors and the share that is exempt"
    )

    @field_validator("rate")
    @classmethod
    def _rate_is_a_fraction(cls, rate: float) -> float:
        require_fraction(rate)
        return rate

    @field_validator("rates")
    @classmethod
    def _rates_are_fractions(cls, rates: dict[str, float]) -> dict[str, float]:
        for code, rate in rates.items():
            try:
                require_fraction(rate)
            except ValueError as error:
                raise Misplaced((code,), str(error)) from None
        return rates

    def added(self, baseline: Baseline) -> Float[np.ndarray, "n i s"]:
        r"""What the lever adds to the base's duties at full strength.

        .. math:: a_{nis} = (1 - e_{is})\, \tau_{is}, \qquad (1 - e_{is}) \max(0, \tau_{is} - t_{nis}), \qquad
            (1 - e_{is}) (\tau_{is} - t_{nis})

        with τ the rate, t the base's duty and e the share exempt: on top, all-inclusive, in place of the base's duty,
        where it may be a cut. Exemptions that meet on one cell spare shares independent of each other. A bloc puts no
        duty on its own members.
        """
        hit = self.imports_hit(baseline)
        rate = self.rate_by_cell(baseline)
        above = {
            "on_top": rate[None],
            "total": np.maximum(rate - baseline.tariff, 0.0),
            "in_place": rate - baseline.tariff,
        }[self.basis]
        spared = [1 - exemption.share_exempt(baseline) for exemption in self.except_]
        return np.asarray(hit * above * reduce(np.multiply, spared, np.ones(rate.shape)))

    def rate_by_cell(self, baseline: Baseline) -> Float[np.ndarray, "i s"]:
        """The rate by origin and sector, before exemptions."""
        countries, sectors = baseline.axes.countries, baseline.axes.sectors
        rate = np.full((len(countries), len(sectors)), self.rate)
        for code, own in self.rates.items():
            if code in sectors:
                rate[:, sectors.index(code)] = own
            else:
                rate[countries.mask(held(code, countries))] = own
        return rate

    def effect(self, baseline: Baseline, elasticity: Float[np.ndarray, " s"], strength: float) -> Effect:
        """The duty at a share of its full strength."""
        added = strength * self.added(baseline)
        return Effect(duty_to_total=added) if self.basis == "total" else Effect(duty_on_top=added)
