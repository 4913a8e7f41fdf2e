"""A scenario: what is supposed, as one small, hashable file."""

import json
from datetime import date
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, Field, model_validator

from westphalia.scenario.levers import Lever

SCENARIO_VERSION = "1"


class Scenario(BaseModel):
    """Levers against a named, dated base; it never repeats the base."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    date: date
    reference: str | None = None
    author: str | None = None
    not_modelled: tuple[str, ...] = ()
    base: str = "icio-2022"
    horizon: tuple[int, int] = (2025, 2035)
    levers: tuple[Lever, ...] = Field(default=())
    seed: int = 0

    @model_validator(mode="after")
    def _horizon_runs_forward(self) -> "Scenario":
        if self.horizon[0] > self.horizon[1]:
            raise ValueError(
                f"horizon {self.horizon[0]}–{self.horizon[1]} runs backward. Write [first year, last year]"
            )
        return self

    @property
    def sha256(self) -> str:
        """Hash of the content: the same levers give the same hash, whatever file or flags they came from."""
        content = self.model_dump(mode="json", by_alias=True) | {"version": SCENARIO_VERSION}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
