"""One line of the table of figures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure with its target; `more` says that more is better."""

    figure: str
    unit: str
    target: float
    measured: float
    more: bool = False

    @property
    def ratio(self) -> float:
        """Measured over target where less is better, target over measured where more is: 1 or less is on target."""
        return self.target / self.measured if self.more else self.measured / self.target

    def __str__(self) -> str:
        bound = "≥" if self.more else "≤"
        target, measured = f"{bound} {self.target:g} {self.unit}", f"{self.measured:.3g} {self.unit}"
        return f"{self.figure:<62}{target:>16}{measured:>18}{self.ratio:>8.2f}"


@dataclass(frozen=True)
class Note:
    """A figure without a target, or what has to be said about the one above it."""

    figure: str
    words: str

    def __str__(self) -> str:
        return f"  {self.figure:<60} {self.words}"
