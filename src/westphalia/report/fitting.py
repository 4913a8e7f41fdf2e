"""What fits into the room there is: the first of a list with the others counted, and a text cut with a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Some(Generic[Thing]):
    """Those of a list that fit, and how many do not."""

    shown: tuple[Thing, ...]
    more: int


def fitting(items: Sequence[Thing], lines: Sequence[int], most: int) -> Some[Thing]:
    """The first items whose lines fit, one line kept for what is left out; the others are counted."""
    if sum(lines) <= most:
        return Some(tuple(items), 0)
    used, kept = 1, 0
    for needed in lines:
        if used + needed > most:
            break
        used, kept = used + needed, kept + 1
    return Some(tuple(items[:kept]), len(items) - kept)


def cut(text: str, most: int) -> str:
    """A text, shortened with a mark where it is longer than there is room for."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
