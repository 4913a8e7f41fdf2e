"""The types of a verdict and the one rule of rounding all routes share."""

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from westphalia.evidence.claims import Figure

Route = Literal["table", "arithmetic", "study", "model"]
Word = Literal[
    "matches",
    "rounds to",
    "depends on the definition",
    "superseded since",
    "not supported",
    "cannot be checked",
]
VOCABULARY: Final[dict[Word, str]] = {
    "matches": "the printed figure equals the reference at the reference's own precision",
    "rounds to": "the reference, rounded as printed, gives the printed figure",
    "depends on the definition": "right under one definition or scenario and wrong under another; both are named",
    "superseded since": "right when it was printed; a later edition of the same table says otherwise",
    "not supported": "the references found do not give the printed figure",
    "cannot be checked": "nothing here can answer it, and why; or it is a choice, and what it would take",
}


class Comparison(BaseModel):
    """One number a figure was held against: value, range or both, with unit, date and source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str
    as_of: date | None = None
    source: str
    note: str | None = None
    study: str | None = None


class Verdict(BaseModel):
    """What one route says about one figure, with the rule that produced it and a sentence to print."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: str
    route: Route | None
    word: Word
    rule: str
    sentence: str
    known: Literal["then", "now"] | None = None
    comparisons: tuple[Comparison, ...] = ()
    caveats: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Printed:
    """A number as it stands on the page: 261.6 with one decimal, times a scale of 1e9; or a bound."""

    mantissa: float
    decimals: int
    scale: float
    bound: Literal["at_least", "at_most"] | None = None

    def shown(self, value: float) -> float:
        """A reference written the way the figure is printed."""
        return round(value / self.scale, self.decimals)

    def agreement(self, reference: float, reference_decimals: int | None = None) -> Word | None:
        """*matches* or *rounds to*, or None where the reference gives another printed figure.

        `reference_decimals` are those of the reference in printed units; None for an unrounded reference. A bound
        matches where the reference keeps it.
        """
        if self.bound is not None:
            side = reference / self.scale - self.mantissa
            return "matches" if (side >= 0) == (self.bound == "at_least") or side == 0 else None
        if round(self.shown(reference) - self.mantissa, self.decimals + 2) != 0:
            return None
        exact = reference_decimals is not None and reference_decimals <= self.decimals
        return "matches" if exact else "rounds to"


def printed(figure: Figure) -> Printed:
    """Mantissa, decimals, scale and bound of a figure, read off its own characters."""
    digits = re.search(r"\d[\d,\u00a0\u202f]*(?:\.(\d+))?", figure.span.text)
    if digits is None:
        return Printed(figure.value, 0, 1.0, figure.bound)
    mantissa = math.copysign(float(re.sub(r"[^\d.]", "", digits.group())), figure.value)
    scale = figure.value / mantissa if mantissa else 1.0
    return Printed(mantissa, len(digits.group(1) or ""), scale, figure.bound)
