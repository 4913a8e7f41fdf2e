"""Which side of a matter a stance takes."""

from typing import Final, Literal

from westphalia.evidence.claims import Stance

Side = Literal["for", "against", "other"]

_FOR: Final[tuple[Stance, ...]] = (
    "pledges", "will impose", "wants", "demands", "urges", "proposes", "supports", "approves", "plans",
    "commits", "offers", "pushes for", "reaffirms",
)  # fmt: skip
_AGAINST: Final[tuple[Stance, ...]] = (
    "rejects", "urges against", "opposes", "rules out", "warns against",
)  # fmt: skip


def side_of(stance: str) -> Side:
    """Whether a stance is for what it names, against it, or neither: threatened, disowned, expected, estimated."""
    return "for" if stance in _FOR else "against" if stance in _AGAINST else "other"
