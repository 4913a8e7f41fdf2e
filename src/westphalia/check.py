"""A figure against table, arithmetic, studies and model: the verdict."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Route = Literal["table", "arithmetic", "study", "model"]
Word = Literal[
    "matches",
    "rounds to",
    "depends on the definition",
    "superseded since",
    "not supported",
    "cannot be checked",
]


class Comparison(BaseModel):
    """One number a figure was held against: its value with range, unit, date and source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: str
    as_of: date | None = None
    source: str
    difference: str | None = None


class Verdict(BaseModel):
    """What one route says about one figure, with the rule that produced it and a sentence to print."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: str
    route: Route
    word: Word
    rule: str
    sentence: str
    known: Literal["then", "now"] | None = None
    comparisons: tuple[Comparison, ...] = ()
    caveats: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
