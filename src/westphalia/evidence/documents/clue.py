"""One hint of the day a report was written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Clue:
    """One hint of the date: its words, and what each possible day costs; None where it rules a day out."""

    words: str
    cost: Callable[[date], float | None]
    days: tuple[date, ...] = ()
    broken: str | None = None
    told: Callable[[date], str] | None = None

    def tell(self, day: date) -> str:
        """The clue in words, as it stands to a day: it fits, or it speaks against it."""
        if self.cost(day) is None:
            return f"against: {self.broken or self.words}"
        return self.told(day) if self.told else self.words
