"""Who wants, offers, threatens or refuses what: stance frames tied to issues and levers."""

from westphalia.evidence.claims import Figure, Position, Statement
from westphalia.evidence.material import Material


def read_positions(
    material: Material, statements: tuple[Statement, ...], figures: tuple[Figure, ...]
) -> tuple[Position, ...]:
    """The positions that a text reports, in order."""
    return ()
