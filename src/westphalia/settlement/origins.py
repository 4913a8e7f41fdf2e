"""What the numbers of a situation stand on, counted by kind."""

from collections import Counter

from westphalia.settlement.answers import Basis, Origins
from westphalia.situation.schema import Situation

ALL = "all numbers"


def origins(situation: Situation) -> Origins:
    """How many numbers were stated, inferred and assumed: all together, then positions, saliences and the others."""
    found = Counter((kind, one.basis) for kind, one in situation.estimates())
    kinds = tuple(dict.fromkeys(kind for kind, _ in situation.estimates()))
    by_kind = [Basis(kind, *(found[kind, basis] for basis in ("stated", "inferred", "assumed"))) for kind in kinds]
    together = Basis(ALL, *(sum(getattr(one, basis) for one in by_kind) for basis in ("stated", "inferred", "assumed")))
    return Origins((together, *by_kind))
