"""What levers between countries share: who acts, against whom, in which sectors."""

from typing import Annotated, Any, ClassVar

import numpy as np
from jaxtyping import Bool
from pydantic import BeforeValidator, Field, field_validator

from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.places import EVERYBODY, Sectors, cells
from westphalia.world.baseline import Baseline


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _word_or_codes(value: object) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        return value if value in ("goods", "all") else (value,)
    if not isinstance(value, (list, tuple)) or not value or not all(isinstance(code, str) for code in value):
        raise ValueError(f"{value!r} is neither goods, all, nor a list of sector codes such as [C29, C301]")
    return tuple(value)


Codes = Annotated[tuple[str, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
SectorCodes = Annotated[Sectors, BeforeValidator(_word_or_codes)]


class Acting(Dated):
    """A lever somebody pulls."""

    ALL_MAY_ACT: ClassVar[bool] = False

    imposer: Codes = Field(description="ISO-3 codes or groups (EU27, NATO …) that impose it")

    @field_validator("imposer")
    @classmethod
    def _somebody_acts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if EVERYBODY in value and not cls.ALL_MAY_ACT:
            raise ValueError(f"{EVERYBODY} cannot impose a duty on itself. Name the countries or groups that do")
        return value


class BetweenPartners(Acting):
    """A lever of some countries against others."""

    target: Codes = Field(description="ISO-3 codes or groups whose trade is hit; ALL for everybody")
    sectors: SectorCodes = Field(default="goods", description="goods, all, or sector codes of the base")

    def imports_hit(self, baseline: Baseline) -> Bool[np.ndarray, "n i s"]:
        """Imports of the imposers from the targets in the lever's sectors."""
        return cells(self.imposer, self.target, self.sectors, baseline, self.label)
