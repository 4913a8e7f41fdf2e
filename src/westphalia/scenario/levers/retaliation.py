"""Retaliation: those whom a duty hits answer it."""

from typing import ClassVar, Literal

import numpy as np
from jaxtyping import Bool, Float
from pydantic import Field, field_validator, model_validator

from westphalia.scenario.effect import Effect
from westphalia.scenario.levers.partners import Acting, Codes, SectorCodes
from westphalia.scenario.levers.tariff import Rate, require_fraction
from westphalia.scenario.places import blocs, sector_mask
from westphalia.world.baseline import Baseline

Rule = Literal["reciprocal", "proportional", "rate", "optimal"]


class Retaliation(Acting):
    """Duties of those hit on those who hit them, by a rule; a group answers as one."""

    MAIN: ClassVar[str] = "rule"
    ALL_MAY_ACT: ClassVar[bool] = True

    kind: Literal["retaliation"] = "retaliation"
    imposer: Codes = Field(description="ISO-3 codes or groups that answer; ALL for everybody who is hit")
    answers: Codes = Field(description="names of the tariffs answered, or codes of imposers for all their tariffs")
    rule: Rule = Field(
        default="reciprocal",
        description="reciprocal: the same additional rate back; proportional: a multiple of it; "
        "rate: a given rate; optimal: the best uniform duty",
    )
    factor: Rate | None = Field(default=None, description="multiple of the rate, for rule proportional: 0.5 for half")
    rate: Rate | None = Field(default=None, description="fraction of the value, for rule rate: 0.25 for 25 per cent")
    sectors: SectorCodes | None = Field(
        default=None, description="sectors answered in; without it those hit, and all goods for rules rate and optimal"
    )

    @field_validator("rate", "factor")
    @classmethod
    def _rate_is_a_fraction(cls, rate: float | None) -> float | None:
        if rate is not None:
            require_fraction(rate)
        return rate

    @model_validator(mode="after")
    def _rule_has_its_number(self) -> "Retaliation":
        for field, rule in (("factor", "proportional"), ("rate", "rate")):
            given, wanted = getattr(self, field) is not None, self.rule == rule
            if wanted and not given:
                raise ValueError(f"rule {rule} needs {field}. Add it, such as {field}: 0.25")
            if given and not wanted:
                raise ValueError(f"{field} belongs to rule {rule}, and the rule is {self.rule}. Drop it or change rule")
        return self

    def effect(self, baseline: Baseline, hit: Float[np.ndarray, "n i s"], strength: float) -> Effect:
        """The answer, on top of the base's duties, to additional duties `hit` of those answered."""
        return Effect(duty_on_top=strength * self.added(baseline, hit))

    def added(self, baseline: Baseline, hit: Float[np.ndarray, "n i s"]) -> Float[np.ndarray, "n i s"]:
        r"""Additional duties of those hit on those who hit them.

        .. math:: a_{rms} = f\, \bar a_{m \cdot s}, \qquad
                  \bar a_{m \cdot s} = \sum_{r \in B} x_{mrs} a_{mrs} \Big/ \sum_{r \in B} x_{mrs}

        r answers, m hit; f is 1 (reciprocal) or the factor (proportional). A group B has one duty, so it answers
        what its exports bear on average in the base. Rule `rate`: the rate wherever m hits anybody of B.
        """
        sectors = np.ones_like(baseline.goods) if self.sectors is None else sector_mask(self.sectors, baseline)
        back = np.zeros(hit.shape)
        for bloc in blocs(self.imposer, baseline):
            borne = _borne(hit, baseline.flow, bloc)
            borne[bloc] = 0.0
            back[bloc] = np.maximum(back[bloc], borne)
        if self.rule == "rate":
            sectors = sector_mask(self.sectors or "goods", baseline)
            touched = np.asarray((back > 0).any(axis=2))
            return np.asarray((self.rate or 0.0) * (touched[:, :, None] & sectors))
        return np.asarray((1.0 if self.factor is None else self.factor) * back * sectors)


def _borne(
    hit: Float[np.ndarray, "m i s"], flow: Float[np.ndarray, "m i s"], bloc: Bool[np.ndarray, " i"]
) -> Float[np.ndarray, "m s"]:
    """Additional duty a bloc's exports bear on average, by importer and sector."""
    sold, duty = flow[:, bloc], hit[:, bloc]
    total = sold.sum(axis=1)
    weighed = np.divide((sold * duty).sum(axis=1), total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(np.where(total > 0, weighed, duty.mean(axis=1)))
