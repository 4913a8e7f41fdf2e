"""A scenario: what is supposed, as one small, hashable file."""

import json
from hashlib import sha256
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from westphalia.scenario.behaviour import Behaviour
from westphalia.scenario.budget_rules import spending_agrees, spending_holds
from westphalia.scenario.contradictions import levers_agree
from westphalia.scenario.counted_once import each_counts_once
from westphalia.scenario.economy import Economy
from westphalia.scenario.known_labels import labels_are_held
from westphalia.scenario.levers import Lever, TradeLever
from westphalia.scenario.levers.base import Day, Year
from westphalia.scenario.limits import base_is_held, dates_are_held, horizon_is_held, years_are_held
from westphalia.world.economies import LATEST_VINTAGE
from westphalia.world.load import BASES, load_baseline

SCENARIO_VERSION: Final = "1"
DEFAULT_BASE: Final = BASES[0]


class Scenario(BaseModel):
    """Levers against a named, dated base; it never repeats the base."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, description="what is supposed, in a line")
    date: Day = Field(description="day on which it was said or written")
    reference: str | None = Field(default=None, description="where it was said")
    author: str | None = Field(default=None, description="who wrote the scenario")
    not_modelled: tuple[str, ...] = Field(default=(), description="what matters and is left out")
    base: str = Field(
        default=DEFAULT_BASE,
        description="observed world the levers are set against: a base that ships, or a folder with your own",
    )
    horizon: tuple[Year, Year] = Field(default=(2025, 2035), description="first and last year shown")
    levers: tuple[Lever, ...] = Field(
        default=(), description="what governments choose", json_schema_extra={"minItems": 1}
    )
    behaviour: Behaviour = Field(default=Behaviour(), description="answers beyond switching suppliers")
    economy: Economy = Field(default=Economy(), description="how output, budgets and debt answer spending")
    outlook: Literal["WEO-2025-04", "WEO-2025-10"] = Field(
        default=LATEST_VINTAGE, description="edition of the outlook for output, budgets and debt without the levers"
    )
    seed: int = Field(default=0, ge=0, description="seed of draws")

    @field_validator("base")
    @classmethod
    def _base_is_known(cls, base: str) -> str:
        return base_is_held(base)

    @model_validator(mode="after")
    def _tables_hold_it(self) -> "Scenario":
        horizon_is_held(self.horizon, self.outlook)
        for k, lever in enumerate(self.levers):
            spending_holds(k, lever, self.date, self.outlook)
            years_are_held(k, lever, self.horizon, self.outlook)
            dates_are_held(k, lever, self.horizon)
        spending_agrees(self.levers)
        each_counts_once(self.levers)
        return self

    @model_validator(mode="after")
    def _base_holds_it(self) -> "Scenario":
        if any(isinstance(lever, TradeLever) for lever in self.levers):
            baseline = load_baseline(self.base)
            for k, lever in enumerate(self.levers):
                labels_are_held(k, lever, baseline)
            levers_agree(self.levers, baseline)
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> "Scenario":
        names = [lever.name for lever in self.levers if lever.name]
        if len(set(names)) != len(names):
            twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
            raise ValueError(f"two levers are called {twice}. Give each a name of its own")
        return self

    @property
    def unset(self) -> tuple[str, ...]:
        """Fields added since the first release that hold their default: no part of the hash, nor of a written file."""
        plain = {"behaviour": self.behaviour.is_set, "economy": self.economy.is_set}
        plain["outlook"] = self.outlook != LATEST_VINTAGE
        return tuple(field for field, is_set in plain.items() if not is_set)

    @property
    def sha256(self) -> str:
        """Hash of the content: the same levers give the same hash, whatever file or flags they came from."""
        content = self.model_dump(mode="json", by_alias=True) | {"version": SCENARIO_VERSION}
        content["levers"] = [
            {field: value for field, value in written.items() if field not in lever.unused}
            for lever, written in zip(self.levers, content["levers"], strict=True)
        ]
        for field in self.unset:
            content.pop(field)
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
