"""A date expression in its sentence, and the day it is seen from."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from westphalia.evidence.days.tense import Direction, hung_on, told_direction, was_planned
from westphalia.evidence.words.text import Sentence

Interval = tuple[date | None, date | None]


@dataclass(frozen=True)
class Place:
    """An expression in its sentence, and the day it is seen from."""

    found: re.Match[str]
    sentence: Sentence
    on: date

    @cached_property
    def told(self) -> Direction | None:
        """Which way the clause looks, where a verb tells."""
        if self.hung in ("past", "future"):
            return "past" if self.hung == "past" else "future"
        return told_direction(self.sentence, self.found.start(), self.found.end())

    @cached_property
    def hung(self) -> Literal["past", "either", "future"] | None:
        """Which way what hangs on the clause looks: after, following or ahead of something."""
        return hung_on(self.sentence, self.found.start())

    @property
    def direction(self) -> Direction:
        """Which way the clause looks; back where no verb tells."""
        return self.told or "past"

    @property
    def was_planned(self) -> bool:
        """Whether the clause tells of what was due."""
        return was_planned(self.sentence, self.found.start())

    @property
    def lead(self) -> str:
        """The preposition before the expression, in lower case."""
        return (self.found.groupdict().get("lead") or "").lower()

    def __getitem__(self, group: str) -> str | None:
        return self.found.group(group)
